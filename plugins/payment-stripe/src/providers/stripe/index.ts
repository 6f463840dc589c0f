import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { StripePaymentProvider } from "./service"

export type { StripeOptions } from "./options"
export type { StripeData } from "./session-data"
export { signStripeEvent, type StripeEventDraft } from "./sign-event"
export { StripePaymentProvider }

export default ModuleProvider(Modules.PAYMENT, { services: [StripePaymentProvider] })

import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { AdyenPaymentProvider } from "./service"

export { signNotification, type NotificationDraft } from "./sign-notification"
export type { AdyenData } from "./domain/session-data"
export { AdyenPaymentProvider }

export default ModuleProvider(Modules.PAYMENT, { services: [AdyenPaymentProvider] })

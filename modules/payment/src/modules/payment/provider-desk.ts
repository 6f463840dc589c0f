import type { PaymentPort } from "@holdfast/kernel"
import type { IPaymentProvider } from "@medusajs/framework/types"

/** A provider as it was installed: Medusa's interface, and of ours what it has. */
export type InstalledProvider = IPaymentProvider & Partial<PaymentPort>

/** Finds providers by the ids that they are registered under, such as `pp_stripe_stripe`. */
export interface ProviderDesk {
  retrieveProvider(providerId: string): InstalledProvider
}

/** The provider, or null where none is installed under this id. */
export function installedProvider(desk: ProviderDesk, providerId: string): InstalledProvider | null {
  try {
    return desk.retrieveProvider(providerId)
  } catch {
    return null
  }
}

import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { CartRead } from "../../modules/checkout/domain/cart-read"
import type { FraudPort } from "../checkout-ports"
import type { ToPay } from "./check-cart"

/**
 * Asks whoever judges fraud in this shop, if anybody does, before money moves.
 *
 * @throws MedusaError payment_authorization_error, worded as any declined payment: whoever tries stolen cards learns nothing
 */
export async function judgeFraud(
  container: MedusaContainer,
  cart: CartRead,
  { session, totalMinor }: ToPay,
): Promise<void> {
  const fraud = container.resolve<FraudPort | undefined>("fraud", { allowUnregistered: true })
  if (!fraud) return
  const { verdict } = await fraud.score({
    cart_id: cart.id,
    customer_id: cart.customer_id,
    email: cart.email,
    currency_code: cart.currency_code,
    total_minor: totalMinor,
    payment_provider_id: session?.provider_id ?? null,
  })
  if (verdict !== "reject") return
  throw new MedusaError(
    MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
    "Payment authorization failed",
    "checkout_rejected",
  )
}

import type { MedusaContainer, PaymentDTO } from "@medusajs/framework/types"
import { moneyLinks } from "./money-links"
import { paymentsOf } from "./payments-of"
import { withPermit } from "./with-permit"

/** Lets an authorization go, in its order's turn. */
export async function voidPayment(container: MedusaContainer, paymentId: string): Promise<PaymentDTO> {
  const payments = paymentsOf(container)
  const payment = await payments.retrievePayment(paymentId)
  const { orderId } = await moneyLinks(container, payment.payment_collection_id)
  return withPermit(container, orderId, "void-payment", () => payments.cancelPayment(paymentId))
}

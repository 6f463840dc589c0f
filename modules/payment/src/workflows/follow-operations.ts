import type { MedusaContainer } from "@medusajs/framework/types"
import { completePaidCart } from "./complete-paid-cart"
import { correctAccount } from "./correct-account"
import { moneyLinks } from "./money-links"
import { paymentsOf } from "./payments-of"
import { withPermit } from "./with-permit"

const AT_A_TIME = 100

/** Asks providers about what was sent and not answered, and lets orders and carts follow what is settled since. */
export async function followOperations(container: MedusaContainer): Promise<{ readonly failed: readonly string[] }> {
  const payments = paymentsOf(container)
  for (const { id } of await payments.unsettledOperations({ due: true, limit: AT_A_TIME })) await payments.lookUp(id)
  return followSettled(container)
}

/** Lets orders and carts follow settled operations. One that cannot be followed now does not hold up the others. */
export async function followSettled(container: MedusaContainer): Promise<{ readonly failed: readonly string[] }> {
  const payments = paymentsOf(container)
  const failed: string[] = []
  for (const { id, act, payment_id: paymentId } of await payments.unfollowedOperations(AT_A_TIME)) {
    try {
      if (paymentId === null || (await followPayment(container, paymentId, act === "authorize"))) {
        await payments.markFollowed([id])
      }
    } catch (error) {
      failed.push(`${id}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { failed }
}

/** Whether everything has followed. */
async function followPayment(container: MedusaContainer, paymentId: string, authorized: boolean): Promise<boolean> {
  const [payment] = await paymentsOf(container).listPayments(
    { id: [paymentId] },
    { select: ["id", "payment_collection_id", "canceled_at"], relations: ["payment_session"] },
  )
  if (!payment) return true
  const { orderId, cartId } = await moneyLinks(container, payment.payment_collection_id)
  if (orderId !== null) {
    await withPermit(container, orderId, "follow-payment", () => correctAccount(container, orderId, paymentId))
    return true
  }
  // The shopper paid, the answer was lost, and nobody came back for it.
  if (!authorized || cartId === null || payment.canceled_at || !payment.payment_session) return true
  return completePaidCart(container, { cartId, sessionId: payment.payment_session.id, amount: null })
}

import type { MedusaContainer } from "@medusajs/framework/types"
import type { ReviewStanding } from "../modules/payment/trust-desk"
import { orderLifecycleOf, type OrderLifecycle } from "./order-lifecycle-of"
import { paymentsOf } from "./payments-of"
import { recordOnOrder } from "./record-on-order"

/** Lets an order hear what its provider has told of reviews and fraud, as far as it has not heard it yet. */
export async function hearReview(
  container: MedusaContainer,
  about: { readonly orderId: string; readonly sessionId: string; readonly providerId: string },
): Promise<void> {
  const lifecycle = orderLifecycleOf(container)
  if (!lifecycle) return
  const { orderId, providerId, sessionId } = about
  const standing = await standingOf(lifecycle, orderId, providerId)
  for (const step of await paymentsOf(container).trust.reviewSteps(sessionId, standing)) {
    await recordOnOrder(container, { orderId, providerId, ...step })
  }
}

/** Null for an order that has no state yet. */
async function standingOf(
  lifecycle: OrderLifecycle,
  orderId: string,
  providerId: string,
): Promise<ReviewStanding | null> {
  const shown = await lifecycle.lifecycle(orderId)
  if (!shown.ok) return null
  const { axes, amounts, lines, events, log } = shown.value
  const allowed = events.some(({ event, allowed }) => event === "review.opened" && allowed)
  const taken = BigInt(amounts.captured) + BigInt(amounts.capture_requested)
  const toCapture = BigInt(amounts.authorized) > taken
  const toShip = lines.some(({ ordered, shipped }) => shipped < ordered)
  const opener = log.filter(({ event, noop }) => event === "review.opened" && !noop).at(-1)?.actor
  return {
    // An order that began before there were reviews has no such axis.
    review: axes["review"] ?? "none",
    mayOpen: allowed && (toCapture || toShip),
    openedByProvider: opener?.type === "provider" && opener.id === providerId,
  }
}

import type { MedusaContainer } from "@medusajs/framework/types"
import { checkoutOf } from "./checkout-of"
import { followOrder } from "./follow-order"
import { resumeAttempt } from "./resume-attempt"

/** Finishes or undoes what processes that are gone left behind. Answers how many attempts were ended. */
export async function resumeAttempts(container: MedusaContainer): Promise<number> {
  const checkout = checkoutOf(container)
  let ended = 0
  for (const { id } of await checkout.lapsed()) {
    const resumed = await resumeAttempt(container, id)
    if (resumed === "ordered" || resumed === "undone") ended += 1
  }
  for (const { id, cart_id: cartId, order_id: orderId } of await checkout.unfinished()) {
    await followOrder(container, { id, orderId }, cartId)
    ended += 1
  }
  return ended
}

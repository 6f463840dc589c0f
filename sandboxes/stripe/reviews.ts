import { find, newId } from "./account-books"
import { emitEvent, type StripeCall } from "./emit-event"
import { invalid } from "./stripe-error"
import type { Charge, Intent, Review } from "./stripe-objects"

export function openReview(call: StripeCall, intent: Intent, charge: Charge): Review {
  const review: Review = {
    id: newId(call.tools, "prv"),
    object: "review",
    billing_zip: null,
    charge: charge.id,
    closed_reason: null,
    created: call.tools.clock.seconds(),
    ip_address: null,
    ip_address_location: null,
    livemode: false,
    open: true,
    opened_reason: "rule",
    payment_intent: intent.id,
    reason: "rule",
    session: null,
  }
  call.state.reviews.set(review.id, review)
  intent.review = review.id
  charge.review = review.id
  emitEvent(call, "review.opened", review)
  return review
}

/** Closes a review: approved by hand, or because the money went back or was disputed. */
export function closeReview(
  call: StripeCall,
  id: string,
  reason: "approved" | "refunded" | "refunded_as_fraud" | "disputed",
): Review {
  const review = find(call.state.reviews, "review", id)
  if (!review.open) throw invalid(`Review ${id} is already closed.`)
  review.open = false
  review.reason = reason
  review.closed_reason = reason
  emitEvent(call, "review.closed", review)
  return review
}

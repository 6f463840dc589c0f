import { find, newId } from "./account-books"
import { book } from "./balance"
import { chargeOf } from "./charges"
import { emitEvent, type StripeCall } from "./emit-event"
import { mergedMetadata, text, whole } from "./form-values"
import { closeReview } from "./reviews"
import { invalid } from "./stripe-error"
import type { Charge, Refund } from "./stripe-objects"

type Body = Readonly<Record<string, unknown>>

/** How long a bank takes over a refund that does not go through at once. */
const BANK_MS = 3_600_000
const REFERENCE_MS = 60_000

export function createRefund(call: StripeCall, body: Body): Refund {
  const charge = chargeFor(call, body)
  const left = charge.amount_captured - charge.amount_refunded
  if (
    charge.disputed &&
    [...call.state.disputes.values()].some((one) => one.charge === charge.id && !one.is_charge_refundable)
  ) {
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: "charge_disputed" })
  }
  if (left <= 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" })
  }
  const amount = "amount" in body ? (whole(body["amount"]) ?? 0) : left
  if (amount < 1) {
    throw invalid("Invalid positive integer", { code: "parameter_invalid_integer", param: "amount" })
  }
  if (amount > left) {
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
      param: "amount",
    })
  }
  const behaviour = call.state.behaviours.get(charge.payment_method)?.refund
  const refund: Refund = {
    id: newId(call.tools, "re"),
    object: "refund",
    amount,
    balance_transaction: book(call, "refund", -amount, charge.currency, charge.id).id,
    charge: charge.id,
    created: call.tools.clock.seconds(),
    currency: charge.currency,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    metadata: mergedMetadata({}, body["metadata"]),
    payment_intent: charge.payment_intent,
    reason: text(body["reason"]),
    receipt_number: null,
    source_transfer_reversal: null,
    status: behaviour === "pending_then_succeeds" ? "pending" : "succeeded",
    transfer_reversal: null,
  }
  call.state.refunds.set(refund.id, refund)
  const before = { amount_refunded: charge.amount_refunded, refunded: charge.refunded }
  charge.amount_refunded += amount
  charge.refunded = charge.amount_refunded === charge.amount_captured
  emitEvent(call, "charge.refunded", charge, before)
  if (tellsAll(call)) emitEvent(call, "refund.created", refund)
  const review = charge.review === null ? undefined : call.state.reviews.get(charge.review)
  if (review?.open === true && charge.refunded) closeReview(call, review.id, "refunded")
  if (behaviour) {
    const outcome = behaviour === "succeeds_then_fails" ? "failed" : "succeeded"
    call.tools.later(call.account, BANK_MS, { act: "refund.settle", id: refund.id, outcome })
  } else {
    // The bank's own number of it comes a little later, and is told of by itself.
    call.tools.later(call.account, REFERENCE_MS, { act: "refund.reference", id: refund.id })
  }
  return refund
}

// At this version a card's refund is told of by its charge; refund.created and refund.updated are of other refunds.
const tellsAll = ({ tools }: StripeCall) => tools.scenario["refund_events"] === "all"

export function tellOfUpdate(call: StripeCall, refund: Refund): void {
  emitEvent(call, "charge.refund.updated", refund)
  if (tellsAll(call)) emitEvent(call, "refund.updated", refund)
}

/** What the bank says about a refund later. One that fails brings the money back to us, and the buyer still waits for it. */
export function settleRefund(call: StripeCall, refund: Refund, outcome: "succeeded" | "failed" | "canceled"): void {
  if (refund.status === outcome || refund.status === "failed" || refund.status === "canceled") return
  refund.status = outcome
  if (outcome !== "succeeded") {
    const charge = find(call.state.charges, "charge", refund.charge)
    charge.amount_refunded -= refund.amount
    charge.refunded = false
    if (outcome === "failed") refund.failure_reason = "expired_or_canceled_card"
    book(call, "refund_failure", refund.amount, refund.currency, refund.id)
  }
  tellOfUpdate(call, refund)
}

export function updateRefund(call: StripeCall, id: string, body: Body): Refund {
  const refund = find(call.state.refunds, "refund", id)
  refund.metadata = mergedMetadata(refund.metadata, body["metadata"])
  return refund
}

export function cancelRefund(call: StripeCall, id: string): Refund {
  const refund = find(call.state.refunds, "refund", id)
  if (refund.status !== "requires_action") throw invalid("Only a refund that requires action can be canceled.")
  settleRefund(call, refund, "canceled")
  return refund
}

function chargeFor(call: StripeCall, body: Body): Charge {
  const chargeId = text(body["charge"])
  if (chargeId !== null) return find(call.state.charges, "charge", chargeId)
  const intentId = text(body["payment_intent"])
  if (intentId === null) throw invalid("One of the following params should be provided: payment_intent or charge.")
  const intent = find(call.state.intents, "payment_intent", intentId)
  const charge = chargeOf(call.state, intent)
  if (charge && charge.amount_captured > 0) return charge
  throw invalid(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
    code: "payment_intent_unexpected_state",
    payment_intent: intent,
  })
}

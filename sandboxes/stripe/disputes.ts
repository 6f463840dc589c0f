import { find, newId } from "./account-books"
import { book } from "./balance"
import { emitEvent, type StripeCall } from "./emit-event"
import { flag, mergedMetadata, record } from "./form-values"
import { invalid } from "./stripe-error"
import type { Charge, Dispute } from "./stripe-objects"

const DAY = 86_400
/** How long one has for the evidence, and how long the bank takes over it. */
const RESPOND_DAYS = 9
const DECIDE_MS = 60 * DAY * 1000

const EVIDENCE =
  "access_activity_log billing_address cancellation_policy cancellation_policy_disclosure cancellation_rebuttal customer_communication customer_email_address customer_name customer_purchase_ip customer_signature duplicate_charge_documentation duplicate_charge_explanation duplicate_charge_id product_description receipt refund_policy refund_policy_disclosure refund_refusal_explanation service_date service_documentation shipping_address shipping_carrier shipping_date shipping_documentation shipping_tracking_number uncategorized_file uncategorized_text".split(
    " ",
  )

/** The bank takes the money back, or only asks about it. */
export function openDispute(
  call: StripeCall,
  charge: Charge,
  { reason, inquiry }: { readonly reason: string; readonly inquiry: boolean },
): Dispute {
  const now = call.tools.clock.seconds()
  const dispute: Dispute = {
    id: newId(call.tools, "dp"),
    object: "dispute",
    amount: charge.amount_captured || charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    evidence: Object.fromEntries(EVIDENCE.map((name) => [name, null])),
    evidence_details: { due_by: now + RESPOND_DAYS * DAY, has_evidence: false, past_due: false, submission_count: 0 },
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: { card: { brand: "visa", network_reason_code: "10.4" }, type: "card" },
    reason,
    status: inquiry ? "warning_needs_response" : "needs_response",
  }
  call.state.disputes.set(dispute.id, dispute)
  charge.disputed = true
  emitEvent(call, "charge.dispute.created", dispute)
  if (!inquiry) {
    dispute.balance_transactions.push(book(call, "adjustment", -dispute.amount, dispute.currency, dispute.id))
    emitEvent(call, "charge.dispute.funds_withdrawn", dispute)
  }
  return dispute
}

/** Takes evidence, and hands it to the bank when asked to. What it says decides, as in Stripe's test mode. */
export function updateDispute(call: StripeCall, id: string, body: Readonly<Record<string, unknown>>): Dispute {
  const dispute = find(call.state.disputes, "dispute", id)
  if (!open(dispute)) throw invalid(`This dispute is already closed`, { param: "dispute" })
  for (const [name, value] of Object.entries(record(body["evidence"]))) {
    dispute.evidence[name] = value === "" ? null : String(value)
  }
  dispute.metadata = mergedMetadata(dispute.metadata, body["metadata"])
  dispute.evidence_details.has_evidence = Object.values(dispute.evidence).some((value) => value !== null)
  const inquiry = dispute.status.startsWith("warning")
  if ("submit" in body ? flag(body["submit"]) : dispute.evidence_details.has_evidence) {
    dispute.evidence_details.submission_count++
    dispute.status = inquiry ? "warning_under_review" : "under_review"
    const says = dispute.evidence["uncategorized_text"]
    if (says === "winning_evidence") decideDispute(call, dispute, "won")
    else if (says === "losing_evidence") decideDispute(call, dispute, "lost")
    else call.tools.later(call.account, DECIDE_MS, { act: "dispute.decide", id: dispute.id })
  }
  if (open(dispute)) emitEvent(call, "charge.dispute.updated", dispute)
  return dispute
}

/** Accepts that the money is gone. */
export function closeDispute(call: StripeCall, id: string): Dispute {
  const dispute = find(call.state.disputes, "dispute", id)
  if (!open(dispute)) throw invalid("This dispute is already closed", { param: "dispute" })
  decideDispute(call, dispute, "lost")
  return dispute
}

export function decideDispute(call: StripeCall, dispute: Dispute, outcome: "won" | "lost"): void {
  if (!open(dispute)) return
  const inquiry = dispute.status.startsWith("warning")
  if (outcome === "won" && !inquiry) {
    dispute.balance_transactions.push(book(call, "adjustment", dispute.amount, dispute.currency, dispute.id))
  }
  dispute.status = inquiry ? "warning_closed" : outcome
  if (outcome === "won" && !inquiry) emitEvent(call, "charge.dispute.funds_reinstated", dispute)
  emitEvent(call, "charge.dispute.closed", dispute)
}

const open = ({ status }: Dispute) => status !== "won" && status !== "lost" && status !== "warning_closed"

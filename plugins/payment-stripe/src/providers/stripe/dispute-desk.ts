import { done, providerFailureOf, refuse, type DisputeAnswer, type Outcome, type Refusal } from "@holdfast/kernel"
import type Stripe from "stripe"
import { keyed } from "./idempotency-key"
import type { StripeClient } from "./stripe-client"

/** What Stripe takes as evidence. Documents are the ids of files uploaded to it. */
const EVIDENCE = [
  "access_activity_log",
  "billing_address",
  "cancellation_policy",
  "cancellation_policy_disclosure",
  "cancellation_rebuttal",
  "customer_communication",
  "customer_email_address",
  "customer_name",
  "customer_purchase_ip",
  "customer_signature",
  "duplicate_charge_documentation",
  "duplicate_charge_explanation",
  "duplicate_charge_id",
  "product_description",
  "receipt",
  "refund_policy",
  "refund_policy_disclosure",
  "refund_refusal_explanation",
  "service_date",
  "service_documentation",
  "shipping_address",
  "shipping_carrier",
  "shipping_date",
  "shipping_documentation",
  "shipping_tracking_number",
  "uncategorized_file",
  "uncategorized_text",
] as const satisfies readonly (keyof Stripe.DisputeUpdateParams.Evidence)[]

/** Sends evidence for a dispute, for good, or accepts that it is lost. */
export async function answerDispute(client: StripeClient, answer: DisputeAnswer): Promise<Outcome<null, Refusal>> {
  const { disputeReference: id } = answer
  const once = keyed("dispute", answer.idempotencyKey)
  if (answer.act === "defend") {
    const unknown = Object.keys(answer.evidence).filter((name) => !EVIDENCE.some((one) => one === name))
    if (unknown.length > 0 || Object.keys(answer.evidence).length === 0) {
      return refuse(
        "evidence_malformed",
        unknown.length > 0 ? `Stripe takes no evidence named ${unknown.join(", ")}.` : "There is no evidence to send.",
        `Use these names: ${EVIDENCE.join(", ")}.`,
      )
    }
  }
  try {
    await client.ask("answer the dispute", (sdk) =>
      answer.act === "accept"
        ? sdk.disputes.close(id, {}, once)
        : sdk.disputes.update(id, { evidence: answer.evidence, submit: true }, once),
    )
    return done(null)
  } catch (error) {
    const failure = providerFailureOf(error)
    if (failure?.kind !== "invalid_request") throw error
    return refuse("dispute_not_answerable", failure.message, "Look at the dispute; it may be decided already.")
  }
}

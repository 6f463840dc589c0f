import type { ProviderFact } from "@holdfast/kernel"
import type Stripe from "stripe"
import { declined } from "./failure-of"
import { callerOf } from "./idempotency-key"
import { idOf, toIso } from "./session-data"
import { currencyOf, fromStripeAmount } from "./stripe-amount"

type Told = Partial<Omit<ProviderFact, "id" | "providerEvent" | "occurredAt">> & Pick<ProviderFact, "kind">

/**
 * What an event tells, in the words every provider shares. Most tell one thing; a capture that leaves something
 * authorized tells two. An event without meaning for a payment is one fact of kind `other`.
 */
export function factsOf(event: Stripe.Event): readonly ProviderFact[] {
  return toldBy(event).map((told, place) => ({
    // The first keeps the event's own id, by which it is known again.
    id: place === 0 ? event.id : `${event.id}#${place}`,
    providerEvent: event.type,
    occurredAt: toIso(event.created),
    paymentReference: null,
    sessionId: null,
    reference: null,
    actKey: null,
    amount: null,
    currencyCode: null,
    reason: null,
    dueAt: null,
    data: {},
    ...told,
  }))
}

function toldBy(event: Stripe.Event): readonly Told[] {
  switch (event.type) {
    case "payment_intent.processing":
      return [
        onIntent(event, "payment.pending", event.data.object.amount, {
          data: { delayed: isDelayed(event.data.object) },
        }),
      ]
    case "payment_intent.requires_action":
    case "payment_intent.partially_funded":
      return [onIntent(event, "payment.requires_action", event.data.object.amount)]
    case "payment_intent.amount_capturable_updated":
      return capturable(event)
    case "payment_intent.payment_failed":
      return [onIntent(event, "payment.declined", event.data.object.amount, { reason: reasonOf(event.data.object) })]
    case "payment_intent.canceled":
      return [canceled(event)]
    case "payment_intent.succeeded":
      return [captured(event)]
    case "charge.succeeded":
    case "charge.updated":
      return [radar(event)]
    case "charge.expired":
      return [onCharge(event, "payment.expired", event.data.object.amount)]
    case "charge.refunded":
      return [refundedCharge(event)]
    case "charge.refund.updated":
    case "refund.created":
    case "refund.updated":
      return [onRefund(event.data.object)]
    case "charge.dispute.created":
      return [onDispute(event.data.object, "dispute.opened")]
    case "charge.dispute.updated":
      return [onDispute(event.data.object, "dispute.updated")]
    case "charge.dispute.funds_withdrawn":
      return [onDispute(event.data.object, "dispute.funds_withdrawn")]
    case "charge.dispute.funds_reinstated":
      return [onDispute(event.data.object, "dispute.funds_returned")]
    case "charge.dispute.closed":
      return [onDispute(event.data.object, event.data.object.status === "lost" ? "dispute.lost" : "dispute.won")]
    case "radar.early_fraud_warning.created":
    case "radar.early_fraud_warning.updated":
      return [fraudWarning(event.data.object)]
    case "review.opened":
    case "review.closed":
      return [onReview(event.data.object)]
    case "setup_intent.succeeded":
      return [onSetup(event.data.object, "method.saved")]
    case "setup_intent.setup_failed":
      return [{ ...onSetup(event.data.object, "other"), reason: event.data.object.last_setup_error?.code ?? null }]
    case "payment_intent.created":
      return [onIntent(event, "other", event.data.object.amount)]
    case "charge.captured":
    case "charge.failed":
      // The intent's own event says what follows from it.
      return [onCharge(event, "other", event.data.object.amount_captured)]
    default:
      return [{ kind: "other", reference: idOf(event.data.object as { readonly id: string }) }]
  }
}

type IntentEvent = {
  readonly data: { readonly object: Stripe.PaymentIntent }
  readonly request: Stripe.Event.Request | null
}
type ChargeEvent = { readonly data: { readonly object: Stripe.Charge }; readonly request: Stripe.Event.Request | null }

function onIntent(event: IntentEvent, kind: Told["kind"], amount: number, more: Partial<Told> = {}): Told {
  const intent = event.data.object
  return {
    kind,
    paymentReference: intent.id,
    sessionId: intent.metadata["session_id"] ?? null,
    actKey: callerOf(event.request?.idempotency_key),
    ...amountIn(amount, intent.currency),
    ...more,
  }
}

// With something captured, what is left is still authorized: the event then tells of a capture and of the rest.
function capturable(event: IntentEvent): readonly Told[] {
  const intent = event.data.object
  if (intent.amount_received > 0) {
    return [
      captured(event),
      onIntent(event, "payment.authorization_changed", intent.amount_capturable, { actKey: null }),
    ]
  }
  const kind = intent.metadata["incremented"] === "true" ? "payment.authorization_changed" : "payment.authorized"
  return [onIntent(event, kind, intent.amount_capturable)]
}

// The intent counts all its captures together; the one that was just made is named by what was sent along with it.
function captured(event: IntentEvent): Told {
  const intent = event.data.object
  const { capture_key: key, capture_amount: own } = intent.metadata
  return onIntent(event, "capture.confirmed", own === undefined ? intent.amount_received : Number(own), {
    reference: idOf(intent.latest_charge),
    ...(key !== undefined && { actKey: key }),
    data: {
      captured_in_all: fromStripeAmount(intent.amount_received, intent.currency),
      final: intent.status === "succeeded",
    },
  })
}

function canceled(event: IntentEvent): Told {
  const { cancellation_reason: reason, amount } = event.data.object
  return onIntent(event, reason === "automatic" ? "payment.expired" : "payment.voided", amount, { reason })
}

function reasonOf({ last_payment_error: error }: Stripe.PaymentIntent): string | null {
  if (!error) return null
  return declined({ code: error.code, declineCode: error.decline_code })[1]
}

/** Only a card is processed within seconds; whatever else is, is paid days later. */
const isDelayed = ({ processing }: Stripe.PaymentIntent) => processing?.type !== "card"

function onCharge(event: ChargeEvent, kind: Told["kind"], amount: number, more: Partial<Told> = {}): Told {
  const charge = event.data.object
  return {
    kind,
    paymentReference: idOf(charge.payment_intent) ?? charge.id,
    sessionId: charge.metadata["session_id"] ?? null,
    reference: charge.id,
    actKey: callerOf(event.request?.idempotency_key),
    ...amountIn(amount, charge.currency),
    ...more,
  }
}

/** What Radar makes of a charge, and until when it may be captured. */
function radar(event: ChargeEvent): Told {
  const { outcome, payment_method_details: details, captured: isCaptured, amount } = event.data.object
  const level = outcome?.risk_level ?? "unknown"
  const suspicious = level === "elevated" || level === "highest"
  const before = isCaptured ? undefined : details?.card?.capture_before
  const kind = suspicious ? "fraud.warned" : before === undefined ? "other" : "payment.authorization_changed"
  return onCharge(event, kind, amount, {
    reason: suspicious ? `radar_${level}_risk` : null,
    dueAt: before === undefined ? null : toIso(before),
    data: {
      // Radar asks for a review where the merchant wants one; an opinion alone holds nothing back.
      ...(level === "elevated" && { advisory: true }),
      radar: {
        level,
        score: outcome?.risk_score ?? null,
        type: outcome?.type ?? null,
        reason: outcome?.reason ?? null,
      },
    },
  })
}

// The charge adds up its refunds; how much this one was is in what it said before. A hold that was let go is told of as
// a refund, too, though nothing had been taken. Whether one of ours came through, its own answer and event say.
function refundedCharge(
  event: ChargeEvent & { readonly data: { readonly previous_attributes?: Partial<Stripe.Charge> } },
): Told {
  const charge = event.data.object
  if (!charge.captured) return onCharge(event, "other", charge.amount, { reason: "authorization_released" })
  const ours = callerOf(event.request?.idempotency_key) !== null
  const before = event.data.previous_attributes?.amount_refunded ?? 0
  return onCharge(event, ours ? "refund.requested" : "refund.confirmed", charge.amount_refunded - before, {
    reference: null,
    data: { refunded_in_all: fromStripeAmount(charge.amount_refunded, charge.currency) },
  })
}

function onRefund(refund: Stripe.Refund): Told {
  const failed = refund.status === "failed" || refund.status === "canceled"
  const kind = failed ? "refund.failed" : refund.status === "succeeded" ? "refund.confirmed" : "refund.requested"
  return {
    kind,
    paymentReference: idOf(refund.payment_intent) ?? idOf(refund.charge),
    sessionId: refund.metadata?.["session_id"] ?? null,
    reference: refund.id,
    actKey: refund.metadata?.["refund_key"] ?? null,
    reason: failed ? `refund_${refund.failure_reason ?? "canceled"}` : null,
    ...amountIn(refund.amount, refund.currency),
  }
}

function onDispute(dispute: Stripe.Dispute, kind: Told["kind"]): Told {
  const { due_by: due } = dispute.evidence_details
  return {
    kind,
    paymentReference: idOf(dispute.payment_intent) ?? idOf(dispute.charge),
    reference: dispute.id,
    reason: dispute.reason,
    dueAt: due === null ? null : toIso(due),
    ...amountIn(dispute.amount, dispute.currency),
    // An inquiry asks and takes nothing; it is won when it is closed without becoming a dispute.
    data: { status: dispute.status, inquiry: dispute.status.startsWith("warning"), charge: idOf(dispute.charge) },
  }
}

function fraudWarning(warning: Stripe.Radar.EarlyFraudWarning): Told {
  return {
    kind: warning.actionable ? "fraud.warned" : "other",
    paymentReference: idOf(warning.payment_intent) ?? idOf(warning.charge),
    reference: warning.id,
    reason: warning.fraud_type,
    data: { early_fraud_warning: true, actionable: warning.actionable, charge: idOf(warning.charge) },
  }
}

/** Why a review was closed, where that decides about the order. A refund may be of a part, or out of goodwill. */
const REVIEWED: Readonly<Record<string, Told["kind"]>> = {
  approved: "review.approved",
  refunded_as_fraud: "review.rejected",
  disputed: "review.rejected",
}

function onReview(review: Stripe.Review): Told {
  return {
    kind: review.open ? "review.opened" : (REVIEWED[review.closed_reason ?? ""] ?? "other"),
    paymentReference: idOf(review.payment_intent) ?? idOf(review.charge),
    reference: review.id,
    reason: review.reason,
  }
}

const onSetup = (setup: Stripe.SetupIntent, kind: Told["kind"]): Told => ({
  kind,
  reference: idOf(setup.payment_method) ?? setup.id,
  data: { customer: idOf(setup.customer), setup_intent: setup.id },
})

const amountIn = (amount: number, currency: string) => ({
  amount: fromStripeAmount(amount, currency),
  currencyCode: currencyOf(currency),
})

import type { ProviderFact, ProviderFactKind } from "@holdfast/kernel"

/**
 * What verified webhooks have told about one payment. Messages come twice and in any order, so what is known only grows:
 * the same messages lead to the same knowledge, whatever their order.
 */
export type HeardPayment = {
  readonly paymentReference: string
  readonly sessionId: string | null
  readonly authorization: Authorization
  readonly authorized: { readonly amount: string; readonly currencyCode: string } | null
  /** By the modification's reference. */
  readonly captures: Readonly<Record<string, Step>>
  readonly refunds: Readonly<Record<string, Step>>
  readonly dispute: Dispute
}

type Authorization = "none" | "pending" | "declined" | "authorized" | "voided" | "expired"
type Step = "requested" | "confirmed" | "failed" | "confirmed_again"
type Dispute = "none" | "open" | "withdrawn" | "returned" | "won" | "lost"

// Later in the list wins. "authorized" beats "declined": Adyen may take a payment up again and succeed. A void or an
// expiry ends what was authorized.
const AUTHORIZATIONS: readonly Authorization[] = ["none", "pending", "declined", "authorized", "expired", "voided"]
const STEPS: readonly Step[] = ["requested", "confirmed", "failed", "confirmed_again"]
const DISPUTES: readonly Dispute[] = ["none", "open", "withdrawn", "returned", "won", "lost"]

const TO_AUTHORIZATION: Partial<Record<ProviderFactKind, Authorization>> = {
  "payment.pending": "pending",
  "payment.declined": "declined",
  "payment.authorized": "authorized",
  "payment.expired": "expired",
  "payment.voided": "voided",
}
const TO_CAPTURE: Partial<Record<ProviderFactKind, Step>> = {
  "capture.confirmed": "confirmed",
  "capture.failed": "failed",
}
const TO_REFUND: Partial<Record<ProviderFactKind, Step>> = {
  "refund.requested": "requested",
  "refund.confirmed": "confirmed",
  "refund.failed": "failed",
}
const TO_DISPUTE: Partial<Record<ProviderFactKind, Dispute>> = {
  "dispute.opened": "open",
  "dispute.updated": "open",
  "dispute.funds_withdrawn": "withdrawn",
  "dispute.funds_returned": "returned",
  "dispute.won": "won",
  "dispute.lost": "lost",
}

/** Adds one fact to what is known of its payment. */
export function hear(known: HeardPayment | null, fact: ProviderFact): HeardPayment | null {
  if (fact.paymentReference === null) return known
  const before = known ?? nothingOf(fact.paymentReference)
  const reference = fact.reference ?? fact.id
  return {
    ...before,
    sessionId: before.sessionId ?? fact.sessionId,
    authorization: higher(AUTHORIZATIONS, before.authorization, TO_AUTHORIZATION[fact.kind]),
    authorized: fact.kind === "payment.authorized" ? (amountIn(fact) ?? before.authorized) : before.authorized,
    captures: stepped(before.captures, reference, again(fact) ?? TO_CAPTURE[fact.kind]),
    refunds: stepped(before.refunds, reference, TO_REFUND[fact.kind]),
    dispute: higher(DISPUTES, before.dispute, TO_DISPUTE[fact.kind]),
  }
}

/** Of all that was heard of one session's payments, the one that counts: an authorization beats a refusal. */
export function heardOfSession(heard: Iterable<HeardPayment>, sessionId: string): HeardPayment | null {
  let best: HeardPayment | null = null
  for (const payment of heard) {
    if (payment.sessionId !== sessionId) continue
    if (best === null || rank(payment) > rank(best)) best = payment
  }
  return best
}

const amountIn = ({ amount, currencyCode }: ProviderFact) =>
  amount === null || currencyCode === null ? null : { amount, currencyCode }

// A second try that was authorized counts more than a first that was voided.
const rank = ({ authorization }: HeardPayment) =>
  authorization === "authorized" ? AUTHORIZATIONS.length : AUTHORIZATIONS.indexOf(authorization)

const nothingOf = (paymentReference: string): HeardPayment => ({
  paymentReference,
  sessionId: null,
  authorization: "none",
  authorized: null,
  captures: {},
  refunds: {},
  dispute: "none",
})

// The scheme took up again what it had rejected; the message has the first capture's reference.
const again = (fact: ProviderFact): Step | undefined =>
  fact.kind === "capture.confirmed" && fact.id.endsWith(":recaptured") ? "confirmed_again" : undefined

function stepped(steps: Readonly<Record<string, Step>>, reference: string, step: Step | undefined) {
  return step === undefined ? steps : { ...steps, [reference]: higher(STEPS, steps[reference] ?? "requested", step) }
}

const higher = <T>(order: readonly T[], before: T, now: T | undefined): T =>
  now !== undefined && order.indexOf(now) > order.indexOf(before) ? now : before

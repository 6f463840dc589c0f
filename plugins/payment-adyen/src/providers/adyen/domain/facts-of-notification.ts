import type { ProviderFact, ProviderFactKind } from "@holdfast/kernel"
import { fromAdyenAmount } from "./currencies"
import type { NotificationItem } from "./notification"
import { modificationRefusal } from "./refusal"

/** What one event means: a kind, why when it failed, and whether a second fact is in the same message. */
type Meaning = { readonly kind: ProviderFactKind; readonly reason?: string; readonly also?: ProviderFactKind }

type Rule = (item: NotificationItem) => Meaning

const always =
  (kind: ProviderFactKind): Rule =>
  () => ({ kind })

/** An event that says whether something asked for happened. */
const either =
  (kind: ProviderFactKind, failed: ProviderFactKind, act: string): Rule =>
  (item) =>
    item.success ? { kind } : { kind: failed, reason: modificationRefusal(act, item.reason) }

/** An event that tells of a failure by being sent, whatever its `success` says about the sending. */
const failure =
  (kind: ProviderFactKind, act: string): Rule =>
  (item) => ({ kind, reason: modificationRefusal(act, item.reason) })

/** A step of a dispute. Where it also carries the verdict, the verdict is a fact of its own. */
const dispute =
  (kind: ProviderFactKind, also?: ProviderFactKind): Rule =>
  (item) => {
    const verdict = also ?? verdictOf(item.additionalData["disputeStatus"])
    const reason = disputeReason(item)
    return {
      kind,
      ...(reason === null ? {} : { reason }),
      ...(verdict === null || verdict === kind ? {} : { also: verdict }),
    }
  }

const verdictOf = (status: string | undefined): ProviderFactKind | null =>
  status === "Won" ? "dispute.won" : status === "Lost" || status === "Accepted" ? "dispute.lost" : null

function disputeReason({ additionalData, reason }: NotificationItem): string | null {
  const code =
    additionalData["chargebackReasonCode"] ?? additionalData["nofReasonCode"] ?? additionalData["rfiReasonCode"]
  return code ?? reason
}

const CAPTURE: Rule = either("capture.confirmed", "capture.failed", "capture")
const REFUND: Rule = either("refund.confirmed", "refund.failed", "refund")
const VOIDED: Rule = either("payment.voided", "other", "cancel")

/**
 * Adyen's standard webhooks, in our words. An event that is not here is kept as `other`.
 *
 * A refund that failed after it was confirmed, and one that came back (`REFUNDED_REVERSED`), are the same to a shop: the
 * money is with us, and the shopper still has to be paid. A capture that failed days later leaves nothing captured.
 */
const RULES: Readonly<Record<string, Rule>> = {
  AUTHORISATION: (item) =>
    item.success
      ? {
          kind: "payment.authorized",
          ...(item.additionalData["fraudManualReview"] === "true" ? { also: "review.opened" } : {}),
        }
      : { kind: "payment.declined", reason: "payment_declined" },
  AUTHORISATION_ADJUSTMENT: either("payment.authorization_changed", "other", "adjustment"),
  CANCELLATION: VOIDED,
  TECHNICAL_CANCEL: VOIDED,
  CANCEL_OR_REFUND: (item) => {
    const action = item.additionalData["modification.action"]
    if (action === "refund") return REFUND(item)
    return action === "cancel" ? VOIDED(item) : { kind: "other", reason: "reversal_without_action" }
  },
  EXPIRE: always("payment.expired"),
  OFFER_CLOSED: always("payment.expired"),

  CAPTURE,
  CAPTURE_FAILED: failure("capture.failed", "capture"),
  REFUND,
  REFUND_WITH_DATA: REFUND,
  POSTPONED_REFUND: always("refund.requested"),
  REFUND_FAILED: failure("refund.failed", "refund"),
  REFUNDED_REVERSED: () => ({ kind: "refund.failed", reason: "refund_came_back" }),
  VOID_PENDING_REFUND: (item) =>
    item.success
      ? { kind: "refund.failed", reason: "refund_voided" }
      : { kind: "other", reason: "refund_void_refused" },

  REQUEST_FOR_INFORMATION: dispute("dispute.opened"),
  NOTIFICATION_OF_CHARGEBACK: dispute("dispute.opened"),
  INFORMATION_SUPPLIED: dispute("dispute.updated"),
  CHARGEBACK: dispute("dispute.funds_withdrawn"),
  CHARGEBACK_REVERSED: dispute("dispute.funds_returned"),
  SECOND_CHARGEBACK: dispute("dispute.funds_withdrawn", "dispute.lost"),
  PREARBITRATION_OPEN: dispute("dispute.updated"),
  PREARBITRATION_ACCEPTED: dispute("dispute.lost"),
  PREARBITRATION_DECLINED: dispute("dispute.updated"),
  PREARBITRATION_WON: dispute("dispute.won"),
  PREARBITRATION_LOST: dispute("dispute.lost"),
  PREARBITRATION_ISSUER_WITHDRAWN: dispute("dispute.won"),
  SCHEME_ARBITRATION: dispute("dispute.updated"),
  SCHEME_ARBITRATION_WON: dispute("dispute.won"),
  SCHEME_ARBITRATION_LOST: dispute("dispute.lost"),
  ISSUER_COMMENTS: dispute("dispute.updated"),
  ISSUER_RESPONSE_TIMEFRAME_EXPIRED: dispute("dispute.won"),
  DISPUTE_DEFENSE_PERIOD_ENDED: dispute("dispute.updated"),

  NOTIFICATION_OF_FRAUD: (item) => ({ kind: "fraud.warned", reason: disputeReason(item) ?? "fraud_reported" }),
  MANUAL_REVIEW_ACCEPT: always("review.approved"),
  MANUAL_REVIEW_REJECT: always("review.rejected"),
  RECURRING_CONTRACT: (item) => ({ kind: item.success ? "method.saved" : "other" }),
  REPORT_AVAILABLE: (item) => ({ kind: item.success ? "report.available" : "other" }),
}

/** Events whose own `pspReference` is the payment's, since nothing came before them. */
const OF_THE_PAYMENT: ReadonlySet<string> = new Set(["AUTHORISATION", "EXPIRE", "OFFER_CLOSED"])

const SESSION = /^payses_\w+$/
const RECAPTURED = /recaptured/i

/** What the shop has set about its payments, as far as it says what a message means. */
export type NotificationRules = {
  readonly merchantAccount: string
  readonly capture: "manual" | "immediate"
  /** By payment method, and for `default`. */
  readonly captureWithinDays: Readonly<Record<string, number>>
}

/** What a message says, as facts. Mostly one; two where Adyen tells two things at once. */
export function factsOfNotification(item: NotificationItem, rules: NotificationRules): readonly ProviderFact[] {
  // A webhook of the company account also tells about its other merchant accounts. Their money is not ours.
  const isOurs = item.merchantAccountCode === rules.merchantAccount
  const rule = isOurs && Object.hasOwn(RULES, item.eventCode) ? RULES[item.eventCode] : undefined
  const { kind, reason, also } = rule?.(item) ?? { kind: "other" as const }
  const first = {
    ...factOf(item, kind, reason ?? (isOurs ? null : "merchant_account_other"), ""),
    ...(OF_AN_AUTHORIZATION.has(kind) && { dueAt: captureBy(item, rules) }),
  }
  return also === undefined ? [first] : [first, factOf(item, also, reason ?? null, `:${also}`)]
}

function factOf(item: NotificationItem, kind: ProviderFactKind, reason: string | null, suffix: string): ProviderFact {
  const amount = fromAdyenAmount(item.amount)
  const isFirst = OF_THE_PAYMENT.has(item.eventCode)
  return {
    id: `${dedupeId(item)}${suffix}`,
    kind,
    providerEvent: item.eventCode,
    occurredAt: timeOf(item.eventDate),
    paymentReference: item.originalReference ?? (isFirst ? item.pspReference : null),
    sessionId: sessionOf(item),
    reference: item.pspReference,
    actKey: actKeyOf(item),
    amount: amount?.amount ?? null,
    currencyCode: amount?.currencyCode ?? null,
    reason,
    dueAt: dueAtOf(item.additionalData["defensePeriodEndsAt"]),
    data: keptOf(item),
  }
}

/**
 * What a message is known by when it comes twice: event, reference and success. The date is left out, because Adyen may
 * send the same event again with a later one. A capture that the scheme took up again after it failed has the first
 * capture's event and reference, and is told apart by its reason.
 */
function dedupeId({ eventCode, pspReference, success, reason }: NotificationItem): string {
  const again = eventCode === "CAPTURE" && reason !== null && RECAPTURED.test(reason) ? ":recaptured" : ""
  return `${eventCode}:${pspReference}:${success}${again}`
}

/** The session is the payment's reference, or was sent along as metadata. */
function sessionOf({ merchantReference, additionalData }: NotificationItem): string | null {
  const told = [
    additionalData["metadata.session_id"],
    additionalData["merchantOrderReference"],
    additionalData["originalMerchantReference"],
    merchantReference,
  ]
  return told.find((value) => typeof value === "string" && SESSION.test(value)) ?? null
}

/** Our own reference of a modification. Where none was sent, Adyen repeats the payment's. */
const actKeyOf = ({ originalReference, merchantReference }: NotificationItem): string | null =>
  originalReference !== null && merchantReference !== null && !SESSION.test(merchantReference)
    ? merchantReference
    : null

const OF_AN_AUTHORIZATION: ReadonlySet<ProviderFactKind> = new Set([
  "payment.authorized",
  "payment.authorization_changed",
])

const DAY_MS = 24 * 60 * 60 * 1000

/** Until when an authorization should be captured. A wallet's `visa_applepay` is a card of Visa's. */
function captureBy({ eventDate, paymentMethod }: NotificationItem, rules: NotificationRules): string | null {
  if (rules.capture === "immediate") return null
  const { captureWithinDays: days } = rules
  const method = paymentMethod ?? ""
  const within = days[method] ?? days[method.split("_", 1)[0] ?? ""] ?? days["default"]
  const time = Date.parse(eventDate)
  return within === undefined || Number.isNaN(time) ? null : new Date(time + within * DAY_MS).toISOString()
}

const timeOf = (eventDate: string): string => {
  const time = Date.parse(eventDate)
  return Number.isNaN(time) ? new Date(0).toISOString() : new Date(time).toISOString()
}

// Documented with an offset. A time without one could be any zone's: read as UTC+2, Amsterdam's summer, it is early by a
// few hours rather than late, which is the safe side for a deadline.
function dueAtOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text)
  const time = Date.parse(hasZone ? text : `${text.replace(" ", "T")}+02:00`)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

// By name, so that names, addresses and account numbers, which Adyen also sends, stay out.
const KEPT = [
  "paymentMethodVariant",
  "cardSummary",
  "expiryDate",
  "authCode",
  "avsResult",
  "cvcResult",
  "liabilityShift",
  "fraudResultType",
  "fraudRiskLevel",
  "fraudManualReview",
  "totalFraudScore",
  "checkoutSessionId",
  "captureDelayHours",
  "disputeStatus",
  "defendable",
  "autoDefended",
  "chargebackReasonCode",
  "chargebackSchemeCode",
  "nofReasonCode",
  "rfiReasonCode",
  "capturePspReference",
  "modification.action",
  "recurring.recurringDetailReference",
  "recurring.shopperReference",
  "shopperReference",
  "tokenization.storedPaymentMethodId",
  "tokenization.shopperReference",
] as const

function keptOf(item: NotificationItem): Record<string, unknown> {
  const { additionalData, merchantReference, paymentMethod, reason, success } = item
  const kept = Object.fromEntries(
    KEPT.filter((name) => additionalData[name] !== undefined).map((name) => [name, additionalData[name]]),
  )
  return {
    ...kept,
    merchantReference,
    paymentMethod,
    success,
    ...(item.eventCode === "REPORT_AVAILABLE" ? { reportUrl: reason } : { providerReason: reason }),
  }
}

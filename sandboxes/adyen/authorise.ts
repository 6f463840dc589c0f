import type { SandboxTools } from "../kit"
import { textOf } from "./api-call"
import { aboutPayment, metadataOf, notifyInTime, orderOf } from "./notify"
import type { AdyenState, Amount, Payment } from "./state"
import { judgeCard, REFUSAL_REASONS } from "./test-cards"
import { newReference } from "./new-reference"

type Json = Readonly<Record<string, unknown>>

/** Methods that are settled days later, and those that send the shopper to another page first. */
const DELAYED: ReadonlySet<string> = new Set(["sepadirectdebit", "directdebit_GB", "ach"])
const REDIRECTED: ReadonlySet<string> = new Set(["ideal", "paypal", "klarna", "bcmc_mobile"])
const PRESENTED: ReadonlySet<string> = new Set(["multibanco", "boletobancario"])
const THREE_DAYS = 3 * 24 * 3600 * 1000

/** Tries a payment: what `/payments` and the page of a session both do. */
export function tryPayment(state: AdyenState, tools: SandboxTools, request: Json, sessionId: string | null): Payment {
  const method = request["paymentMethod"] as Json
  const additional = (request["additionalData"] ?? {}) as Readonly<Record<string, string>>
  const type = typeof method["type"] === "string" ? method["type"] : "scheme"
  const storedId = method["storedPaymentMethodId"]
  const card = type === "scheme" && storedId === undefined
  const verdict = card ? judgeCard(method, additional["RequestedTestAcquirerResponseCode"]) : null
  const stored = typeof storedId === "string" ? state.stored.get(storedId) : undefined
  const payment: Payment = {
    pspReference: newReference(tools),
    merchantReference: String(request["reference"]),
    method: verdict?.brand ?? stored?.brand ?? type,
    cardSummary: verdict?.lastFour ?? stored?.lastFour ?? null,
    shopperReference: typeof request["shopperReference"] === "string" ? request["shopperReference"] : null,
    sessionId,
    metadata: (request["metadata"] ?? {}) as Readonly<Record<string, string>>,
    orderReference: textOf(request["merchantOrderReference"]) ?? null,
    manualCapture: additional["manualCapture"] === "true",
    storing: request["storePaymentMethod"] === true && card,
    amount: request["amount"] as Amount,
    status: "authorised",
    captured: 0,
    captures: 0,
    refunded: 0,
    step: null,
    refusal: verdict?.refusal ?? null,
    moves: [],
  }
  state.payments.set(payment.pspReference, payment)

  if (verdict?.authenticates || REDIRECTED.has(type)) {
    const isNative = verdict !== null && request["browserInfo"] !== undefined && request["origin"] !== undefined
    payment.status = "waiting_for_shopper"
    payment.step = isNative ? "fingerprint" : "redirect"
  } else if (DELAYED.has(type) || PRESENTED.has(type)) {
    payment.status = "pending"
    tools.later(state.merchantAccount, THREE_DAYS, { act: "payment.settle", psp: payment.pspReference })
  } else decide(state, tools, payment)
  return payment
}

/** What the bank says about a payment that waits for nobody any more. */
export function decide(state: AdyenState, tools: SandboxTools, payment: Payment): void {
  payment.step = null
  payment.status = payment.refusal === null ? "authorised" : "refused"
  if (payment.status === "authorised" && !payment.manualCapture) {
    payment.captured = payment.amount.value
    payment.captures = 1
    payment.moves.push(settled(payment, payment.pspReference))
  }
  if (payment.status === "authorised" && payment.storing) store(state, tools, payment)
  notifyInTime(tools, state, {
    eventCode: "AUTHORISATION",
    pspReference: payment.pspReference,
    amount: payment.amount,
    success: payment.refusal === null,
    reason: payment.refusal === null ? "" : (REFUSAL_REASONS[payment.refusal] ?? "Refused"),
    ...aboutPayment(payment),
    additionalData: {
      ...metadataOf(payment),
      ...orderOf(payment),
      ...(payment.cardSummary === null ? {} : { cardSummary: payment.cardSummary }),
      ...(payment.sessionId === null ? {} : { checkoutSessionId: payment.sessionId }),
      ...(tools.scenario["review"] === "opened" ? { fraudManualReview: "true", totalFraudScore: "80" } : {}),
    },
  })
}

/** The end of a payment that took days. */
export function settleDelayed(state: AdyenState, tools: SandboxTools, payment: Payment, succeeds: boolean): void {
  if (payment.status !== "pending") return
  payment.refusal = succeeds ? null : "2"
  decide(state, tools, payment)
}

const settled = (payment: Payment, reference: string) => ({
  type: "Settled" as const,
  reference,
  merchantReference: payment.merchantReference,
  value: payment.amount.value,
})

function store(state: AdyenState, tools: SandboxTools, payment: Payment): void {
  if (payment.shopperReference === null) return
  const method = {
    id: newReference(tools),
    shopperReference: payment.shopperReference,
    brand: payment.method,
    lastFour: payment.cardSummary ?? "",
  }
  state.stored.set(method.id, method)
  notifyInTime(tools, state, {
    eventCode: "RECURRING_CONTRACT",
    pspReference: method.id,
    originalReference: payment.pspReference,
    amount: { currency: payment.amount.currency, value: 0 },
    ...aboutPayment(payment),
    additionalData: {
      "recurring.shopperReference": method.shopperReference,
      "recurring.recurringDetailReference": method.id,
      shopperReference: method.shopperReference,
    },
  })
}

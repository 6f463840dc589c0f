import { canonicalHash, expectDone, providerFailureOf, type MoneyCallAsked, type MoneyOutcome } from "@holdfast/kernel"
import type Stripe from "stripe"
import { declined } from "./failure-of"
import { idOf } from "./session-data"
import { currencyOf, fromStripeAmount } from "./stripe-amount"
import type { StripeClient } from "./stripe-client"

/** Under which name an intent remembers a capture: metadata names have 40 characters. */
export const captureMark = (key: string) => `capture_${expectDone(canonicalHash(key)).slice(0, 16)}`

const UNKNOWN: MoneyOutcome = { state: "unknown" }
const ABSENT: MoneyOutcome = { state: "absent" }
/** How far the shop's clock and Stripe's may be apart, for what is found by its time. */
const CLOCKS_APART_SECONDS = 300

/** Finds out at Stripe what became of a call. Reads only; an outage is `unknown`. */
export async function lookUp(client: StripeClient, asked: MoneyCallAsked): Promise<MoneyOutcome> {
  try {
    if (asked.act === "initiate") return await lookUpInitiated(client, asked)
    const id = asked.data["id"]
    if (typeof id !== "string") return UNKNOWN
    if (asked.act === "refund") return await lookUpRefund(client, id, asked)
    const intent = await client.ask("read the payment", (sdk) =>
      sdk.paymentIntents.retrieve(id, { expand: ["latest_charge"] }),
    )
    if (asked.act === "capture") return captureIn(intent, asked)
    return asked.act === "cancel" ? cancellationIn(intent) : authorizationIn(intent)
  } catch (error) {
    if (providerFailureOf(error)) return UNKNOWN
    throw error
  }
}

function captureIn(intent: Stripe.PaymentIntent, { idempotencyKey }: MoneyCallAsked): MoneyOutcome {
  const made = intent.metadata[captureMark(idempotencyKey)]
  if (made !== undefined) return confirmed(intent, Number(made))
  if (intent.status === "requires_capture") return ABSENT
  return intent.status === "canceled"
    ? failed("authorization_expired", `${intent.id} was canceled, so nothing was captured.`)
    : failed("payment_captured_already", `${intent.id} is ${intent.status}, and not by this capture.`)
}

function cancellationIn(intent: Stripe.PaymentIntent): MoneyOutcome {
  if (intent.status === "canceled") return { state: "confirmed", reference: intent.id }
  if (intent.status === "succeeded") return failed("payment_captured_already", `${intent.id} is captured; refund it.`)
  return ABSENT
}

function authorizationIn(intent: Stripe.PaymentIntent): MoneyOutcome {
  switch (intent.status) {
    case "requires_capture":
      return confirmed(intent, intent.amount_capturable)
    case "succeeded":
      return confirmed(intent, intent.amount_received)
    case "processing":
      return { state: "requested", reference: intent.id }
    case "canceled":
      return failed("payment_voided", `${intent.id} was canceled.`)
    default: {
      const error = intent.last_payment_error
      if (!error) return ABSENT
      return failed(declined({ code: error.code, declineCode: error.decline_code })[1], `${intent.id} was declined.`)
    }
  }
}

async function lookUpRefund(client: StripeClient, id: string, asked: MoneyCallAsked): Promise<MoneyOutcome> {
  const refund = await client.ask("read the refunds", (sdk) =>
    firstWhere(
      sdk.refunds.list({ payment_intent: id, limit: 100 }),
      (one) => one.metadata?.["refund_key"] === asked.idempotencyKey,
    ),
  )
  if (!refund) return ABSENT
  if (refund.status === "succeeded") {
    return { state: "confirmed", reference: refund.id, ...amountOf(refund.amount, refund.currency) }
  }
  return refund.status === "failed" || refund.status === "canceled"
    ? failed(`refund_${refund.failure_reason ?? "canceled"}`, `${refund.id} did not come through.`)
    : { state: "requested", reference: refund.id }
}

async function lookUpInitiated(client: StripeClient, asked: MoneyCallAsked): Promise<MoneyOutcome> {
  const since = Math.floor(Date.parse(asked.sentAt) / 1000) - CLOCKS_APART_SECONDS
  const intent = await client.ask("find the payment", (sdk) =>
    firstWhere(
      sdk.paymentIntents.list({ created: { gte: since }, limit: 100 }),
      (one) => one.metadata["initiate_key"] === asked.idempotencyKey,
    ),
  )
  return intent ? confirmed(intent, intent.amount) : ABSENT
}

async function firstWhere<T extends { id: string }>(
  list: Stripe.ApiListPromise<T>,
  fits: (one: T) => boolean,
): Promise<T | null> {
  for await (const one of list) if (fits(one)) return one
  return null
}

const confirmed = (intent: Stripe.PaymentIntent, amount: number): MoneyOutcome => ({
  state: "confirmed",
  reference: idOf(intent.latest_charge) ?? intent.id,
  ...amountOf(amount, intent.currency),
})

const failed = (code: string, message: string): MoneyOutcome => ({ state: "failed", code, message })

const amountOf = (amount: number, currency: string): { amount?: string } => {
  const decimal = fromStripeAmount(amount, currencyOf(currency))
  return decimal === null ? {} : { amount: decimal }
}

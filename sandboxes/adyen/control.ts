import type { ControlRoute } from "../kit"
import type { AdyenCall } from "./api-call"
import { settleDelayed } from "./authorise"
import { decideDispute, openDispute } from "./disputes"
import { aboutPayment, notify } from "./notify"
import { paymentNamed, stepResult } from "./payments"
import { makeReport } from "./reports"
import type { AdyenState, Amount, Payment } from "./state"
import { newReference } from "./new-reference"

const named = ({ state, params }: AdyenCall): Payment => paymentNamed(state, params["psp"])

/** What the shopper's browser would hand over for a bank's question: `{ outcome: "passed" | "failed" }`. */
function answerChallenge(call: AdyenCall) {
  const payment = named(call)
  const result = stepResult(payment, call.body["outcome"] === "failed" ? "failed" : "passed")
  return {
    step: payment.step,
    details: payment.step === "redirect" ? { redirectResult: result } : { threeDSResult: result },
  }
}

/** The end of a payment that takes days: `{ outcome: "succeeds" | "fails" }`. */
function settle(call: AdyenCall) {
  settleDelayed(call.state, call.tools, named(call), call.body["outcome"] !== "fails")
  return {}
}

function expire(call: AdyenCall) {
  const payment = named(call)
  const value = payment.amount.value - payment.captured
  payment.status = "expired"
  notify(call.tools, call.state.merchantAccount, {
    eventCode: "EXPIRE",
    pspReference: payment.pspReference,
    amount: { ...payment.amount, value },
    ...aboutPayment(payment),
  })
  return {}
}

/** Any event about anything, for what has no state here: `{ eventCode, paymentPspReference?, … }`. */
function tell({ body, state, tools }: AdyenCall) {
  const payment = state.payments.get(String(body["paymentPspReference"]))
  const pspReference = typeof body["pspReference"] === "string" ? body["pspReference"] : newReference(tools)
  notify(tools, state.merchantAccount, {
    eventCode: String(body["eventCode"]),
    pspReference,
    originalReference: payment?.pspReference,
    merchantReference:
      typeof body["merchantReference"] === "string" ? body["merchantReference"] : (payment?.merchantReference ?? ""),
    amount: (body["amount"] as Amount | undefined) ?? payment?.amount ?? { currency: "EUR", value: 0 },
    success: body["success"] !== false,
    ...(typeof body["reason"] === "string" ? { reason: body["reason"] } : {}),
    ...(payment ? { paymentMethod: payment.method } : {}),
    ...(body["additionalData"] ? { additionalData: body["additionalData"] as Record<string, string> } : {}),
  })
  return { pspReference }
}

export const CONTROL: readonly ControlRoute<AdyenState>[] = [
  { method: "POST", path: "/3ds/{psp}", handle: answerChallenge },
  { method: "POST", path: "/payments/{psp}/settle", handle: settle },
  { method: "POST", path: "/payments/{psp}/expire", handle: expire },
  { method: "POST", path: "/disputes", handle: openDispute },
  { method: "POST", path: "/disputes/{dispute}/decide", handle: decideDispute },
  { method: "POST", path: "/notify", handle: tell },
  { method: "POST", path: "/reports", handle: makeReport },
]

import { reply, type LaterAct, type Reply } from "../kit"
import { textOf, type AdyenCall } from "./api-call"
import { aboutPayment, notifyInTime, orderOf, type Notice } from "./notify"
import { paymentNamed } from "./payments"
import type { AdyenState, Amount, Payment } from "./state"
import { newReference } from "./new-reference"

const THREE_DAYS = 3 * 24 * 3600 * 1000

/** What a modification came to. */
type Verdict = { readonly ok: true } | { readonly ok: false; readonly reason: string }

const OK: Verdict = { ok: true }
const no = (reason: string): Verdict => ({ ok: false, reason })

/** `POST /payments/{psp}/captures` */
export function capture(call: AdyenCall): Reply {
  const payment = paymentNamed(call.state, call.params["psp"])
  const amount = call.body["amount"] as Amount
  const how = call.tools.scenario["capture"]
  return received(call, payment, { amount, eventCode: "CAPTURE" }, (reference) => {
    if (how === "fails") return no("Capture refused")
    if (payment.status === "expired") return no("Transaction expired")
    if (payment.status !== "authorised") return no("Transaction not authorised")
    if (payment.captured + amount.value > payment.amount.value) return no("Insufficient balance on payment")
    const isFirst = payment.captures === 0
    payment.captured += amount.value
    payment.captures += 1
    payment.moves.push({
      type: "Settled",
      reference,
      merchantReference: payment.merchantReference,
      value: amount.value,
    })
    // Without several partial captures, the first takes the rest of the reserve away.
    if (isFirst && call.tools.scenario["partial_captures"] === "once") payment.amount = { ...amount }
    if (how === "fails_later") {
      comesToNothing(call, payment, reference, { amount, eventCode: "CAPTURE_FAILED", reason: "Capture Failed" })
    }
    return OK
  })
}

/** `POST /payments/{psp}/refunds` */
export function refund(call: AdyenCall): Reply {
  const payment = paymentNamed(call.state, call.params["psp"])
  const amount = call.body["amount"] as Amount
  const how = call.tools.scenario["refund"]
  return received(call, payment, { amount, eventCode: "REFUND" }, (reference) => {
    if (how === "fails") return no("Refund refused by the bank")
    if (payment.captured === 0) return no("Transaction hasn't been captured, refund not possible")
    if (payment.refunded + amount.value > payment.captured) return no("Insufficient balance on payment")
    payment.refunded += amount.value
    payment.moves.push({
      type: "Refunded",
      reference,
      merchantReference: payment.merchantReference,
      value: -amount.value,
    })
    if (how === "fails_later" || how === "comes_back") {
      const eventCode = how === "comes_back" ? "REFUNDED_REVERSED" : "REFUND_FAILED"
      comesToNothing(call, payment, reference, { amount, eventCode, reason: "The refund was returned" })
    }
    return OK
  })
}

/** `POST /payments/{psp}/cancels` */
export function cancel(call: AdyenCall): Reply {
  const payment = paymentNamed(call.state, call.params["psp"])
  return received(call, payment, { amount: payment.amount, eventCode: "CANCELLATION" }, () => voided(call, payment))
}

/** `POST /payments/{psp}/reversals` */
export function reverse(call: AdyenCall): Reply {
  const payment = paymentNamed(call.state, call.params["psp"])
  const action = payment.captured > 0 ? "refund" : "cancel"
  const about = {
    amount: payment.amount,
    eventCode: "CANCEL_OR_REFUND",
    additionalData: { "modification.action": action },
  }
  return received(call, payment, about, (reference) => {
    if (action === "cancel") return voided(call, payment)
    if (payment.captures > 1) return no("Reversal not possible with several captures")
    const value = payment.captured - payment.refunded
    payment.refunded = payment.captured
    payment.moves.push({ type: "Refunded", reference, merchantReference: payment.merchantReference, value: -value })
    return OK
  })
}

/** `POST /payments/{psp}/amountUpdates` */
export function updateAmount(call: AdyenCall): Reply {
  const payment = paymentNamed(call.state, call.params["psp"])
  const amount = call.body["amount"] as Amount
  const answer = received(call, payment, { amount, eventCode: "AUTHORISATION_ADJUSTMENT" }, () => {
    if (payment.status !== "authorised" || payment.captured > 0) return no("Adjustment not possible")
    payment.amount = amount
    return OK
  })
  const reference = textOf(call.body["reference"]) ?? payment.merchantReference
  return { ...answer, json: { ...(answer.json as object), reference } }
}

/** `POST /cancels`: by the merchant's own reference. */
export function cancelByReference(call: AdyenCall): Reply {
  const paymentReference = String(call.body["paymentReference"])
  const found = [...call.state.payments.values()].filter((one) => one.merchantReference === paymentReference)
  const payment = found.find(({ status }) => status === "authorised") ?? found.at(-1)
  const pspReference = newReference(call.tools)
  const reference = textOf(call.body["reference"])
  if (payment) {
    const verdict = voided(call, payment)
    notifyInTime(call.tools, call.state, {
      ...modification(payment, pspReference, payment.amount, "TECHNICAL_CANCEL", verdict.ok ? "" : verdict.reason),
      ...(reference === undefined ? {} : { merchantReference: reference }),
      success: verdict.ok,
    })
  }
  return reply(201, {
    merchantAccount: call.state.merchantAccount,
    paymentReference,
    pspReference,
    status: "received",
    ...(reference === undefined ? {} : { reference }),
  })
}

function voided(call: AdyenCall, payment: Payment): Verdict {
  if (call.tools.scenario["cancel"] === "fails") return no("Cancellation refused")
  if (payment.status === "cancelled") return no("Transaction already cancelled")
  if (payment.captured > 0) return no("Transaction already captured")
  if (payment.status === "refused") return no("Transaction refused")
  payment.status = "cancelled"
  return OK
}

type About = {
  readonly amount: Amount
  readonly eventCode: string
  readonly additionalData?: Readonly<Record<string, string>>
}

/** Takes a modification down, does it, and lets the webhook say what came of it. */
function received(call: AdyenCall, payment: Payment, about: About, act: (reference: string) => Verdict): Reply {
  const pspReference = newReference(call.tools)
  const reference = textOf(call.body["reference"])
  const verdict = act(pspReference)
  notifyInTime(call.tools, call.state, {
    ...modification(payment, pspReference, about.amount, about.eventCode, verdict.ok ? "" : verdict.reason),
    ...(reference === undefined ? {} : { merchantReference: reference }),
    additionalData: { ...orderOf(payment), ...about.additionalData },
    success: verdict.ok,
  })
  const wantsAmount = call.body["amount"] !== undefined
  return reply(201, {
    merchantAccount: call.state.merchantAccount,
    paymentPspReference: payment.pspReference,
    pspReference,
    status: "received",
    ...(reference === undefined ? {} : { reference }),
    ...(wantsAmount ? { amount: about.amount } : {}),
  })
}

type Nothing = Pick<About, "amount" | "eventCode"> & { readonly reason: string }

/** What was done fails days later. */
function comesToNothing(call: AdyenCall, payment: Payment, reference: string, what: Nothing): void {
  call.tools.later(call.account, THREE_DAYS, {
    act: "modification.fail",
    psp: payment.pspReference,
    reference,
    ownReference: textOf(call.body["reference"]) ?? null,
    ...what,
  })
}

/** The end of a capture or a refund that comes to nothing: the money is where it was, and the shop is told. */
export const failModification: LaterAct<AdyenState> = ({ state, tools }, task) => {
  const payment = paymentNamed(state, String(task["psp"]))
  const { reference, ownReference, amount, eventCode, reason } = task as unknown as Nothing & {
    readonly reference: string
    readonly ownReference: string | null
  }
  if (eventCode === "CAPTURE_FAILED") payment.captured -= amount.value
  else payment.refunded -= amount.value
  notifyInTime(tools, state, {
    ...modification(payment, reference, amount, eventCode, reason),
    ...(ownReference === null ? {} : { merchantReference: ownReference }),
  })
}

const modification = (
  payment: Payment,
  pspReference: string,
  amount: Amount,
  eventCode: string,
  reason: string,
): Notice => ({
  eventCode,
  pspReference,
  originalReference: payment.pspReference,
  amount,
  reason,
  ...aboutPayment(payment),
  additionalData: orderOf(payment),
})

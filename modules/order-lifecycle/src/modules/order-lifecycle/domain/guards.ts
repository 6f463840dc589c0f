import { inWords } from "./amount-words"
import { amountOf, type OrderState, type PaymentAmounts } from "./order-state"

/** What a guard answers when it says no. */
export interface GuardRefusal {
  readonly code: string
  readonly message: string
  readonly nextStep: string
}

/** What guards of plugins answered, by their names. They may ask elsewhere, so they are asked before anything is decided. */
export type GuardAnswers = Readonly<Record<string, GuardRefusal | null>>

/** Sees the order as it is and as it would be. Null is yes. */
export type Guard = (before: OrderState, after: OrderState) => GuardRefusal | null

const says = (
  holds: (after: OrderState, before: OrderState) => boolean,
  no: (after: OrderState) => Omit<GuardRefusal, "code">,
) => ((before, after) => (holds(after, before) ? null : { code: "order_guard_failed", ...no(after) })) satisfies Guard

const everyLine = (state: OrderState, holds: (line: OrderState["lines"][string]) => boolean) =>
  Object.values(state.lines).every(holds)

const sum = (state: OrderState, kind: keyof PaymentAmounts) => inWords(amountOf(state, kind), state.currency)
const kept = (state: OrderState) =>
  amountOf(state, "captured") - amountOf(state, "refunded") - amountOf(state, "refundRequested")
const cost = ({ total, currency }: OrderState) => inWords(total, currency)

/** The guards of the published tables, by the names that the rows use. */
export const GUARDS: Readonly<Record<string, Guard>> = {
  nothing_to_pay: says(
    ({ total }) => total === 0n,
    (state) => ({ message: `The order costs ${cost(state)}.`, nextStep: "Authorize a payment." }),
  ),
  authorization_covers_total: says(
    (state) => amountOf(state, "authorized") >= state.total,
    (state) => ({
      message: `Authorized are ${sum(state, "authorized")} of ${cost(state)}.`,
      nextStep: "Authorize the difference.",
    }),
  ),
  something_authorized: says(
    (state) => amountOf(state, "authorized") > 0n,
    () => ({ message: "Nothing is authorized.", nextStep: "Authorize a payment." }),
  ),
  capture_covers_total: says(
    (state) => amountOf(state, "captured") > 0n && amountOf(state, "captured") >= state.total,
    (state) => ({
      message: `Captured are ${sum(state, "captured")} of ${cost(state)}.`,
      nextStep: "Capture the difference.",
    }),
  ),
  paid: says(
    (state) => amountOf(state, "captured") >= state.total,
    (state) => ({
      message: `Captured are ${sum(state, "captured")} of ${cost(state)}.`,
      nextStep: "Capture the difference first.",
    }),
  ),
  something_voided: says(
    (state) => amountOf(state, "voided") > 0n,
    () => ({ message: "No authorization was let go.", nextStep: "None is needed." }),
  ),
  something_captured: says(
    (state) => amountOf(state, "captured") > 0n,
    () => ({ message: "Nothing is captured.", nextStep: "Capture a payment." }),
  ),
  something_refunded: says(
    (state) => amountOf(state, "refunded") > 0n,
    () => ({ message: "Nothing is refunded.", nextStep: "Refund first." }),
  ),
  everything_refunded: says(
    (state) => amountOf(state, "captured") > 0n && amountOf(state, "refunded") >= amountOf(state, "captured"),
    (state) => ({
      message: `Refunded are ${sum(state, "refunded")} of the ${sum(state, "captured")} captured.`,
      nextStep: "Refund the difference, or send refund.partial.",
    }),
  ),
  refund_was_requested: says(
    (after, before) =>
      amountOf(after, "refunded") - amountOf(before, "refunded") <= amountOf(before, "refundRequested"),
    () => ({ message: "The bank has the say, and no such refund was on its way.", nextStep: "Wait for the bank." }),
  ),
  // What is on its way back is not kept.
  no_money_kept: says(
    (state) => kept(state) <= 0n,
    (state) => ({
      message: `${inWords(kept(state), state.currency)} of the shopper's money would be kept.`,
      nextStep: "Refund it first.",
    }),
  ),
  nothing_shipped: says(
    (state) => everyLine(state, (line) => line.shipped - line.returned <= 0),
    () => ({ message: "Units are on their way or delivered.", nextStep: "Take them back with a return first." }),
  ),
  everything_shipped: says(
    (state) => everyLine(state, (line) => line.shipped >= line.ordered),
    () => ({ message: "Units would be left to ship.", nextStep: "Name all of them, or send shipment.created." }),
  ),
  something_shipped: says(
    (state) => !everyLine(state, (line) => line.shipped <= 0),
    () => ({ message: "Nothing has shipped.", nextStep: "Ship first." }),
  ),
  everything_returned: says(
    (state) => everyLine(state, (line) => line.returned >= line.ordered),
    () => ({ message: "Units are still with the shopper.", nextStep: "Name all of them, or send rma.received." }),
  ),
  something_returned: says(
    (state) => !everyLine(state, (line) => line.returned <= 0),
    () => ({ message: "Nothing has come back.", nextStep: "Receive a return first." }),
  ),
  return_requested: says(
    (state) => !everyLine(state, (line) => line.returnRequested <= 0),
    () => ({ message: "No return is open.", nextStep: "Request one first." }),
  ),
  other_dispute_open: says(
    ({ disputes }) => disputes.open > 0,
    () => ({ message: "No other dispute is open.", nextStep: "None is needed." }),
  ),
  dispute_lost_before: says(
    ({ disputes }) => disputes.lost > 0,
    () => ({ message: "No dispute was lost.", nextStep: "None is needed." }),
  ),
}

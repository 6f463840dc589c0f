import type { Refusal } from "@holdfast/kernel"
import type { OrderMachine } from "./domain/decide"
import type { LoggedTransition } from "./domain/lifecycle-log"
import { amountOf, type OrderState } from "./domain/order-state"

export const transitionJson = (machine: OrderMachine | null, line: LoggedTransition) => ({
  sequence: line.sequence,
  event_id: line.eventId,
  event: line.event,
  title: machine?.eventKind(line.event)?.title ?? line.event,
  from: line.from,
  to: line.to,
  noop: line.noop,
  facts: line.facts,
  effects: line.effects,
  actor: { type: line.actor.type, id: line.actor.id, request_id: line.actor.requestId ?? null },
  links: line.links,
  machine: line.machine,
  at: line.at,
  hash: line.hash,
})

export type TransitionJson = ReturnType<typeof transitionJson>

export const refusalJson = ({ code, message, nextStep }: Refusal) => ({ code, message, next_step: nextStep })

/** Amounts are minor units as decimal strings. */
export const stateJson = (state: OrderState) => ({
  axes: state.axes,
  currency_code: state.currency,
  total: state.total.toString(),
  amounts: {
    authorized: amountOf(state, "authorized").toString(),
    voided: amountOf(state, "voided").toString(),
    capture_requested: amountOf(state, "captureRequested").toString(),
    captured: amountOf(state, "captured").toString(),
    refund_requested: amountOf(state, "refundRequested").toString(),
    refunded: amountOf(state, "refunded").toString(),
    disputed: state.disputes.amount.toString(),
  },
  payments: Object.entries(state.payments).map(([id, amounts]) => ({
    id,
    authorized: amounts.authorized.toString(),
    voided: amounts.voided.toString(),
    capture_requested: amounts.captureRequested.toString(),
    captured: amounts.captured.toString(),
    refund_requested: amounts.refundRequested.toString(),
    refunded: amounts.refunded.toString(),
  })),
  lines: Object.entries(state.lines).map(([id, units]) => ({
    id,
    ordered: units.ordered,
    allocated: units.allocated,
    packed: units.packed,
    shipped: units.shipped,
    delivered: units.delivered,
    return_requested: units.returnRequested,
    returned: units.returned,
  })),
})

/** Every event, and why the order does not accept it. */
export const outlookJson = (machine: OrderMachine, state: OrderState) =>
  machine.outlook(state).map(({ kind, refused }) => ({
    event: kind.name,
    title: kind.title,
    axis: kind.axis,
    allowed: refused === null,
    manual: kind.manual === true,
    facts: kind.facts,
    because: refused && refusalJson(refused),
  }))

import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"
import { inWords } from "./amount-words"
import type { EventFacts } from "./event-facts"
import {
  NO_AMOUNTS,
  NO_QUANTITIES,
  amountOf,
  type LineQuantities,
  type OrderState,
  type PaymentAmounts,
} from "./order-state"

export type FactsDoNotFit = Refusal<"order_event_facts_do_not_fit">

/** The payment that events speak of when they name none. */
export const ONLY_PAYMENT = "payment"

type Applied = Outcome<OrderState, FactsDoNotFit>
type Application = (state: OrderState, facts: EventFacts) => Applied

/** What was authorized and is not captured is let go, and kept as what it was: a capture of before may be told later. */
export const LET_GO = "authorization.let_go"

/** What the facts of an event do to amounts and quantities. Events that are not named change none. */
const APPLICATIONS: Readonly<Record<string, Application>> = {
  "checkout.submitted": placed,
  "draft.created": placed,
  "draft.updated": placed,
  "order.edited": placed,

  // Said again with another amount it is the new amount: providers raise authorizations, and repeat themselves.
  "payment.authorized": onPayment(authorizedAgain, {
    rest: (was, state) => larger(was.authorized, state.total - amountOf(state, "authorized") + was.authorized),
  }),
  // As the first tables have it, under which orders still run: what was let go is not kept.
  "payment.voided": letGoUnkept(),
  "payment.expired": letGoUnkept(),
  [LET_GO]: onPayment((was, amount) => ({ ...was, authorized: was.authorized - amount, voided: was.voided + amount }), {
    rest: uncaptured,
    room: uncaptured,
    of: "authorized",
    whole: true,
  }),
  "capture.requested": onPayment(
    (was, amount) => ({ ...takenUpAgain(was, amount), captureRequested: was.captureRequested + amount }),
    { rest: uncaptured, room: (was) => uncaptured(was) + was.voided, of: "authorized" },
  ),
  "capture.failed": onPayment(
    (was, amount) => lost({ ...was, captureRequested: was.captureRequested - amount }, amount),
    {
      rest: (was) => was.captureRequested,
      room: (was) => was.captureRequested,
      of: "requested",
    },
  ),
  // A sale is authorized by its capture. What was authorized before is a bound.
  "payment.captured": onPayment(
    (was, amount) => {
      const captureRequested = was.captureRequested - lesser(was.captureRequested, amount)
      const { authorized, voided } = takenUpAgain({ ...was, captureRequested }, amount)
      const captured = was.captured + amount
      return { ...was, authorized: larger(authorized, captured), voided, captureRequested, captured }
    },
    {
      rest: (was, state) => (everAuthorized(was) > 0n ? everAuthorized(was) : state.total) - was.captured,
      room: (was) => (everAuthorized(was) > 0n ? everAuthorized(was) - was.captured : null),
      of: "authorized",
    },
  ),
  "payment.capture_failed": onPayment((was, amount) => lost({ ...was, captured: was.captured - amount }, amount), {
    rest: (was) => was.captured - was.refunded,
    room: (was) => was.captured - was.refunded,
    of: "captured",
  }),
  "refund.requested": onPayment((was, amount) => ({ ...was, refundRequested: was.refundRequested + amount }), {
    rest: (was) => was.captured - was.refunded - was.refundRequested,
    room: (was) => was.captured - was.refunded - was.refundRequested,
    of: "captured",
  }),
  "refund.rejected": onPayment((was, amount) => ({ ...was, refundRequested: was.refundRequested - amount }), {
    rest: (was) => was.refundRequested,
    room: (was) => was.refundRequested,
    of: "requested",
  }),
  "refund.partial": refunded,
  "refund.full": refunded,
  "refund.failed": onPayment((was, amount) => ({ ...was, refunded: was.refunded - amount }), {
    rest: (was) => was.refunded,
    room: (was) => was.refunded,
    of: "refunded",
  }),

  "order.canceled": released,
  "order.reinstated": (state) => (state.axes.order === "canceled" ? allocatedAgain(state) : done(state)),
  "payment.declined": (state) => (state.axes.order === "open" ? released(state) : done(state)),

  "fulfillment.created": onLines("packed", 1, (line) => line.allocated - line.packed),
  "fulfillment.canceled": onLines("packed", -1, (line) => line.packed - line.shipped),
  "shipment.created": shipped,
  "shipment.completed": shipped,
  "shipment.canceled": onLines(
    "shipped",
    -1,
    (line) => line.shipped - Math.max(line.delivered, line.returned + line.returnRequested),
  ),
  "shipment.delivered": onLines("delivered", 1, (line) => line.shipped - line.delivered),
  "rma.requested": onLines("returnRequested", 1, (line) => line.shipped - line.returned - line.returnRequested),
  "rma.canceled": onLines("returnRequested", -1, (line) => line.returnRequested),
  "rma.received": received,
  "rma.completed": received,

  "chargeback.notice": disputes((was, amount) => ({ ...was, open: was.open + 1, amount: was.amount + amount })),
  "chargeback.won": disputes((was, amount) => ({ ...was, open: was.open - 1, amount: was.amount - amount })),
  "chargeback.lost": disputes((was, amount) => ({
    open: was.open - 1,
    lost: was.lost + 1,
    amount: was.amount - amount,
  })),
}

/** Whose facts can be applied, by name. */
export const APPLIED: ReadonlySet<string> = new Set(Object.keys(APPLICATIONS))

/** The order as it would be, or why the amounts and units do not fit it. */
export const applyFacts = (state: OrderState, event: string, facts: EventFacts): Applied =>
  APPLICATIONS[event]?.(state, facts) ?? done(state)

function placed(state: OrderState, { currency, total, lines = {} }: EventFacts): Applied {
  const ids = new Set([...Object.keys(state.lines), ...Object.keys(lines)])
  const next: Record<string, LineQuantities> = {}
  for (const id of ids) {
    const was = state.lines[id] ?? NO_QUANTITIES
    const ordered = lines[id] ?? 0
    const packed = Math.max(was.packed, was.shipped)
    if (ordered < packed) {
      return doesNotFit(
        `Line ${id} would have ${ordered} units, and ${packed} are packed or have shipped`,
        "Unpack them or take them back first.",
      )
    }
    // An order takes stock when it is placed and when it is edited, or there is none.
    if (ordered > 0 || was !== NO_QUANTITIES) next[id] = { ...was, ordered, allocated: ordered }
  }
  return done({ ...state, currency: currency ?? state.currency, total: total ?? state.total, lines: next })
}

/** What has not left is free for others again, unless something is with the shopper: then the order goes on. */
function released(state: OrderState): Applied {
  const lines = Object.entries(state.lines)
  if (lines.some(([, line]) => line.shipped > line.returned)) return done(state)
  const freed = lines.map(([id, line]) => [id, { ...line, allocated: line.shipped, packed: line.shipped }] as const)
  return done({ ...state, lines: Object.fromEntries(freed) })
}

function allocatedAgain(state: OrderState): Applied {
  const lines = Object.entries(state.lines).map(([id, line]) => [id, { ...line, allocated: line.ordered }] as const)
  return done({ ...state, lines: Object.fromEntries(lines) })
}

interface AmountRule {
  /** The amount when the event names none. */
  readonly rest?: (was: PaymentAmounts, state: OrderState) => bigint
  /** The most it may be; null for no bound. */
  readonly room?: (was: PaymentAmounts) => bigint | null
  readonly of?: string
  /** It is all that is left, whatever the amount says. */
  readonly whole?: true
}

function onPayment(
  change: (was: PaymentAmounts, amount: bigint) => PaymentAmounts,
  rule: AmountRule = {},
): Application {
  return (state, facts) => {
    const id = facts.payment ?? onlyPayment(state)
    if (id === null) return whichPayment(state)
    const was = state.payments[id] ?? NO_AMOUNTS
    const amount = (rule.whole ? undefined : facts.amount) ?? rule.rest?.(was, state) ?? 0n
    const room = rule.room?.(was) ?? null
    if (rule.rest && amount <= 0n)
      return doesNotFit(`Nothing of payment ${id} is left to do it with`, "Look at its amounts.")
    if (room !== null && amount > room) {
      const [asked, left] = [inWords(amount, state.currency), inWords(room, state.currency)]
      return doesNotFit(
        `${asked} is more than the ${left} left of what is ${rule.of} on payment ${id}`,
        `Send at most ${room} minor units.`,
      )
    }
    return done({ ...state, payments: { ...state.payments, [id]: change(was, amount) } })
  }
}

function onlyPayment({ payments }: OrderState): string | null {
  const [id, second] = Object.keys(payments)
  return second === undefined ? (id ?? ONLY_PAYMENT) : null
}

const whichPayment = ({ payments }: OrderState) =>
  doesNotFit(
    `The order has ${Object.keys(payments).length} payments, and the event names none`,
    `Name one of ${Object.keys(payments).join(", ")}.`,
  )

/** Without a payment, money goes back by the payments in their order, as far as each has some. */
function refunded(state: OrderState, facts: EventFacts): Applied {
  const open = amountOf(state, "captured") - amountOf(state, "refunded")
  const amount = facts.amount ?? open
  if (facts.payment === undefined && Object.keys(state.payments).length > 1) {
    if (amount <= 0n || amount > open) {
      const [asked, left] = [inWords(amount, state.currency), inWords(open, state.currency)]
      return doesNotFit(
        `${asked} is more than the ${left} left of what is captured`,
        `Send at most ${open} minor units.`,
      )
    }
    let left = amount
    const payments: Record<string, PaymentAmounts> = {}
    for (const [id, was] of Object.entries(state.payments)) {
      const part = lesser(left, was.captured - was.refunded)
      left -= part
      payments[id] = giveBack(was, part)
    }
    return done({ ...state, payments })
  }
  return refundOne(state, facts)
}

const everAuthorized = (was: PaymentAmounts) => was.authorized + was.voided

function uncaptured(was: PaymentAmounts): bigint {
  return was.authorized - was.captured - was.captureRequested
}

/** A new authorization takes the place of one that was let go. */
function authorizedAgain(was: PaymentAmounts, amount: bigint): PaymentAmounts {
  const more = larger(amount - was.authorized, 0n)
  return { ...was, authorized: was.authorized + more, voided: was.voided - lesser(was.voided, more) }
}

/** What is taken beyond what is left was not let go, though somebody said so first. */
function takenUpAgain(was: PaymentAmounts, amount: bigint): PaymentAmounts {
  const back = lesser(was.voided, larger(amount - uncaptured(was), 0n))
  return { ...was, authorized: was.authorized + back, voided: was.voided - back }
}

/** Of an authorization that is let go already, what cannot be captured goes the same way. */
const lost = (was: PaymentAmounts, amount: bigint): PaymentAmounts =>
  was.voided > 0n ? { ...was, authorized: was.authorized - amount, voided: was.voided + amount } : was

/** All that is not captured, whatever the amount says. Told before its authorization, it does not fit yet. */
function letGoUnkept(): Application {
  return onPayment((was) => ({ ...was, authorized: was.captured, captureRequested: 0n }), {
    rest: (was) => was.authorized - was.captured,
    room: (was) => (was.authorized > was.captured ? null : 0n),
    of: "authorized",
  })
}

const giveBack = (was: PaymentAmounts, amount: bigint): PaymentAmounts => ({
  ...was,
  refundRequested: was.refundRequested - lesser(was.refundRequested, amount),
  refunded: was.refunded + amount,
})

const refundOne = onPayment(giveBack, {
  rest: (was) => was.captured - was.refunded,
  room: (was) => was.captured - was.refunded,
  of: "captured",
})

function onLines(
  kind: keyof LineQuantities,
  sign: 1 | -1,
  room: (line: LineQuantities) => number,
  and: (line: LineQuantities, units: number) => LineQuantities = (line) => line,
): Application {
  return (state, facts) => {
    const asked = facts.lines ?? restOf(state, room)
    if (Object.keys(asked).length === 0)
      return doesNotFit("No line has units left for it", "Look at the order's lines.")
    const lines: Record<string, LineQuantities> = { ...state.lines }
    for (const id in asked) {
      const units = asked[id]!
      const line = state.lines[id]
      if (!line)
        return doesNotFit(`Line ${id} is not in the order`, `Its lines are ${Object.keys(lines).join(", ") || "none"}.`)
      const left = rounded(room(line))
      if (units > left)
        return doesNotFit(`Line ${id} has ${left} units left for it, not ${units}`, `Send at most ${left}.`)
      lines[id] = and({ ...line, [kind]: rounded(line[kind] + sign * units) }, units)
    }
    return done({ ...state, lines })
  }
}

function restOf({ lines }: OrderState, room: (line: LineQuantities) => number): Readonly<Record<string, number>> {
  const rest: Record<string, number> = {}
  for (const id in lines) if (room(lines[id]!) > 0) rest[id] = rounded(room(lines[id]!))
  return rest
}

/** What ships was packed, whether or not somebody said so. */
function shipped(state: OrderState, facts: EventFacts): Applied {
  return onLines(
    "shipped",
    1,
    (line) => line.allocated - line.shipped,
    (line) => ({ ...line, packed: Math.max(line.packed, line.shipped) }),
  )(state, facts)
}

/** What comes back was asked for, whether or not somebody did. */
function received(state: OrderState, facts: EventFacts): Applied {
  return onLines(
    "returned",
    1,
    (line) => line.shipped - line.returned,
    (line, units) => ({ ...line, returnRequested: Math.max(0, rounded(line.returnRequested - units)) }),
  )(state, facts)
}

function disputes(change: (was: OrderState["disputes"], amount: bigint) => OrderState["disputes"]): Application {
  return (state, facts) => {
    const next = change(state.disputes, facts.amount ?? 0n)
    return done({ ...state, disputes: { ...next, amount: next.open > 0 && next.amount > 0n ? next.amount : 0n } })
  }
}

const larger = (a: bigint, b: bigint) => (a > b ? a : b)
const lesser = (a: bigint, b: bigint) => (a < b ? a : b)
/** Quantities have at most 6 decimals, so 0.1 and 0.2 are 0.3. */
const rounded = (units: number) => Math.round(units * 1e6) / 1e6

function doesNotFit(message: string, nextStep: string): FactsDoNotFit {
  return refuse("order_event_facts_do_not_fit", `${message}.`, nextStep)
}

import type { EventFacts } from "./event-facts"
import { amountOf, NO_AMOUNTS, NO_QUANTITIES, type LineQuantities, type OrderState } from "./order-state"

/** What the host's own records say of an order, in minor units and units. */
export interface ObservedOrder {
  readonly currency: string
  readonly status: string
  readonly isDraft: boolean
  readonly canceled: boolean
  readonly deleted: boolean
  /** The order was canceled here first, and the host has still to follow. */
  readonly cancelDue: boolean
  readonly total: bigint
  readonly lines: Readonly<Record<string, Omit<LineQuantities, "allocated">>>
  readonly payments: Readonly<
    Record<
      string,
      {
        readonly amount: bigint
        /** What a provider has confirmed. */
        readonly captured: bigint
        readonly refunded: bigint
        /** What was asked of it, and may still fail. */
        readonly captureRequested: bigint
        readonly refundRequested: bigint
        readonly canceled: boolean
      }
    >
  >
}

export interface Happened {
  readonly event: string
  readonly facts: EventFacts
}

/** In what order things that were found together are told, so that each is allowed after the one before. */
export function whatHappened(state: OrderState, seen: ObservedOrder): readonly Happened[] {
  return [
    ...ofTheOrder(state, seen),
    ...ofAuthorizations(state, seen),
    ...ofUnits(state, seen),
    ...ofRefunds(state, seen),
    ...ofTheEnd(state, seen),
  ]
}

function ofTheOrder(state: OrderState, seen: ObservedOrder): readonly Happened[] {
  const { order } = state.axes
  const lines: Record<string, number> = {}
  for (const id in seen.lines) if (seen.lines[id]!.ordered > 0) lines[id] = seen.lines[id]!.ordered
  const facts: EventFacts = { currency: seen.currency, total: seen.total, lines }
  if (order === "new") return [{ event: seen.isDraft ? "draft.created" : "checkout.submitted", facts }]
  if (order === "draft" && !seen.isDraft && !seen.deleted) return [{ event: "checkout.submitted", facts }]
  const ids = new Set([...Object.keys(state.lines), ...Object.keys(lines)])
  const changed = [...ids].some((id) => (state.lines[id]?.ordered ?? 0) !== (lines[id] ?? 0))
  if (!changed && state.total === seen.total) return []
  // What remains of an order that is over changes nothing any more.
  if (order !== "draft" && order !== "open" && order !== "completed") return []
  // A parcel that comes back makes it cheaper. While the bank has the say, that waits.
  if (state.axes.dispute === "open" || state.axes.dispute === "lost") return []
  return [{ event: order === "draft" ? "draft.updated" : "order.edited", facts }]
}

function ofAuthorizations(state: OrderState, seen: ObservedOrder): readonly Happened[] {
  return Object.entries(seen.payments).flatMap(([payment, now]) => {
    const was = state.payments[payment] ?? NO_AMOUNTS
    const happened: Happened[] = []
    const known = was.authorized + was.voided
    const authorized = known === 0n || (known < now.amount && !now.canceled)
    // A payment that was given up before anybody saw it held nothing.
    if (authorized && !(now.canceled && now.captured + now.captureRequested === 0n)) {
      happened.push({ event: "payment.authorized", facts: { payment, amount: now.amount } })
    }
    const more = now.captured - was.captured
    if (more > 0n) happened.push({ event: "payment.captured", facts: { payment, amount: more } })
    if (more < 0n) happened.push({ event: "payment.capture_failed", facts: { payment, amount: -more } })
    // What was confirmed is not asked for any more.
    const asked = now.captureRequested - left(was.captureRequested, more)
    if (asked > 0n) happened.push({ event: "capture.requested", facts: { payment, amount: asked } })
    if (asked < 0n) happened.push({ event: "capture.failed", facts: { payment, amount: -asked } })
    return happened
  })
}

function ofUnits(state: OrderState, seen: ObservedOrder): readonly Happened[] {
  const change = (kind: keyof LineQuantities & keyof ObservedOrder["lines"][string]) => {
    const more: Record<string, number> = {}
    const less: Record<string, number> = {}
    for (const id in seen.lines) {
      const by = rounded(seen.lines[id]![kind] - (state.lines[id] ?? NO_QUANTITIES)[kind])
      if (by > 0) more[id] = by
      if (by < 0) less[id] = rounded(-by)
    }
    return { more, less }
  }
  const told = (event: string, lines: Readonly<Record<string, number>>): readonly Happened[] =>
    Object.keys(lines).length > 0 ? [{ event, facts: { lines } }] : []
  const every = (holds: (line: ObservedOrder["lines"][string]) => boolean) => Object.values(seen.lines).every(holds)

  const [packed, shipped, delivered] = [change("packed"), change("shipped"), change("delivered")]
  const [requested, returned] = [change("returnRequested"), change("returned")]
  const allShipped = every((line) => line.shipped >= line.ordered)
  const nothingOpen = every((line) => line.returnRequested <= 0)
  // What came back was asked for before; it is not a request that was given up.
  const askedFor: Record<string, number> = {}
  const givenUp: Record<string, number> = {}
  for (const id in seen.lines) {
    const by = rounded((requested.more[id] ?? 0) - (requested.less[id] ?? 0) + (returned.more[id] ?? 0))
    const open = state.lines[id]?.returnRequested ?? 0
    if (by > 0 && (returned.more[id] ?? 0) <= open) askedFor[id] = by
    else if (by > 0 && !(id in returned.more)) askedFor[id] = by
    if (by < 0) givenUp[id] = -by
  }
  return [
    ...told("shipment.canceled", shipped.less),
    ...told("fulfillment.canceled", packed.less),
    ...told("fulfillment.created", packed.more),
    ...told(allShipped ? "shipment.completed" : "shipment.created", shipped.more),
    ...told("shipment.delivered", delivered.more),
    ...told("rma.requested", Object.keys(returned.more).length > 0 ? {} : askedFor),
    ...told("rma.canceled", givenUp),
    ...told(nothingOpen ? "rma.completed" : "rma.received", returned.more),
  ]
}

function ofRefunds(state: OrderState, seen: ObservedOrder): readonly Happened[] {
  let refunded = amountOf(state, "refunded")
  const captured = Object.values(seen.payments).reduce((sum, payment) => sum + payment.captured, 0n)
  return Object.entries(seen.payments).flatMap(([payment, now]) => {
    const was = state.payments[payment] ?? NO_AMOUNTS
    const happened: Happened[] = []
    const more = now.refunded - was.refunded
    refunded += more
    if (more > 0n) {
      const event = refunded >= captured ? "refund.full" : "refund.partial"
      happened.push({ event, facts: { payment, amount: more } })
    }
    if (more < 0n) happened.push({ event: "refund.failed", facts: { payment, amount: -more } })
    const asked = now.refundRequested - left(was.refundRequested, more)
    if (asked > 0n) happened.push({ event: "refund.requested", facts: { payment, amount: asked } })
    if (asked < 0n) happened.push({ event: "refund.rejected", facts: { payment, amount: -asked } })
    return happened
  })
}

function ofTheEnd(state: OrderState, seen: ObservedOrder): readonly Happened[] {
  const { order } = state.axes
  const voided = Object.entries(seen.payments).flatMap(([payment, now]): Happened[] => {
    const was = state.payments[payment]
    if (!was) return []
    const taken = now.captured + now.captureRequested
    // What fails of an authorization that was let go before goes with it.
    const gone = was.voided > 0n ? was.captured + was.captureRequested : 0n
    const open = was.authorized > (gone > taken ? gone : taken)
    return now.canceled && open ? [{ event: "payment.voided", facts: { payment } }] : []
  })
  const plain = (event: string): readonly Happened[] => [{ event, facts: {} }]
  const end = (): readonly Happened[] => {
    if (seen.deleted) return order === "draft" ? plain("draft.deleted") : []
    if (seen.canceled) return CANCELABLE.includes(order) ? plain("order.canceled") : []
    if (order === "canceled") return seen.cancelDue ? [] : plain("order.reinstated")
    if (seen.status === "completed") return order === "open" ? plain("order.completed") : []
    if (seen.status === "archived") return order === "completed" ? plain("order.archived") : []
    if (order === "completed" && seen.status === "pending") return plain("order.reinstated")
    return []
  }
  return [...voided, ...end()]
}

const CANCELABLE = ["open", "completed", "archived"]

/** What is still asked for when `more` was confirmed. */
const left = (requested: bigint, more: bigint): bigint =>
  more <= 0n ? requested : more > requested ? 0n : requested - more

const rounded = (units: number) => Math.round(units * 1e6) / 1e6

import { done, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import type { OrderMachine } from "./domain/decide"
import { foldLog } from "./domain/lifecycle-log"
import { newOrder, type OrderState } from "./domain/order-state"
import { outlookJson, stateJson, transitionJson } from "./lifecycle-json"
import { lineOfRow } from "./logged-lines"
import type { MachineShelf } from "./machine-shelf"
import { stateFrom, type FactsJson } from "./state-json"
import { readLog } from "./store/read-log"
import { readOrder, readOrders, type KeptOrder } from "./store/read-orders"
import { listRefusals } from "./store/refusals"
import { pendingTimers } from "./store/timers"
import { readWaiting } from "./store/waiting-events"

const SHOWN_REFUSALS = 20

/** What the dashboard and the store are shown of one order. */
export class LifecycleDesk {
  constructor(
    private readonly tx: SqlTx,
    private readonly shelf: MachineShelf,
  ) {}

  /** @param asOf an instant in the past, to see the order as it was then */
  async lifecycle(orderId: string, asOf: string | null = null) {
    const { kept, permit } = await readOrder(this.tx, orderId)
    const [log, refused, timers, waiting] = await Promise.all([
      readLog(this.tx, orderId, asOf),
      listRefusals(this.tx, { orderId, limit: SHOWN_REFUSALS, offset: 0 }),
      pendingTimers(this.tx, orderId),
      readWaiting(this.tx, [orderId]),
    ])
    // It may have moved on since its row was read.
    const lines = log.map(lineOfRow).filter(({ sequence }) => sequence <= (kept?.sequence ?? 0))
    const machine = kept && this.shelf.of(kept.machine)
    if (!machine || lines.length === 0) return unknownOrder(orderId, asOf)
    const read = this.stateAt(machine, kept, lines, asOf)
    if (!read.ok) return read
    const { state, published } = read.value
    return done({
      order_id: orderId,
      state: published,
      machine_version: kept.machine,
      as_of: asOf,
      ...stateJson(state),
      log: lines.map((line) => transitionJson(this.shelf.of(line.machine), line)),
      events: asOf ? [] : outlookJson(machine, state),
      pending: permit && !asOf ? { event: permit.event, since: permit.since, lease_until: permit.leaseUntil } : null,
      timers: asOf ? [] : timers.map(({ id, event, due_at }) => ({ id, event, due_at })),
      waiting: asOf ? [] : waiting.map(({ event_id, event, since }) => ({ event_id, event, since })),
      refused: refused
        .filter(({ at }) => !asOf || new Date(at) <= new Date(asOf))
        .map(({ id, event, code, message, guard, actor, at }) => ({ id, event, code, message, guard, actor, at })),
    })
  }

  /** Published states of orders; one that has none yet is left out. */
  async states(orderIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const orders = await readOrders(this.tx, orderIds)
    return new Map(orders.flatMap(({ orderId, kept }) => (kept ? [[orderId, kept.state] as const] : [])))
  }

  /** What a shopper may know: when the state changed, and to what. */
  async timeline(orderId: string) {
    const log = await readLog(this.tx, orderId)
    return log.flatMap(({ event, from_state, to_state, at, machine }) =>
      from_state === to_state
        ? []
        : [{ state: to_state, title: this.shelf.of(machine)?.eventKind(event)?.title ?? event, at }],
    )
  }

  private stateAt(
    machine: OrderMachine,
    kept: KeptOrder,
    lines: Parameters<typeof foldLog>[1],
    asOf: string | null,
  ): Outcome<{ readonly state: OrderState; readonly published: string }, Refusal> {
    if (!asOf) {
      return done({ state: stateFrom(kept.axes, kept.facts as FactsJson), published: kept.state })
    }
    const folded = foldLog((version) => this.shelf.of(version), lines)
    if (!folded.ok) return folded
    return done(folded.value ?? { state: newOrder(machine.tables), published: "cart" })
  }
}

const unknownOrder = (orderId: string, asOf: string | null): Refusal<"order_unknown"> =>
  refuse(
    "order_unknown",
    asOf ? `Order ${orderId} was not there at ${asOf}.` : `There is no order ${orderId} with a state.`,
    "Look at the id and the time.",
  )

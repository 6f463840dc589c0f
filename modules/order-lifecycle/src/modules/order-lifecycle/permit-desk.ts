import { done, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { setTimeout as pause } from "node:timers/promises"
import { whoActs } from "./acting"
import type { MoveRefused } from "./domain/decide"
import { factsToJson } from "./domain/event-facts"
import type { Actor } from "./domain/lifecycle-log"
import { sameAct } from "./domain/same-act"
import { whatHappened, type ObservedOrder } from "./domain/observed-order"
import { busy, refusalRow } from "./refusal-row"
import type { MachineShelf } from "./machine-shelf"
import { observedOrder } from "./observe"
import { OrderDraft, rowOfLine } from "./order-draft"
import { appendTransitions, dropPermits } from "./store/append-transitions"
import { fileDifference } from "./store/differences"
import { observeOrders } from "./store/observe-orders"
import { readOrder, readOrders, type OrderRead } from "./store/read-orders"
import { logRefusals } from "./store/refusals"
import { carryOn, heldOrders, lapsedPermits, openChange, renewPermits, takePermit } from "./store/take-permit"

/** A run of one of the host's workflows that means to change orders. */
export interface RunBegun {
  readonly workflow: string
  /** Its id. */
  readonly run: string
  /** The runs that it stands in, innermost first. */
  readonly outer: readonly string[]
  /** What it means to do, in order; all but the last only where the order accepts them. Empty: anything may follow. */
  readonly events: readonly string[]
  readonly orderIds: readonly string[]
  /** It does half of what the order has to be told of: only within a run that does the whole, which this names. */
  readonly within?: string | undefined
}

/**
 * What the host does by giving money back before it looks whether it may. With a change open it would refund, fail, and say
 * that nothing was done.
 */
const GIVES_BACK = new Set(["order.canceled", "refund.partial", "refund.full"])

const LEASE_SECONDS = 60
const RENEW_MS = 20_000
const WAIT_MS = 10_000
const PAUSE_MS = 25

/**
 * One run at a time may change an order. It asks first, and afterwards what the host's own records say has happened is
 * what is logged: whatever a workflow did, did halfway, or took back.
 */
export class PermitDesk {
  /** Runs of this process that have begun and not ended, with the orders that they hold. */
  private readonly held = new Map<
    string,
    { readonly orderIds: readonly string[]; readonly renewal: NodeJS.Timeout | null }
  >()

  constructor(
    private readonly tx: SqlTx,
    private readonly shelf: MachineShelf,
    private readonly settled: (orderIds: readonly string[]) => Promise<void>,
  ) {}

  /** Takes a permit for each order, or none. Nothing has happened when it refuses. */
  async begin(run: RunBegun): Promise<Outcome<null, Refusal>> {
    const taken: string[] = []
    // A step that is tried again begins its run again.
    this.stopRenewing(run.run)
    this.held.set(run.run, { orderIds: taken, renewal: null })
    for (const orderId of [...new Set(run.orderIds)].sort()) {
      const outcome = await this.take(run, orderId)
      if (!outcome.ok) {
        if (taken.length > 0) await dropPermits(this.tx, taken.splice(0), run.run)
        return outcome
      }
      if (outcome.value) taken.push(orderId)
    }
    if (taken.length > 0) this.hold(run.run, taken)
    return done(null)
  }

  /** Logs what happened to the orders that the run holds, and lets them go. */
  async end(run: string, workflow: string): Promise<void> {
    const known = this.held.get(run)
    this.stopRenewing(run)
    this.held.delete(run)
    const orderIds = known?.orderIds ?? (await heldOrders(this.tx, run))
    if (orderIds.length > 0) await this.settle(orderIds, run, workflow)
  }

  /**
   * Logs what the host says of orders that nobody holds: new ones, and those whose run ended without a word. One that
   * somebody holds is waited for, and left to its holder after that, who logs what is there when its run is over.
   */
  async settle(orderIds: readonly string[], run: string | null, workflow: string): Promise<void> {
    const until = performance.now() + WAIT_MS
    let open = orderIds
    for (let [attempt, lost] = [0, 0]; open.length > 0; attempt++) {
      if (lost === 40) throw new Error(`Orders ${open.join(", ")} change faster than they can be read.`)
      if (attempt > 0) await pause(PAUSE_MS)
      const callers = whoActs()?.eventId
      const [orders, records] = await Promise.all([
        readOrders(this.tx, open, callers === undefined ? undefined : open.map(() => callers)),
        observeOrders(this.tx, open),
      ])
      const seen = new Map(records.map((row) => [row.order_id, observedOrder(row)]))
      const drafts: OrderDraft[] = []
      const unchanged: string[] = []
      const held: string[] = []
      for (const order of orders) {
        if (run === null && order.permit) {
          if (order.permit.lapsed) await this.settleGone(order.orderId, order.permit.run)
          held.push(order.orderId)
          continue
        }
        const now = seen.get(order.orderId)
        const draft = now && (await this.draftOf(order, now, run, workflow))
        if (draft && draft.lines.length > 0) drafts.push(draft)
        else unchanged.push(order.orderId)
      }
      const { written, waiting } = await appendTransitions(
        this.tx,
        drafts.map((draft) => draft.after(run)),
        drafts.flatMap((draft) => draft.lines.map(rowOfLine)),
        drafts.flatMap((draft) => draft.effects()),
        drafts.flatMap((draft) => draft.toTell()),
      )
      if (run !== null && unchanged.length > 0) await dropPermits(this.tx, unchanged, run)
      const acting = whoActs()
      if (acting && drafts.some((draft) => written.has(draft.orderId) && draft.has(acting.eventId))) acting.named = true
      if (waiting.length > 0) await this.settled(waiting)
      const unwritten = drafts.map(({ orderId }) => orderId).filter((id) => !written.has(id))
      if (unwritten.length > 0) lost += 1
      open = performance.now() > until ? unwritten : [...unwritten, ...held]
    }
  }

  /** Runs whose process is gone: what they did is logged, and the orders are free again. Answers how many. */
  async settleLapsed(limit = 100): Promise<number> {
    const lapsed = await lapsedPermits(this.tx, limit)
    for (const { order_id: orderId, transaction_id: run } of lapsed) await this.settleGone(orderId, run)
    return lapsed.length
  }

  /** What must not stay half done is left to be finished, before the order is free. */
  private async settleGone(orderId: string, run: string): Promise<void> {
    await carryOn(this.tx, orderId, run)
    await this.settle([orderId], run, "reconciler")
  }

  /** Whether this run took a permit for the order; not when a run that it stands in has one. */
  private async take(run: RunBegun, orderId: string): Promise<Outcome<boolean, Refusal>> {
    const { run: own, outer } = run
    const until = performance.now() + WAIT_MS
    const givesBack = GIVES_BACK.has(run.events.at(-1) ?? "")
    for (;;) {
      const order = await readOrder(this.tx, orderId)
      const { kept, permit } = order
      if (permit) {
        if (permit.run === own) return done(true)
        if (outer.includes(permit.run)) return done(false)
        if (permit.lapsed) await this.settleGone(orderId, permit.run)
        else if (performance.now() > until) return busy(orderId, permit)
        else await pause(PAUSE_MS)
        continue
      }
      if (!kept) {
        // It is being placed by a run that this one stands in, which gives it its state.
        if (outer.some((id) => this.held.has(id))) return done(false)
        await this.settle([orderId], null, "reconciler")
        if (!(await readOrder(this.tx, orderId)).kept) return done(false)
        continue
      }
      const refused = await this.refuse(run, order)
      if (refused) return refused
      if (run.within !== undefined) return this.tell(run, order, onlyWithin(orderId, run.workflow, run.within))
      const taken = await takePermit(this.tx, {
        orderId,
        sequence: kept.sequence,
        transactionId: own,
        workflow: run.workflow,
        event: run.events.at(-1) ?? null,
        actor: this.actor(run.workflow),
        leaseSeconds: LEASE_SECONDS,
        unlessChanging: givesBack,
      })
      if (taken) return done(true)
      const change = givesBack && (await openChange(this.tx, orderId))
      if (change) return this.tell(run, order, changing(orderId, change))
    }
  }

  /** Why the order does not accept what the run means to do, logged and told to whoever answers the caller. */
  private async refuse(run: RunBegun, order: OrderRead): Promise<MoveRefused | null> {
    const event = run.events.at(-1)
    const machine = this.shelf.of(order.kept?.machine ?? null)
    if (!machine || event === undefined) return null
    const draft = new OrderDraft(machine, order)
    for (const first of run.events.slice(0, -1)) {
      const move = machine.decide(draft.state, first)
      if (move.ok) draft.state = move.value.after
    }
    const answers = await this.shelf.ask(machine, draft.state, { orderId: order.orderId, event })
    const refused = machine.refusalOf(draft.state, event, answers)
    return refused && this.tell(run, order, refused)
  }

  /** Keeps a refusal, and tells whoever answers the caller. */
  private async tell(run: RunBegun, order: OrderRead, refused: MoveRefused): Promise<MoveRefused> {
    const acting = whoActs()
    const [event, eventId] = [run.events.at(-1) ?? run.workflow, acting?.eventId ?? run.run]
    const asked = { orderId: order.orderId, event, eventId, actor: this.actor(run.workflow) }
    await logRefusals(this.tx, [refusalRow(asked, refused, order.kept)])
    if (acting) acting.refusal = refused
    return refused
  }

  private async draftOf(
    order: OrderRead,
    seen: ObservedOrder,
    run: string | null,
    workflow: string,
  ): Promise<OrderDraft | null> {
    const machine = this.shelf.of(order.kept?.machine ?? null)
    if (!machine) return null
    const draft = new OrderDraft(machine, order)
    const before = order.kept?.sequence ?? 0
    const acting = whoActs()
    const actor = this.actor(workflow)
    const base = acting?.eventId ?? run ?? `${order.orderId}:${before}`
    const happened = whatHappened(draft.state, seen)
    // The caller's own id belongs to what the caller asked for, once; without an event to the last thing that happened.
    // One that is in the log already was sent for something else, and what happened now has an id of its own.
    const { eventId: callers, event: wanted, named: used } = acting ?? {}
    const named =
      callers === undefined || used || order.prior
        ? undefined
        : wanted === undefined
          ? happened.at(-1)
          : happened.find(({ event }) => sameAct(event, wanted))
    for (const [place, one] of happened.entries()) {
      const eventId = one === named ? base : `${base}:${before + place + 1}`
      const answers = await this.shelf.ask(machine, draft.state, { orderId: order.orderId, ...one })
      const moved = draft.record({ ...one, eventId, actor, links: { workflow }, answers })
      if (moved.ok) continue
      // It is so, and the tables say that it cannot be: somebody has to look. What follows waits for that.
      await fileDifference(this.tx, {
        orderId: order.orderId,
        kind: "not_explained",
        found: `${one.event} ${JSON.stringify(factsToJson(one.facts))}`,
        expected: moved.message,
      })
      break
    }
    return draft
  }

  private hold(run: string, orderIds: readonly string[]): void {
    const renewal = setInterval(() => {
      renewPermits(this.tx, run, LEASE_SECONDS).catch(() => undefined)
    }, RENEW_MS)
    renewal.unref()
    this.held.set(run, { orderIds, renewal })
  }

  private stopRenewing(run: string): void {
    const renewal = this.held.get(run)?.renewal
    if (renewal) clearInterval(renewal)
  }

  private actor(workflow: string): Actor {
    return whoActs()?.actor() ?? { type: "system", id: workflow }
  }

  /** Ends the renewals; the leases run out by themselves. */
  close(): void {
    for (const run of this.held.keys()) this.stopRenewing(run)
    this.held.clear()
  }
}

const onlyWithin = (orderId: string, workflow: string, within: string): MoveRefused => ({
  ...refuse(
    "order_would_not_know",
    `Order ${orderId} would not know of what ${workflow} does alone.`,
    `Use ${within}, which tells it.`,
  ),
  allowed: [],
})

const changing = (orderId: string, { id, type }: { readonly id: string; readonly type: string }): MoveRefused => ({
  ...refuse(
    "order_change_open",
    `Order ${orderId} has an open ${type.replace("_", " ")}, ${id}.`,
    "Confirm it or give it up first.",
  ),
  allowed: [],
})

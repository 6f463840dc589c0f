import { done, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { setImmediate as turn, setTimeout as pause } from "node:timers/promises"
import { parseFacts } from "./domain/event-facts"
import type { Actor, LoggedTransition } from "./domain/lifecycle-log"
import { sameAct } from "./domain/same-act"
import { settle } from "./domain/waiting-events"
import { lineOfRow } from "./logged-lines"
import type { MachineShelf } from "./machine-shelf"
import { OrderDraft, rowOfLine, type EventToRecord } from "./order-draft"
import { appendTransitions } from "./store/append-transitions"
import { readOrder, readOrders, type OrderRead } from "./store/read-orders"
import type { EventAsked } from "./event-asked"
import { busy, refusalRow } from "./refusal-row"
import { logRefusals, type RefusalToLog } from "./store/refusals"
import { keepWaiting, ordersWaitedFor, readWaiting, type WaitingRow } from "./store/waiting-events"

export type EventAnswer = Outcome<{ readonly replayed: boolean; readonly transition: LoggedTransition }, Refusal>

interface Asked {
  readonly asked: EventAsked
  readonly answer: (answer: EventAnswer) => void
  readonly fail: (error: unknown) => void
  /** Times in milliseconds of this process: it only ends a wait. */
  readonly until: number
}

const MOST_AT_ONCE = 200
const WAIT_MS = 10_000
const PAUSE_MS = 20
/** Two clocks that are kept in step may differ by this much. */
const CLOCK_SKEW_MS = 60_000

/**
 * Records events that are facts of their own. What arrives while a batch is at the database goes with the next one, each
 * order at most once a batch, so that events of one order follow each other.
 */
export class EventRecorder {
  private waiting: Asked[] = []
  private running = false

  constructor(
    private readonly tx: SqlTx,
    private readonly shelf: MachineShelf,
  ) {}

  record(asked: EventAsked): Promise<EventAnswer> {
    return new Promise((answer, fail) => {
      this.waiting.push({ asked, answer, fail, until: performance.now() + WAIT_MS })
      if (!this.running) void this.run()
    })
  }

  /** Whether it is in the log already; refused when its id is another event's. */
  async recorded(asked: Pick<EventAsked, "orderId" | "event" | "eventId">): Promise<Outcome<boolean, Refusal>> {
    const answer = answerOf(asked, await readOrder(this.tx, asked.orderId, asked.eventId))
    if (!answer) return done(false)
    return answer.ok ? done(true) : answer
  }

  /** Why the order would refuse it as it is; what it refuses is logged as if it had been tried. */
  async wouldAccept(asked: EventAsked): Promise<Outcome<null, Refusal>> {
    const order = await readOrder(this.tx, asked.orderId)
    const decided = notToStart(this.shelf, asked, order) ?? (await this.decide(asked, order))
    if (decided.ok) return done(null)
    await logRefusals(this.tx, [refusalRow(asked, decided, order.kept)])
    return decided
  }

  private async run(): Promise<void> {
    this.running = true
    // Whoever was just answered may ask again first, and whoever asks in the same turn goes along: one commit for all.
    // One batch at a time: with 8 callers two were 7 % slower and three 14 %, because half a batch costs more than half.
    await turn()
    while (this.waiting.length > 0) {
      const batch = this.nextBatch()
      const again = await this.write(batch).catch((error: unknown) => this.apart(batch, error))
      // Somebody else holds these orders, or was faster.
      this.waiting.push(...again)
      if (again.length === batch.length) await pause(PAUSE_MS)
      await turn()
    }
    this.running = false
  }

  /** One that cannot be written fails alone, not with whoever it happened to go with. */
  private async apart(batch: readonly Asked[], error: unknown): Promise<readonly Asked[]> {
    if (batch.length === 1) {
      for (const { fail } of batch) fail(error)
      return []
    }
    const again: Asked[] = []
    for (const one of batch) again.push(...(await this.write([one]).catch((own: unknown) => this.apart([one], own))))
    return again
  }

  private nextBatch(): readonly Asked[] {
    const batch = new Map<string, Asked>()
    const later: Asked[] = []
    for (const one of this.waiting) {
      const { orderId } = one.asked
      if (batch.has(orderId) || batch.size >= MOST_AT_ONCE) later.push(one)
      else batch.set(orderId, one)
    }
    this.waiting = later
    return [...batch.values()]
  }

  /** Answers what has to be tried again. */
  private async write(batch: readonly Asked[]): Promise<readonly Asked[]> {
    const orders = await readOrders(
      this.tx,
      batch.map(({ asked }) => asked.orderId),
      batch.map(({ asked }) => asked.eventId),
    )
    const askedOf = new Map(batch.map((one) => [one.asked.orderId, one]))
    const again: Asked[] = []
    const refused = new Map<Asked, { readonly refusal: Refusal; readonly row: RefusalToLog }>()
    const drafts = new Map<Asked, OrderDraft>()
    for (const order of orders) {
      const one = askedOf.get(order.orderId)
      if (!one) continue
      const before = answerOf(one.asked, order)
      if (before) one.answer(before)
      else if (order.permit) {
        if (performance.now() > one.until) one.answer(busy(order.orderId, order.permit))
        else again.push(one)
      } else {
        const decided = await this.decide(one.asked, order)
        if (decided.ok) drafts.set(one, decided.value)
        else if (await this.waits(one.asked, decided)) one.answer(waits(one.asked))
        else refused.set(one, { refusal: decided, row: refusalRow(one.asked, decided, order.kept) })
      }
    }
    const rows = [...refused.values()].map(({ row }) => row)
    if (drafts.size > 0) {
      const { written, waiting } = await this.append([...drafts.values()], rows)
      await this.settleWaiting(waiting)
      for (const [one, { lines }] of drafts) {
        const transition = lines[0]
        if (transition && written.has(one.asked.orderId)) one.answer(done({ replayed: false, transition }))
        else again.push(one)
      }
    } else if (rows.length > 0) await logRefusals(this.tx, rows)
    for (const [one, { refusal }] of refused) one.answer(refusal)
    return again
  }

  private append(drafts: readonly OrderDraft[], refusals: readonly RefusalToLog[] = []) {
    return appendTransitions(
      this.tx,
      drafts.map((draft) => draft.after(null)),
      drafts.flatMap((draft) => draft.lines.map(rowOfLine)),
      drafts.flatMap((draft) => draft.effects()),
      drafts.flatMap((draft) => draft.toTell()),
      refusals,
    )
  }

  private async decide(asked: EventAsked, order: OrderRead): Promise<Outcome<OrderDraft, Refusal>> {
    const version = order.kept?.machine ?? null
    const machine = this.shelf.of(version)
    if (!machine) {
      return refuse("order_machine_unknown", `Machine ${version} is not kept.`, "Restore it, and try again.")
    }
    const kind = machine.eventKind(asked.event)
    if (!order.kept && kind && kind.name !== "checkout.submitted" && kind.name !== "draft.created") {
      return refuse(
        "order_unknown",
        `There is no order ${asked.orderId}.`,
        "Look at the id, or wait until it is placed.",
      )
    }
    if (asked.occurredAt !== undefined && Date.parse(asked.occurredAt) > Date.parse(order.now) + CLOCK_SKEW_MS) {
      return refuse(
        "order_event_time_invalid",
        `${asked.event} is said to have happened at ${asked.occurredAt}, and it is ${order.now}.`,
        "Send the time at which it happened.",
      )
    }
    const draft = new OrderDraft(machine, order)
    const facts = parseFacts(asked.event, kind?.facts ?? "none", kind ? asked.facts : {})
    if (!facts.ok) return facts
    const answers = await this.shelf.ask(machine, draft.state, { ...asked, facts: facts.value })
    const line = draft.record({ ...asked, facts: facts.value, answers } satisfies EventToRecord)
    return line.ok ? done(draft) : line
  }

  /** A provider's event may come before the one it follows: it is kept, and tried again after every other. */
  private async waits(
    { orderId, event, eventId, facts, actor, links }: EventAsked,
    refusal: Refusal,
  ): Promise<boolean> {
    if (actor.type !== "provider" || !EARLY.has(refusal.code)) return false
    await keepWaiting(this.tx, {
      order_id: orderId,
      event_id: eventId,
      event,
      facts: (facts ?? {}) as Readonly<Record<string, unknown>>,
      actor: actor as unknown as Readonly<Record<string, string>>,
      links: links ?? {},
    })
    // The one it follows may have come between the look and now.
    await this.settleWaiting([orderId])
    return true
  }

  /** Tries again what has come to wait lately: in the instant in which another process wrote what it waits for. */
  async retryWaiting(): Promise<void> {
    await this.settleWaiting(await ordersWaitedFor(this.tx, MOST_AT_ONCE))
  }

  /** Tries what waits for these orders, until nothing more fits. Who holds one tries it when letting it go. */
  async settleWaiting(orderIds: readonly string[]): Promise<void> {
    let open = orderIds
    while (open.length > 0) {
      // Orders first: what they have recorded by then does not wait any more.
      const orders = await readOrders(this.tx, open)
      const waiting = await readWaiting(this.tx, open)
      const drafts: OrderDraft[] = []
      for (const order of orders) {
        if (!order.kept || order.permit) continue
        const draft = await this.settled(
          order,
          waiting.filter((row) => row.order_id === order.orderId),
        )
        if (draft && draft.lines.length > 0) drafts.push(draft)
      }
      if (drafts.length === 0) return
      const { written } = await this.append(drafts)
      open = drafts.map(({ orderId }) => orderId).filter((id) => !written.has(id))
    }
  }

  /** The order with all that waited and now fits. */
  private async settled(order: OrderRead, rows: readonly WaitingRow[]): Promise<OrderDraft | null> {
    const machine = this.shelf.of(order.kept?.machine ?? null)
    if (!machine || rows.length === 0) return null
    const draft = new OrderDraft(machine, order)
    const waiting: EventToRecord[] = []
    for (const { event_id: eventId, event, actor, links, ...row } of rows) {
      const facts = parseFacts(event, machine.eventKind(event)?.facts ?? "none", row.facts)
      if (!facts.ok) continue
      const asked = { orderId: order.orderId, event, facts: facts.value }
      const answers = await this.shelf.ask(machine, draft.state, asked)
      waiting.push({ event, eventId, facts: facts.value, actor: actor as unknown as Actor, links, answers })
    }
    for (const one of settle(machine, draft.state, waiting).applied) draft.record(one.waiting)
    return draft
  }
}

/** The first answer, if the event is in the log. */
function answerOf(asked: Pick<EventAsked, "orderId" | "event" | "eventId">, { prior }: OrderRead): EventAnswer | null {
  if (!prior) return null
  if (sameAct(prior.event, asked.event)) return done({ replayed: true, transition: lineOfRow(prior) })
  return refuse(
    "order_event_exists_with_different_content",
    `Event ${asked.eventId} of order ${asked.orderId} is ${prior.event}, not ${asked.event}.`,
    "Use a new id for a new event.",
  )
}

function notToStart(shelf: MachineShelf, { event }: EventAsked, order: OrderRead): Refusal | null {
  const machine = shelf.of(order.kept?.machine ?? null)
  return machine === null ? null : machine.refusalToStart(new OrderDraft(machine, order).state, event)
}

/** Refusals that another event may lift. */
const EARLY = new Set([
  "order_event_not_allowed",
  "order_guard_failed",
  "order_event_facts_do_not_fit",
  "order_unknown",
])

const waits = ({ orderId, event }: EventAsked): Refusal<"order_event_waits"> =>
  refuse("order_event_waits", `${event} of order ${orderId} came before the event it follows.`, "Nothing: it is kept.")

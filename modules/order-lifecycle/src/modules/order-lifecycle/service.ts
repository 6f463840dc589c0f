import { randomUUID } from "node:crypto"
import type { ModuleJoinerConfig } from "@medusajs/framework/types"
import { defineJoinerConfig } from "@medusajs/framework/utils"
import { StatementPool, type ConnectionSettings } from "@holdfast/host-kit"
import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"
import { actAs } from "./acting"
import { drawMermaid } from "./domain/draw-mermaid"
import { drawSvg } from "./domain/draw-svg"
import type { Actor, LoggedTransition } from "./domain/lifecycle-log"
import type { CapturePolicy, ReviewTimeoutPolicy } from "./domain/order-machine"
import type { EventAsked } from "./event-asked"
import { EventRecorder, type EventAnswer } from "./event-recorder"
import { lifecycleExtensions } from "./extensions"
import { LifecycleDesk } from "./lifecycle-desk"
import { transitionJson } from "./lifecycle-json"
import { DEFAULT_POLICIES, MachineShelf, type MachinePolicies } from "./machine-shelf"
import { ORDER_LIFECYCLE_MODULE } from "./order-lifecycle-module"
import { OrderReplay, type ReplayAsked, type ReplayReport } from "./order-replay"
import { PermitDesk, type RunBegun } from "./permit-desk"
import { listDifferences } from "./store/differences"
import { armTimers, type TimerRule } from "./store/arm-timers"
import { armReviewTimers } from "./store/arm-review-timers"
import { claimCheck } from "./store/claim-check"
import { dropOvertakenTimers } from "./store/drop-overtaken-timers"
import { claimEffects, effectDone, effectFailed, failingEffects, retryEffects, type EffectRow } from "./store/effects"
import { findOrders, type OrderRefKind } from "./store/find-orders"
import { guardHostWriters } from "./store/host-writers"
import { liveByMachine } from "./store/machines"
import { listRefusals, type RefusalFilter } from "./store/refusals"
import { claimTimers, dropTimer, fireTimer, setTimer, type TimerRow } from "./store/timers"
import { unseenOrders } from "./store/unseen-orders"

export type { OrderRefKind }

/** Options of the module in medusa-config. */
export interface OrderLifecycleOptions {
  /** Whether an order may ship on an authorization. Default `before_shipment`: nothing leaves that is not captured. */
  readonly capture?: CapturePolicy
  /** After how long an authorization that was not captured is taken for expired. Left out, it stays. */
  readonly expireAuthorizationsAfterHours?: number
  /** After how long an order that was not paid is canceled and its stock released. Left out, it waits. */
  readonly releaseUnpaidAfterHours?: number
  /** After how long a review that nobody decided is over. Left out, it waits. */
  readonly reviewTimesOutAfterHours?: number
  /** What it is then. Default `reject`: the order is canceled, and its money given back. */
  readonly reviewTimeout?: ReviewTimeoutPolicy
  /** Connections of its own, for what must not wait behind a page of the dashboard. Default 4. */
  readonly connections?: number
}

interface Dependencies {
  readonly __pg_connection__: { readonly client: { readonly connectionSettings: ConnectionSettings } }
}

const ACTORS = new Set<Actor["type"]>(["user", "customer", "provider", "job", "system"])

/**
 * Every order's state, the log it is folded from, and who may change it.
 *
 * An event is recorded once for its id, in the order's turn, or refused with what the order does accept.
 */
export class OrderLifecycleModuleService {
  private readonly pool: StatementPool
  private readonly shelf: MachineShelf
  private readonly recorder: EventRecorder
  private readonly permits: PermitDesk
  private readonly desk: LifecycleDesk
  private readonly replays: OrderReplay
  private readonly timerRules: readonly TimerRule[]
  private readonly reviewHours: number | undefined
  private opened: Promise<void> | null = null

  constructor({ __pg_connection__: connection }: Dependencies, options: OrderLifecycleOptions = {}) {
    this.pool = new StatementPool(connection.client.connectionSettings, options.connections ?? 4, "order_lifecycle")
    this.shelf = new MachineShelf(policiesOf(options))
    this.recorder = new EventRecorder(this.pool, this.shelf)
    this.permits = new PermitDesk(this.pool, this.shelf, (orderIds) => this.recorder.settleWaiting(orderIds))
    this.desk = new LifecycleDesk(this.pool, this.shelf)
    this.replays = new OrderReplay(this.pool, this.shelf)
    this.timerRules = timerRulesOf(options)
    this.reviewHours = options.reviewTimesOutAfterHours
  }

  readonly __hooks = {
    onApplicationStart: () => this.open(),
    onApplicationShutdown: async () => {
      this.permits.close()
      await this.pool.end()
    },
  }

  /** Nothing here is for the host's queries: the tables have no models. */
  __joinerConfig(): ModuleJoinerConfig {
    return defineJoinerConfig(ORDER_LIFECYCLE_MODULE, { models: [] })
  }

  /** Keeps the tables, and makes the host's refuse whoever has no permit. Refuses the start that would strand orders. */
  async open(): Promise<void> {
    this.opened ??= (async () => {
      await this.shelf.open(this.pool, lifecycleExtensions())
      await this.pool.transaction((tx) => guardHostWriters(tx))
    })()
    await this.opened
  }

  /**
   * Records an event that is a fact of its own: a provider's notice, a chargeback, a timer. One that the host has to
   * perform is sent through its workflow instead.
   *
   * @returns the line of the log, and whether it was there before
   * @returns refused: `order_event_not_allowed`, `order_guard_failed`, `order_event_facts_malformed`,
   * `order_event_facts_do_not_fit`, `order_event_unknown`, `order_unknown`, `order_actor_invalid`, `order_event_id_invalid`,
   * `order_event_exists_with_different_content`, `order_loop_refused`, `order_busy`; `order_event_waits` for a provider's
   * event that came too early and is kept
   */
  async record(asked: EventAsked): Promise<EventAnswer> {
    const malformed = malformedEvent(asked)
    return malformed ?? this.recorder.record(asked)
  }

  /** Whether an event is in the log already; refused when its id is another event's. */
  recorded(asked: Pick<EventAsked, "orderId" | "event" | "eventId">): Promise<Outcome<boolean, Refusal>> {
    return this.recorder.recorded(asked)
  }

  /** Asks before something is done that cannot be undone. What is refused is kept as a refusal. */
  async wouldAccept(asked: EventAsked): Promise<Outcome<null, Refusal>> {
    return malformedEvent(asked) ?? this.recorder.wouldAccept(asked)
  }

  /** The orders that ids of something belong to, sorted. */
  findOrders(by: OrderRefKind, ids: readonly string[]): Promise<readonly string[]> {
    return findOrders(this.pool, by, ids)
  }

  /** Asks for the run of a workflow that means to change orders. Nothing has happened when it refuses. */
  begin(run: RunBegun): Promise<Outcome<null, Refusal>> {
    return this.permits.begin(run)
  }

  /** The run is over, done or undone: what happened is logged, and the orders are free. */
  end(run: string, workflow: string): Promise<void> {
    return this.permits.end(run, workflow)
  }

  /**
   * Does something to an order while nobody else does, as a run of one of the host's workflows would: what happened is
   * logged afterwards, also when it throws.
   *
   * @param name what does it, for who waits meanwhile
   * @returns refused like `begin`, with nothing done
   */
  async inTurn<T>(name: string, orderId: string, work: () => Promise<T>): Promise<Outcome<T, Refusal>> {
    const run = `${name}-${randomUUID()}`
    const begun = await this.begin({ workflow: name, run, outer: [], events: [], orderIds: [orderId] })
    if (!begun.ok) return begun
    try {
      return done(await work())
    } finally {
      await this.end(run, name)
    }
  }

  /**
   * Logs what the host says of orders that have no state yet, or whose change nobody saw: a webhook that confirmed a
   * capture. Called after the host's record is written, and not within a run that holds the order.
   *
   * @param by who did it, with their id for it; a repeat finds nothing new and logs nothing
   */
  settle(orderIds: readonly string[], workflow: string, by?: Pick<EventAsked, "actor" | "eventId">): Promise<void> {
    const settle = () => this.permits.settle(orderIds, null, workflow)
    return by ? actAs({ actor: () => by.actor, eventId: by.eventId, refusal: null }, settle) : settle()
  }

  /** Frees orders whose run ended without a word, and gives states to orders that have none. Answers how many of each. */
  async reconcile(): Promise<{ readonly lapsed: number; readonly unseen: number }> {
    const lapsed = await this.permits.settleLapsed()
    await this.recorder.retryWaiting()
    let [unseen, after] = [0, ""]
    for (;;) {
      const orders = await unseenOrders(this.pool, after, 200)
      if (orders.length === 0) return { lapsed, unseen }
      await this.permits.settle(orders, null, "reconciler")
      unseen += orders.length
      after = orders.at(-1) ?? after
    }
  }

  /** What an order is, was, may become, and why not. Amounts are minor units as decimal strings. */
  lifecycle(orderId: string, asOf?: string | null) {
    return this.desk.lifecycle(orderId, asOf)
  }

  states(orderIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.desk.states(orderIds)
  }

  timeline(orderId: string) {
    return this.desk.timeline(orderId)
  }

  /** The tables, and how many orders there are in each state, by the version that they run under. */
  async machine() {
    const { tables } = this.shelf.current
    const rows = await liveByMachine(this.pool)
    const live: Record<string, number> = {}
    const versions = new Map<string, number>([[tables.version, 0]])
    for (const { machine, state, count } of rows) {
      live[state] = (live[state] ?? 0) + count
      versions.set(machine, (versions.get(machine) ?? 0) + count)
    }
    const drawn = { mermaid: drawMermaid(tables), svg: drawSvg(tables) }
    return {
      machine: tables,
      ...drawn,
      live,
      versions: [...versions].map(([version, count]) => ({ version, live: count })),
    }
  }

  async refusals(filter: RefusalFilter) {
    const rows = await listRefusals(this.pool, filter)
    return { refusals: rows.map(({ count: _, ...row }) => row), count: rows[0]?.count ?? 0 }
  }

  async differences(limit: number, offset: number) {
    const rows = await listDifferences(this.pool, limit, offset)
    return { differences: rows.map(({ count: _, ...row }) => row), count: rows[0]?.count ?? 0 }
  }

  replay(asked?: ReplayAsked): Promise<ReplayReport> {
    return this.replays.replay(asked)
  }

  /** Replays, compares with what is kept and with the host's records, and files each difference. */
  check(asked?: Pick<ReplayAsked, "orderId" | "onProgress">): Promise<ReplayReport> {
    return this.replays.check(asked)
  }

  /** The same for all orders, by one process: whoever comes while it runs leaves it to that one. */
  async checkOnce(): Promise<ReplayReport | null> {
    return this.pool.transaction(async (tx) => ((await claimCheck(tx)) ? this.replays.check() : null))
  }

  /** An event that is sent by itself when its time has come. The id makes a repeat move it, not add another. */
  async setTimer(timer: { id: string; orderId: string; event: string; facts?: object; dueAt: string }): Promise<void> {
    await setTimer(this.pool, { ...timer, facts: timer.facts ?? {} })
  }

  async dropTimer(id: string): Promise<void> {
    await dropTimer(this.pool, id)
  }

  /** Sets the timers that the options ask for, for orders that have none yet, in place of those that are counted from before. */
  async armTimers(): Promise<void> {
    for (const rule of this.timerRules) {
      await armTimers(this.pool, rule)
      await dropOvertakenTimers(this.pool, rule)
    }
    if (this.reviewHours === undefined) return
    await armReviewTimers(this.pool, this.reviewHours)
    await dropOvertakenTimers(this.pool, REVIEW_TIMEOUT)
  }

  /**
   * Sends the events whose time has come, each once across processes.
   *
   * @param at the instant to be taken for now, for tests and rehearsals; without it the database's clock decides
   */
  async fireTimers(perform: (timer: TimerRow) => Promise<string>, at: string | null = null): Promise<number> {
    const due = await claimTimers(this.pool, at, 100)
    for (const timer of due) await fireTimer(this.pool, timer.id, await perform(timer))
    return due.length
  }

  /** Does what transitions left to be done, such as giving money back. What fails is tried again, ever later. */
  async runEffects(
    perform: (effect: EffectRow) => Promise<void>,
  ): Promise<{ readonly done: number; readonly failed: number }> {
    const due = await claimEffects(this.pool, 50)
    let failed = 0
    for (const effect of due) {
      try {
        await perform(effect)
        await effectDone(this.pool, effect)
      } catch (error) {
        failed += 1
        await effectFailed(this.pool, effect, error instanceof Error ? error.message : String(error))
      }
    }
    return { done: due.length - failed, failed }
  }

  /** What is left to be done for an order is due at once, however late it would be tried again. */
  async retryEffects(orderId: string): Promise<void> {
    await retryEffects(this.pool, orderId)
  }

  /** What is left to be done for an order and has failed, with why. */
  failingEffects(orderId: string): Promise<readonly { readonly effect: string; readonly error: string }[]> {
    return failingEffects(this.pool, orderId)
  }

  /** A line of the log as it is shown. */
  show(line: LoggedTransition) {
    return transitionJson(this.shelf.of(line.machine), line)
  }
}

const REVIEW_TIMEOUT = { event: "review.timed_out", since: "review.opened" } as const

function policiesOf(options: OrderLifecycleOptions): MachinePolicies {
  const { capture, reviewTimeout } = { ...DEFAULT_POLICIES, ...options }
  const among = (name: string, value: string, known: readonly string[]) => {
    if (known.includes(value)) return
    throw new Error(
      `The option ${name} of @holdfast/order-lifecycle is ${value}: give ${known.join(" or ")}, or leave it out.`,
    )
  }
  among("capture", capture, ["before_shipment", "at_shipment"])
  among("reviewTimeout", reviewTimeout, ["reject", "approve"])
  return { capture, reviewTimeout }
}

const timerRulesOf = (options: OrderLifecycleOptions): readonly TimerRule[] => {
  const {
    expireAuthorizationsAfterHours: expire,
    releaseUnpaidAfterHours: release,
    reviewTimesOutAfterHours: review,
  } = options
  for (const [name, hours] of Object.entries({
    expireAuthorizationsAfterHours: expire,
    releaseUnpaidAfterHours: release,
    reviewTimesOutAfterHours: review,
  })) {
    if (hours !== undefined && !(Number.isFinite(hours) && hours > 0)) {
      throw new Error(
        `The option ${name} of @holdfast/order-lifecycle is ${hours}: give hours above 0, or leave it out.`,
      )
    }
  }
  return [
    ...(expire === undefined
      ? []
      : [{ event: "payment.expired", state: "authorized", since: "payment.authorized", hours: expire }]),
    ...(release === undefined
      ? []
      : [{ event: "payment.declined", state: "pending_payment", since: "checkout.submitted", hours: release }]),
  ]
}

function malformedEvent({ actor, eventId, orderId }: EventAsked): Refusal | null {
  if (!isShort(orderId))
    return refuse("order_id_invalid", "The order's id is not a short text.", "Send the order's id.")
  if (!isShort(eventId)) {
    return refuse(
      "order_event_id_invalid",
      "The event's id is not a text of 1 to 255 characters.",
      "Send your id for it.",
    )
  }
  if (!ACTORS.has(actor.type) || !isShort(actor.id)) {
    return refuse("order_actor_invalid", "The event does not say who did it.", "Send the actor's type and id.")
  }
  return null
}

const isShort = (text: unknown): boolean => typeof text === "string" && text.length > 0 && text.length <= 255

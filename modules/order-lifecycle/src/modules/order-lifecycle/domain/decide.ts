import { done, refuse, type Outcome, type Refusal, type RefusalCode } from "@holdfast/kernel"
import { applyFacts } from "./apply-facts"
import type { EventFacts } from "./event-facts"
import { GUARDS, type GuardAnswers, type GuardRefusal } from "./guards"
import { AXES, type Axis, type EventKind, type Machine, type Row, type When } from "./machine"
import { amountOf, type OrderState } from "./order-state"
import { publishedState } from "./published-state"

/** Where an event leads. */
export interface Move {
  readonly event: string
  readonly from: string
  readonly to: string
  readonly after: OrderState
  readonly effects: readonly string[]
  /** Nothing changed: it was said before, or overtaken. */
  readonly noop: boolean
}

export type AttemptRefused = Refusal & {
  /** The guard that said no, if one did. */
  readonly guard?: string
}

export type MoveRefused = AttemptRefused & {
  /** Events that the order accepts as it is. */
  readonly allowed: readonly string[]
}

/** An order that comes round more often is caught in a loop of two systems that answer each other. */
export const MOST_PASSES = 1_000

/** A machine with its rows found by axis, state and event. */
export class OrderMachine {
  private readonly rows = new Map<string, Row[]>()
  private readonly kinds: ReadonlyMap<string, EventKind>
  private readonly joined = new Map<string, readonly Axis[]>()

  constructor(readonly tables: Machine) {
    this.kinds = new Map(tables.events.map((kind) => [kind.name, kind]))
    for (const row of tables.rows) {
      const key = keyOf(row.axis, row.from, row.event)
      this.rows.set(key, [...(this.rows.get(key) ?? []), row])
    }
    for (const { name, axis } of tables.events) {
      const others = AXES.filter(
        (one) => one !== axis && tables.rows.some((row) => row.axis === one && row.event === name),
      )
      this.joined.set(name, others)
    }
  }

  eventKind(event: string): EventKind | null {
    return this.kinds.get(event) ?? null
  }

  published(state: OrderState): string {
    return publishedState(this.tables, state.axes)
  }

  /** Guards of plugins that `event` may meet. They are asked first, and their answers are handed to `decide`. */
  guardsToAsk(state: OrderState, event: string): readonly string[] {
    const rows = AXES.flatMap((axis) => this.rowsOf(axis, state, event)).filter(
      (row) => blockedBy(row.when, state) === null,
    )
    return [...new Set(rows.flatMap((row) => row.guards ?? []))].filter((name) => !GUARDS[name])
  }

  /** Says where `event` leads and what must follow. Performs nothing itself. */
  decide(
    state: OrderState,
    event: string,
    facts: EventFacts = {},
    answers: GuardAnswers = {},
  ): Outcome<Move, MoveRefused> {
    const attempted = this.attempt(state, event, facts, answers)
    return attempted.ok ? attempted : this.refused(state, answers, attempted)
  }

  /** The same without what else is allowed, for those who try many events and tell nobody. */
  attempt(
    state: OrderState,
    event: string,
    facts: EventFacts = {},
    answers: GuardAnswers = {},
  ): Outcome<Move, AttemptRefused> {
    const from = this.published(state)
    const kind = this.kinds.get(event)
    if (!kind) {
      const known = this.tables.events.map(({ name }) => name).join(", ")
      return refuse("order_event_unknown", `There is no event ${event}.`, `Known are ${known}.`)
    }
    const fitting = this.fitting(state, kind)
    if ("no" in fitting) return fitting.no
    const nothing = { event, from, to: from, after: state, effects: [], noop: true }
    if (fitting.rows[0]?.noop && !fitting.rows[0].guards) return done(nothing)

    const applied = applyFacts(state, kind.applies ?? event, facts)
    if (!applied.ok) return applied
    const primary = firstThatHolds(fitting.rows, state, applied.value, answers)
    if (!("row" in primary)) {
      const { code, message, nextStep } = primary.no
      return { ...refuse(code as RefusalCode, `${event}: ${message}`, nextStep), guard: primary.guard }
    }
    if (primary.row.noop) return done(nothing)
    const taken: Row[] = [primary.row]
    for (const axis of this.joined.get(event) ?? []) {
      const joining = this.rowsOf(axis, state, event).filter((row) => blockedBy(row.when, state) === null)
      const found = firstThatHolds(joining, state, applied.value, answers)
      if ("row" in found && !found.row.noop) taken.push(found.row)
    }
    const axes = { ...state.axes }
    const counters = { ...state.counters }
    for (const { axis, to, counter } of taken) {
      axes[axis] = to
      if (counter) counters[counter] = (counters[counter] ?? 0) + 1
    }
    const over = Object.keys(counters).find((name) => counters[name]! > MOST_PASSES)
    if (over) {
      const message = `The order had ${MOST_PASSES} ${over}, which looks like a loop.`
      return refuse("order_loop_refused", message, "Find what sends them.")
    }
    const after: OrderState = { ...applied.value, axes, counters }
    const effects = taken.flatMap((row) => row.effects ?? [])
    return done({ event, from, to: this.published(after), after, effects, noop: false })
  }

  /** Why nobody may set about an event as the order is, though it would be recorded if it had happened; null when one may. */
  refusalToStart(state: OrderState, event: string, answers: GuardAnswers = {}): MoveRefused | null {
    const kind = this.kinds.get(event)
    const refused = kind ? this.notToStart(state, kind) : null
    return refused && this.refused(state, answers, refused)
  }

  /**
   * Why nobody may set about the event, or the order would not accept it with some of what is left of its amounts or
   * units; null when it would.
   */
  refusalOf(state: OrderState, event: string, answers: GuardAnswers = {}): MoveRefused | null {
    const kind = this.kinds.get(event)
    const refused = kind ? this.decideAlone(state, kind, answers) : this.attempt(state, event)
    return refused && !refused.ok ? this.refused(state, answers, refused) : null
  }

  /** Every event, and whether the order would accept it with some of what is left of its amounts or units. */
  outlook(
    state: OrderState,
    answers: GuardAnswers = {},
  ): readonly { readonly kind: EventKind; readonly refused: Refusal | null }[] {
    return this.tables.events.map((kind) => ({ kind, refused: this.decideAlone(state, kind, answers) }))
  }

  /** Without naming what else is allowed, which asks this of every event. */
  private decideAlone(state: OrderState, kind: EventKind, answers: GuardAnswers): Refusal | null {
    const fitting = this.fitting(state, kind)
    if ("no" in fitting) return fitting.no
    const notYet = this.notToStart(state, kind)
    if (notYet) return notYet
    if (fitting.rows[0]?.noop && !fitting.rows[0].guards) {
      return refuse("order_event_overtaken", `${kind.name} changes nothing any more.`, "Nothing to do.")
    }
    if (kind.facts === "placed") return null
    const applied = this.appliedSomehow(state, kind)
    if (!applied.ok) return applied
    const found = firstThatHolds(fitting.rows, state, applied.value, answers)
    if ("row" in found) return null
    // A part of what is left may fit where all of it does not; what a plugin said no to is no for every part.
    const inPart = kind.facts === "amount" || kind.facts === "lines"
    if (inPart && GUARDS[found.guard]) return null
    return refuse(found.no.code as RefusalCode, found.no.message, found.no.nextStep)
  }

  /** With several payments, the event may be for any of them; and for another one while money is missing. */
  private appliedSomehow(state: OrderState, { name, facts, applies = name }: EventKind) {
    const known = Object.keys(state.payments)
    const another = known.length > 0 && amountOf(state, "captured") < state.total ? [ANOTHER_PAYMENT] : []
    const payments = facts === "amount" ? [...known, ...another] : []
    let first: ReturnType<typeof applyFacts> | null = null
    for (const payment of payments) {
      const applied = applyFacts(state, applies, { payment })
      if (applied.ok) return applied
      first ??= applied
    }
    return first ?? applyFacts(state, applies, {})
  }

  private rowsOf(axis: Axis, state: OrderState, event: string): readonly Row[] {
    return this.rows.get(keyOf(axis, state.axes[axis], event)) ?? []
  }

  /** The rows of the event's own axis that the other axes let through, or why there are none. */
  private fitting(
    state: OrderState,
    { name, axis }: EventKind,
  ): { readonly rows: readonly Row[] } | { readonly no: Refusal } {
    const rows = this.rowsOf(axis, state, name)
    const fitting = rows.filter((row) => blockedBy(row.when, state) === null)
    if (fitting.length > 0) return { rows: fitting }
    const blocker = rows[0] ? (blockedBy(rows[0].when, state) ?? axis) : axis
    return { no: this.blocked(state, name, blocker, new Set(rows.flatMap((row) => row.when?.[blocker] ?? []))) }
  }

  private notToStart(state: OrderState, { name, startWhen }: EventKind): Refusal | null {
    const blocker = blockedBy(startWhen, state)
    return blocker && this.blocked(state, name, blocker, new Set(startWhen?.[blocker]))
  }

  private blocked(state: OrderState, event: string, axis: Axis, wanted: ReadonlySet<string>): Refusal {
    const { wayOut } = this.tables.axes[axis].find(({ name }) => name === state.axes[axis]) ?? {}
    return refuse(
      "order_event_not_allowed",
      `An order that is ${this.published(state)} does not accept ${event}: its ${axis} is ${state.axes[axis]}.`,
      wanted.size === 0
        ? "Send an event that it accepts."
        : (wayOut ?? `It has to be ${[...wanted].join(" or ")} first.`),
    )
  }

  private refused(state: OrderState, answers: GuardAnswers, refusal: AttemptRefused): MoveRefused {
    const allowed = this.outlook(state, answers).flatMap(({ kind, refused }) => (refused ? [] : [kind.name]))
    return { ...refusal, allowed }
  }
}

const ANOTHER_PAYMENT = "another payment"

type Held = { readonly row: Row } | { readonly guard: string; readonly no: GuardRefusal }

/** The first row whose guards all say yes, or the first no. */
function firstThatHolds(rows: readonly Row[], before: OrderState, after: OrderState, answers: GuardAnswers): Held {
  let first: Held = { guard: "", no: NO_ROW }
  for (const row of rows) {
    const no = failing(row, before, after, answers)
    if (!no) return { row }
    if (first.no === NO_ROW) first = no
  }
  return first
}

const NO_ROW: GuardRefusal = { code: "order_event_not_allowed", message: "No row fits.", nextStep: "None." }

function failing({ guards = [] }: Row, before: OrderState, after: OrderState, answers: GuardAnswers) {
  for (const guard of guards) {
    const own = GUARDS[guard]
    const answer = own ? own(before, after) : answers[guard]
    const no = answer === undefined ? notAnswered(guard) : answer
    if (no) return { guard, no }
  }
  return null
}

const notAnswered = (guard: string): GuardRefusal => ({
  code: "order_guard_unanswered",
  message: `Guard ${guard} was not asked.`,
  nextStep: "Install its plugin.",
})

const keyOf = (axis: Axis, from: string, event: string) => `${axis} ${from} ${event}`

function blockedBy(when: When | undefined, { axes }: OrderState): Axis | null {
  if (!when) return null
  for (const axis in when) if (!when[axis as Axis]!.includes(axes[axis as Axis])) return axis as Axis
  return null
}

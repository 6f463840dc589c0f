import { done, type Outcome } from "@holdfast/kernel"
import type { Move, MoveRefused, OrderMachine } from "./domain/decide"
import { factsToJson, type EventFacts } from "./domain/event-facts"
import { answersToJson, FIRST_HASH, hashOf, type Actor, type LoggedTransition } from "./domain/lifecycle-log"
import type { GuardAnswers } from "./domain/guards"
import { newOrder, type OrderState } from "./domain/order-state"
import { factsOf, stateFrom, type FactsJson } from "./state-json"
import type { EventToTell, LineToAppend, OrderAfter } from "./store/append-transitions"
import type { OrderRead } from "./store/read-orders"

/** An event with who sent it. */
export interface EventToRecord {
  readonly event: string
  readonly eventId: string
  readonly facts: EventFacts
  readonly actor: Actor
  readonly links?: Readonly<Record<string, string>>
  /** What guards of plugins said of it. */
  readonly answers?: GuardAnswers
}

/** What the events `order.state_changed` look like; a change of their shape has another number. */
const STATE_CHANGED = { name: "order.state_changed", schemaVersion: 1 } as const

/** An order with the lines that are about to be appended to its log. */
export class OrderDraft {
  state: OrderState
  private readonly fromSequence: number
  private hash: string
  private readonly appended: LoggedTransition[] = []

  readonly orderId: string
  private readonly at: string

  constructor(
    private readonly machine: OrderMachine,
    { orderId, kept, now }: Pick<OrderRead, "orderId" | "kept" | "now">,
  ) {
    this.orderId = orderId
    this.at = now
    this.state = kept ? stateFrom(kept.axes, kept.facts as FactsJson) : newOrder(machine.tables)
    this.fromSequence = kept?.sequence ?? 0
    this.hash = kept?.headHash ?? FIRST_HASH
  }

  get lines(): readonly LoggedTransition[] {
    return this.appended
  }

  /** Whether a line with this event id is appended. */
  has(eventId: string | undefined): boolean {
    return this.appended.some((line) => line.eventId === eventId)
  }

  get published(): string {
    return this.machine.published(this.state)
  }

  /** Moves on, or says why not and stays. */
  record(asked: EventToRecord): Outcome<LoggedTransition, MoveRefused> {
    const decided = this.machine.decide(this.state, asked.event, asked.facts, asked.answers)
    if (!decided.ok) return decided
    const line = this.lineOf(decided.value, asked)
    this.state = decided.value.after
    this.hash = line.hash
    this.appended.push(line)
    return done(line)
  }

  /** @param run whose permit ends with it */
  after(run: string | null): OrderAfter {
    return {
      orderId: this.orderId,
      fromSequence: this.fromSequence,
      machine: this.machine.tables.version,
      state: this.published,
      axes: this.state.axes,
      facts: factsOf(this.state),
      sequence: this.fromSequence + this.appended.length,
      headHash: this.hash,
      transactionId: run,
    }
  }

  toTell(): readonly EventToTell[] {
    return this.appended
      .filter(({ from, to }) => from !== to)
      .map((line) => ({
        order_id: this.orderId,
        id: `${this.orderId}:state:${line.sequence}`,
        name: STATE_CHANGED.name,
        data: JSON.stringify({
          schema_version: STATE_CHANGED.schemaVersion,
          order_id: this.orderId,
          sequence: line.sequence,
          event: line.event,
          event_id: line.eventId,
          from: line.from,
          to: line.to,
          at: line.at,
        }),
        aggregate_id: this.orderId,
        place: line.sequence,
      }))
  }

  effects() {
    return this.appended.flatMap((line) =>
      line.effects.map((effect) => ({
        order_id: this.orderId,
        sequence: line.sequence,
        effect,
        facts: line.facts,
      })),
    )
  }

  private lineOf(move: Move, { eventId, facts, actor, links = {}, answers = {} }: EventToRecord): LoggedTransition {
    const line: Omit<LoggedTransition, "hash"> = {
      orderId: this.orderId,
      sequence: this.fromSequence + this.appended.length + 1,
      eventId,
      event: move.event,
      from: move.from,
      to: move.to,
      noop: move.noop,
      facts: factsToJson(facts),
      effects: move.effects,
      ...(Object.keys(answers).length > 0 && { answers: answersToJson(answers) }),
      actor,
      links,
      machine: this.machine.tables.version,
      at: this.at,
    }
    return { ...line, hash: hashOf(this.hash, line) }
  }
}

export const rowOfLine = (line: LoggedTransition): LineToAppend => ({
  order_id: line.orderId,
  sequence: line.sequence,
  event_id: line.eventId,
  event: line.event,
  from_state: line.from,
  to_state: line.to,
  noop: line.noop,
  facts: line.facts,
  answers: line.answers ?? null,
  effects: line.effects,
  actor: line.actor,
  links: line.links,
  machine: line.machine,
  at: line.at,
  hash: line.hash,
})

import type { AttemptRefused, Move, OrderMachine } from "../decide"
import { newOrder, type OrderState } from "../order-state"
import type { Told } from "./told-order"

export interface Tried {
  readonly state: OrderState
  readonly event: string
  readonly answer: Move | AttemptRefused
}

export interface Walked {
  readonly states: ReadonlyMap<string, OrderState>
  /** Which states lead to a state, by their keys. */
  readonly from: ReadonlyMap<string, readonly string[]>
}

/** Everything but how often it came by. */
export const keyOf = ({ counters: _, ...state }: OrderState): string =>
  JSON.stringify(state, (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value))

/** Every order that the events can lead to, in whatever order and however often they are said. */
export function walk(
  machine: OrderMachine,
  events: (state: OrderState) => readonly Told[],
  look: (tried: Tried) => void = () => undefined,
): Walked {
  const first = newOrder(machine.tables)
  const states = new Map([[keyOf(first), first]])
  const from = new Map<string, string[]>()
  for (const [key, state] of states) {
    for (const one of events(state)) {
      const [event, facts] = typeof one === "string" ? [one, {}] : one
      const decided = machine.attempt(state, event, facts)
      look({ state, event, answer: decided.ok ? decided.value : decided })
      if (!decided.ok || decided.value.noop) continue
      const after = { ...decided.value.after, counters: {} }
      const next = keyOf(after)
      if (!states.has(next)) states.set(next, after)
      const sources = from.get(next) ?? []
      from.set(next, sources)
      sources.push(key)
    }
  }
  return { states, from }
}

/** The orders from which no events lead to one that is `good`. */
export function stuck({ states, from }: Walked, good: (state: OrderState) => boolean): readonly OrderState[] {
  const fine = new Set([...states].flatMap(([key, state]) => (good(state) ? [key] : [])))
  for (const key of fine) for (const source of from.get(key) ?? []) fine.add(source)
  return [...states].flatMap(([key, state]) => (fine.has(key) ? [] : [state]))
}

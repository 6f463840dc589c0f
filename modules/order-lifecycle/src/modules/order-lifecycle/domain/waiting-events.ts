import type { Move, OrderMachine } from "./decide"
import type { EventFacts } from "./event-facts"
import type { GuardAnswers } from "./guards"
import type { OrderState } from "./order-state"

/** An event that may have come before the one that it follows. */
export interface WaitingEvent {
  readonly eventId: string
  readonly event: string
  readonly facts: EventFacts
  /** What guards of plugins said of it. */
  readonly answers?: GuardAnswers
}

export interface Settled<E extends WaitingEvent> {
  readonly state: OrderState
  /** In the order in which they were accepted. */
  readonly applied: readonly { readonly waiting: E; readonly move: Move }[]
  /** Not allowed yet, in the order in which they came. */
  readonly still: readonly E[]
}

/**
 * Takes every event that the order accepts, the earliest first, and tries those that wait again after each move. An event
 * that is there twice by its id is taken once.
 */
export function settle<E extends WaitingEvent>(
  machine: OrderMachine,
  state: OrderState,
  waiting: readonly E[],
): Settled<E> {
  const applied: { readonly waiting: E; readonly move: Move }[] = []
  const still = [...new Map([...waiting].reverse().map((one) => [one.eventId, one])).values()].reverse()
  let now = state
  for (let place = 0; place < still.length;) {
    const one = still[place]!
    const decided = machine.attempt(now, one.event, one.facts, one.answers)
    if (!decided.ok) {
      place += 1
      continue
    }
    applied.push({ waiting: one, move: decided.value })
    still.splice(place, 1)
    // What changes nothing opens no door for those before it.
    if (decided.value.noop) continue
    now = decided.value.after
    place = 0
  }
  return { state: now, applied, still }
}

import { setTimeout as pause } from "node:timers/promises"
import { toBusMessage, type BusMessage } from "./domain/bus-message"
import type { ClaimedEvent } from "./domain/claimed-event"

/** What is used of the host's event bus. It answers when it has the messages, not when subscribers are done. */
export interface EventBus {
  emit(messages: BusMessage[]): Promise<void>
}

/** Where each event of a batch ended: in one of the three lists. */
export type HandedOver = {
  readonly published: ClaimedEvent[]
  readonly refused: { readonly event: ClaimedEvent; readonly error: string }[]
  /** Not offered, or offered without an answer: nothing is known against them. */
  readonly givenBack: ClaimedEvent[]
  /** The bus did not answer in time, so offering it more now is of no use. */
  readonly silent: boolean
}

/**
 * Hands a batch to the event bus, in order. One call takes all of it when all is well. When the bus refuses, each event
 * is offered alone, so that one which cannot be published stops no other; only later ones of its aggregate wait.
 *
 * @param answerMs how long the bus has for an answer
 * @param timeLeftMs how long the lease lasts from now: an event is offered only if the answer fits in
 */
export async function handOver(
  bus: EventBus,
  batch: readonly ClaimedEvent[],
  answerMs: number,
  timeLeftMs: () => number,
): Promise<HandedOver> {
  const whole = await offer(bus, batch, answerMs)
  if (whole === "taken") return { published: [...batch], refused: [], givenBack: [], silent: false }
  if (whole === "no_answer") return { published: [], refused: [], givenBack: [...batch], silent: true }

  const outcome: HandedOver = { published: [], refused: [], givenBack: [], silent: false }
  const waiting = new Set<string>()
  let silent = false
  for (const event of batch) {
    const { aggregateId } = event
    if (silent || timeLeftMs() < answerMs || (aggregateId !== null && waiting.has(aggregateId))) {
      outcome.givenBack.push(event)
      continue
    }
    const answer = batch.length === 1 ? whole : await offer(bus, [event], answerMs)
    if (answer === "taken") {
      outcome.published.push(event)
      continue
    }
    if (aggregateId !== null) waiting.add(aggregateId)
    if (answer === "no_answer") {
      silent = true
      outcome.givenBack.push(event)
    } else outcome.refused.push({ event, error: answer.error })
  }
  return { ...outcome, silent }
}

type Answer = "taken" | "no_answer" | { readonly error: string }

// The host's Redis client waits for Redis without end, and a job that waits without end is never run again.
async function offer(bus: EventBus, events: readonly ClaimedEvent[], answerMs: number): Promise<Answer> {
  const answered = new AbortController()
  const emitted = async (): Promise<Answer> => {
    try {
      await bus.emit(events.map(toBusMessage))
      return "taken"
    } catch (error) {
      return { error: messageOf(error) }
    } finally {
      answered.abort()
    }
  }
  const tooLate = pause(answerMs, "no_answer" as const, { signal: answered.signal }).catch(() => "no_answer" as const)
  return Promise.race([emitted(), tooLate])
}

// Kept in a row and shown to people, so not longer than both can bear.
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500)

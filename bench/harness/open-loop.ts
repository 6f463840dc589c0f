import { performance } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"

export interface OpenLoopOptions {
  /** From `arrivalSchedule`: milliseconds from the beginning, in order. */
  readonly schedule: Iterable<number>
  /** Requests allowed at once. One that arrives above it is dropped and counted, as a real front door would. */
  readonly maxInFlight: number
  /** How long to wait for answers after the last arrival. */
  readonly drainMs: number
  readonly work: (arrival: number) => Promise<void>
}

export interface OpenLoopResult {
  readonly arrived: number
  readonly answered: number
  /** Turned away because too many were in flight. */
  readonly dropped: number
  readonly failed: number
  /** Not answered when the drain ended. */
  readonly unfinished: number
  /** From the intended start to the answer, one for each arrival; Infinity for each that got no answer. */
  readonly durationsMs: readonly number[]
  /** First failure, to tell a broken run from a slow one. */
  readonly firstFailure: unknown
  /** Resolves when the unfinished ones are over too, so that they cannot disturb what is measured next. */
  readonly idle: Promise<void>
}

/**
 * Sends requests when they are due, however slow the answers are, and counts from when each was due. A loop of callers
 * that wait for their answers goes slower when the server does, and so hides the very wait that shoppers would feel.
 */
export async function runOpenLoop({ schedule, maxInFlight, drainMs, work }: OpenLoopOptions): Promise<OpenLoopResult> {
  const startedAt = performance.now()
  const durationsMs: number[] = []
  const inFlight = new Set<Promise<void>>()
  let arrived = 0
  let dropped = 0
  let failed = 0
  let firstFailure: unknown

  const send = (arrival: number, dueMs: number) => {
    const request: Promise<void> = work(arrival)
      .then(
        () => void durationsMs.push(performance.now() - startedAt - dueMs),
        (error: unknown) => {
          firstFailure ??= error
          failed += 1
        },
      )
      .finally(() => inFlight.delete(request))
    inFlight.add(request)
  }

  for (const dueMs of schedule) {
    const waitMs = startedAt + dueMs - performance.now()
    // A timer may fire up to a millisecond late; that is part of the duration, since the due time counts.
    if (waitMs > 0) await pause(waitMs)
    if (inFlight.size >= maxInFlight) dropped += 1
    else send(arrived, dueMs)
    arrived += 1
  }

  const late = new AbortController()
  const drain = pause(drainMs, undefined, { signal: late.signal }).catch(() => undefined)
  await Promise.race([Promise.all(inFlight), drain])
  late.abort()
  const answered = durationsMs.length
  const lost = arrived - answered
  return {
    arrived,
    answered,
    dropped,
    failed,
    unfinished: inFlight.size,
    durationsMs: [...durationsMs, ...Array.from({ length: lost }, () => Infinity)],
    firstFailure,
    idle: Promise.all(inFlight).then(() => undefined),
  }
}

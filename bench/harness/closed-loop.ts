import { performance } from "node:perf_hooks"

export interface ClosedLoopResult {
  readonly seconds: number
  readonly perSecond: number
}

/**
 * Runs `callers` side by side; each begins its next piece of work when its last is done. The first failure ends the run:
 * a figure about a shop that fails means nothing.
 *
 * @param work is told which piece it is: 0, 1, 2 … over all callers
 */
export async function runClosedLoop(
  { callers, timesEach }: { callers: number; timesEach: number },
  work: (piece: number) => Promise<void>,
): Promise<ClosedLoopResult> {
  const startedAt = performance.now()
  let next = 0
  const caller = async () => {
    for (let n = 0; n < timesEach; n += 1) await work(next++)
  }
  await Promise.all(Array.from({ length: callers }, caller))
  const seconds = (performance.now() - startedAt) / 1000
  return { seconds, perSecond: (callers * timesEach) / seconds }
}

export interface TimedLoopResult extends ClosedLoopResult {
  /** One for each piece, in the order in which they ended. */
  readonly durationsMs: readonly number[]
}

/**
 * The same for a time instead of a number: nobody begins another piece after it, and those under way are waited for and
 * count, in the rate's time too.
 */
export async function runTimedLoop(
  { callers, seconds }: { callers: number; seconds: number },
  work: (piece: number) => Promise<void>,
): Promise<TimedLoopResult> {
  const startedAt = performance.now()
  const endsAt = startedAt + seconds * 1000
  const durationsMs: number[] = []
  let next = 0
  const caller = async () => {
    for (let now = startedAt; now < endsAt;) {
      await work(next++)
      const done = performance.now()
      durationsMs.push(done - now)
      now = done
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  const took = (performance.now() - startedAt) / 1000
  return { seconds: took, perSecond: durationsMs.length / took, durationsMs }
}

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

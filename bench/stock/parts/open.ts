import { highestPassing } from "../../harness/highest-passing"
import { percentile } from "../../harness/percentile"
import { compareRates } from "../compare-rates"
import type { Side } from "../contestants"
import type { PartContext, PartResult } from "../part"

const SECONDS = 1.5
const P99_MS = 50
const RUNG = 1.25
const MOST_RUNGS = 14
/** A pair takes some twenty times as long as one of a closed loop. */
const MOST_PAIRS = 5
const START = { holdfast: 24_000, "one statement": 1_000 }

/** Buyers who do not wait for each other: the highest rate at which 99 of 100 are answered within 50 ms of their arrival. */
export async function measureOpen(context: PartContext): Promise<PartResult> {
  const { sides, exactness, say, options } = context
  const start = { ...START }
  const rungs: Record<string, number> = {}
  const ladder = (side: Side) => async (seed: number) => {
    const name = side.name as keyof typeof START
    const passes = async (ratePerSecond: number) => {
      const input = { itemIds: [side.hot], seconds: SECONDS, ratePerSecond, seed }
      const run = await side.worker.run("openLoop", input)
      exactness.count(side, run.placed)
      say(`    ${side.name}: ${ratePerSecond.toFixed(0)} /s, p99 ${run.latency.p99Ms.toFixed(1)} ms, ${run.lost} lost`)
      return run.lost === 0 && run.latency.p99Ms <= P99_MS
    }
    const best = (await highestPassing({ start: start[name], factor: RUNG, mostRungs: MOST_RUNGS }, passes)) ?? NaN
    // The next ladder begins near the end of this one.
    if (!Number.isNaN(best)) start[name] = best
    rungs[side.name] = best
    return { perSecond: best }
  }
  for (const side of [sides.holdfast, sides.oneStatement]) {
    // A fresh process compiles its code while it runs.
    const input = { itemIds: [side.hot], seconds: SECONDS, ratePerSecond: start[side.name as keyof typeof START] / 2 }
    const run = await side.worker.run("openLoop", { ...input, seed: 0 })
    exactness.count(side, run.placed)
  }
  const fewer = { ...context, options: { ...options, pairs: Math.min(options.pairs, MOST_PAIRS) } }
  const rates = await compareRates(fewer, "open loop", {
    ours: ladder(sides.holdfast),
    peer: ladder(sides.oneStatement),
  })
  await exactness.check([sides.holdfast, sides.oneStatement])
  const ourRate = percentile(
    rates.halves.map(({ perSecond }) => perSecond),
    50,
  )
  context.found.openLoopRate = ourRate
  return {
    title: "One hot item, buyers arrive by chance (Poisson); highest rate with p99 within 50 ms of the arrival",
    compared: [{ what: "p99 ≤ 50 ms", unit: "holds/s", better: "more", peerName: "one statement", ...rates }],
    figures: {},
    goals: [
      {
        ...{ what: "open loop, beside the one statement", better: "more", unit: "times" },
        ...{ measured: rates.ratio.median, bar: 10, aim: 18 },
      },
    ],
    noise: [rates.noise],
  }
}

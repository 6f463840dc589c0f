import { highestPassing } from "../../harness/highest-passing"
import { measurePairs } from "../../harness/measure-pairs"
import { describeCores, describeNoise, keptPairs } from "../../harness/noise"
import { summarizeRatios } from "../../harness/pair-ratios"
import { percentile } from "../../harness/percentile"
import { checkKept, emptyInboxes } from "../exactness"
import type { Measure } from "../part"

const SECONDS = 2
const P99_MS = 50
const RUNG = 1.25
const MOST_RUNGS = 14
/** A pair takes some ten times as long as one of the other part. */
const MOST_PAIRS = 5

/** At the service, without HTTP: the highest rate at which 99 of 100 are answered within 50 ms of their arrival. */
export const measureRate: Measure = async (context) => {
  const { worker, options, groups, say } = context
  await emptyInboxes(context)
  const start = { ours: 4_000, peer: 1_500 }
  const kept = { ours: 0, peer: 0 }
  let runs = 0
  const arrive = async (side: "ours" | "peer", perSecond: number) => {
    const arrivals = await worker.run("arrive", { side, perSecond, seconds: SECONDS, run: `rate_${side}_${runs++}` })
    kept[side] += arrivals.kept
    return arrivals
  }
  for (const side of ["ours", "peer"] as const) await arrive(side, start[side] / 2)

  const pairs = await measurePairs<number>({
    ...{ pairs: Math.min(options.pairs, MOST_PAIRS), maxOthersCores: options.maxOthersCores, groups },
    half: async (side) => {
      const best = await highestPassing({ start: start[side], factor: RUNG, mostRungs: MOST_RUNGS }, async (rate) => {
        const { latency, lost } = await arrive(side, rate)
        say(`    ${side}: ${rate.toFixed(0)} /s, p99 ${latency.p99Ms.toFixed(1)} ms, ${lost} lost`)
        return lost === 0 && latency.p99Ms <= P99_MS
      })
      // The next ladder begins near the end of this one.
      if (best !== undefined) start[side] = best
      return best ?? NaN
    },
    onPair: ({ ours, peer, othersCores, kept: counts }, index) => {
      const figures = `${ours.value.toFixed(0)} /s, peer ${peer.value.toFixed(0)} /s`
      say(`  pair ${index + 1}: ${figures}, others ${describeCores(othersCores)}${counts ? "" : ", dropped"}`)
    },
  })
  await checkKept(context, kept)
  const counting = keptPairs(pairs, "of rates")
  const ours = percentile(
    counting.map((pair) => pair.ours.value),
    50,
  )
  return {
    title: "Webhooks at the service, arriving by chance; highest rate with p99 within 50 ms of the arrival",
    compared: [
      {
        ...{ what: "p99 ≤ 50 ms", unit: "webhooks/s", better: "more", peerName: "one statement", ours },
        peer: percentile(
          counting.map((pair) => pair.peer.value),
          50,
        ),
        ratio: summarizeRatios(counting.map((pair) => pair.ours.value / pair.peer.value)),
      },
    ],
    figures: {},
    goals: [{ what: "webhooks/s with p99 ≤ 50 ms", measured: ours, bar: 500, better: "more", unit: "" }],
    noise: [describeNoise(pairs)],
  }
}

import { arrivalSchedule } from "../harness/arrival-schedule"
import { measurePairs, type Pair } from "../harness/measure-pairs"
import { describeCores, describeNoise, keptPairs, type Noise } from "../harness/noise"
import { type OpenLoopResult, runOpenLoop } from "../harness/open-loop"
import { type RatioSummary, summarizeRatios } from "../harness/pair-ratios"
import { type Latency, percentile, summarizeLatency } from "../harness/percentile"
import { seededRandom } from "../harness/seeded-random"
import type { Buyers } from "./buyers"
import type { OpenLoopOptions } from "./options"

/** Far more than either server works on at once; above it the shop is beyond help and arrivals are turned away. */
const MAX_IN_FLIGHT = 64
const DRAIN_MS = 30_000

export type Fate = Pick<OpenLoopResult, "arrived" | "answered" | "dropped" | "failed" | "unfinished">

export interface ArrivalsMeasured {
  readonly noise: Noise
  readonly fate: { readonly ours: Fate; readonly peer: Fate }
  /** From the intended start; whoever got no answer counts as infinitely slow. Ratios need an answer on both sides. */
  readonly wholeCheckout: { readonly ours: Latency; readonly peer: Latency }
  readonly ratios: Partial<Record<"p50" | "p95" | "p99", RatioSummary>>
  readonly firstFailure: string | undefined
}

export async function measureArrivals(
  options: OpenLoopOptions,
  buyers: Buyers,
  { groups, say }: { groups: Readonly<Record<string, number>>; say: (line: string) => void },
): Promise<ArrivalsMeasured> {
  const pairs = await measurePairs<OpenLoopResult>({
    ...options,
    groups,
    half: async (side, pair) => {
      const result = await runOpenLoop({
        // Both sides of a pair meet the same arrivals.
        schedule: arrivalSchedule(options, seededRandom(pair)),
        ...{ maxInFlight: MAX_IN_FLIGHT, drainMs: DRAIN_MS },
        work: () => buyers.buy(side, (_call, send) => send()),
      })
      await result.idle
      return result
    },
    onPair: (pair, index) => say(describePair(pair, index, options.pairs)),
  })
  const kept = keptPairs(pairs, `at ${options.ratePerSecond} a second`)
  const [ours, peer] = [kept.map((pair) => pair.ours.value), kept.map((pair) => pair.peer.value)]
  const all = (results: readonly OpenLoopResult[]) => results.flatMap(({ durationsMs }) => durationsMs)
  const failure = [...ours, ...peer].find(({ firstFailure }) => firstFailure !== undefined)?.firstFailure
  return {
    noise: describeNoise(pairs),
    fate: { ours: addUp(ours), peer: addUp(peer) },
    wholeCheckout: { ours: summarizeLatency(all(ours)), peer: summarizeLatency(all(peer)) },
    ratios: ratiosOf(kept),
    firstFailure: failure === undefined ? undefined : failure instanceof Error ? failure.message : "unknown",
  }
}

function ratiosOf(pairs: readonly Pair<OpenLoopResult>[]): ArrivalsMeasured["ratios"] {
  const ratioAt = (percent: number) => {
    const ratios = pairs
      .map(
        ({ ours, peer }) => percentile(ours.value.durationsMs, percent) / percentile(peer.value.durationsMs, percent),
      )
      .filter((ratio) => Number.isFinite(ratio) && ratio > 0)
    return ratios.length > 0 ? summarizeRatios(ratios) : undefined
  }
  const found = ([50, 95, 99] as const).map((percent) => [`p${percent}`, ratioAt(percent)] as const)
  return Object.fromEntries(found.filter(([, ratio]) => ratio !== undefined))
}

function addUp(results: readonly OpenLoopResult[]): Fate {
  const total = (name: keyof Fate) => results.reduce((sum, result) => sum + result[name], 0)
  return {
    arrived: total("arrived"),
    answered: total("answered"),
    dropped: total("dropped"),
    failed: total("failed"),
    unfinished: total("unfinished"),
  }
}

function describePair({ ours, peer, othersCores, kept }: Pair<OpenLoopResult>, index: number, of: number): string {
  const told = ({ arrived, answered, durationsMs }: OpenLoopResult) =>
    `${answered} of ${arrived} answered, p50 ${percentile(durationsMs, 50).toFixed(0)} ms`
  const note = kept ? "" : ", dropped"
  return `  pair ${index + 1} of ${of}: ours ${told(ours.value)}; vanilla ${told(peer.value)}; others ${describeCores(othersCores)}${note}`
}

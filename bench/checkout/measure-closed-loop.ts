import { runClosedLoop } from "../harness/closed-loop"
import { type Measured, measurePairs, type Pair } from "../harness/measure-pairs"
import { describeCores, describeNoise, keptPairs, type Noise } from "../harness/noise"
import { type Compared, summarizeRatios } from "../harness/pair-ratios"
import { type Latency, percentile, summarizeLatency } from "../harness/percentile"
import { residentMib } from "../harness/process-memory"
import type { Buyers, CheckoutTiming, Side } from "./buyers"
import type { ClosedLoopOptions } from "./options"
import { CHECKOUT_CALLS, type CheckoutCall } from "./place-order"
import type { TwoShops } from "./two-shops"

/** All that was measured with one number of buyers. */
export interface Level {
  readonly buyers: number
  readonly noise: Noise
  /** The ratio is that of the medians within a pair. */
  readonly calls: Readonly<Record<CheckoutCall, Compared<Latency>>>
  readonly wholeCheckout: Compared<Latency>
  readonly checkoutsPerSecond: Compared<number>
  /** Processor time of the server and of PostgreSQL for one checkout; nothing where the system does not tell. */
  readonly serverCpuMs: Compared<number> | undefined
  readonly postgresCpuMs: Compared<number> | undefined
  /** Of the server, looked at when each half ended; nothing where the system does not tell. */
  readonly residentMib: Compared<number> | undefined
}

/** One half of a pair. */
interface Half {
  readonly timings: readonly CheckoutTiming[]
  readonly perSecond: number
  readonly residentMib: number | undefined
}

export async function measureLevel(
  callers: number,
  options: ClosedLoopOptions,
  buyers: Buyers,
  { groups, say }: { groups: TwoShops["groups"]; say: (line: string) => void },
): Promise<Level> {
  const timesEach = Math.max(2, Math.ceil(options.checkouts / callers))
  const pairs = await measurePairs<Half>({
    ...options,
    groups,
    half: async (side) => {
      const timings: CheckoutTiming[] = []
      const { perSecond } = await runClosedLoop({ callers, timesEach }, async () => {
        timings.push(await buyers.timed(side))
      })
      return { timings, perSecond, residentMib: residentMib(groups[side]) }
    },
    onPair: (pair, index) => say(describePair(pair, index, options.pairs)),
  })
  const kept = keptPairs(pairs, `with ${callers} ${callers === 1 ? "buyer" : "buyers"}`)
  const latency = (pick: (timing: CheckoutTiming) => number): Compared<Latency> => ({
    ours: summarizeLatency(kept.flatMap(({ ours }) => ours.value.timings.map(pick))),
    peer: summarizeLatency(kept.flatMap(({ peer }) => peer.value.timings.map(pick))),
    ratio: summarizeRatios(kept.map(({ ours, peer }) => medianOf(ours, pick) / medianOf(peer, pick))),
  })
  const calls = CHECKOUT_CALLS.map((call) => [call, latency(({ callsMs }) => callsMs.get(call) ?? NaN)] as const)
  return {
    buyers: callers,
    noise: describeNoise(pairs),
    calls: Object.fromEntries(calls) as Level["calls"],
    wholeCheckout: latency(({ wholeMs }) => wholeMs),
    checkoutsPerSecond: compare(kept, ({ value }) => value.perSecond),
    serverCpuMs: compareKnown(kept, (half, side) => cpuMsEach(half, side)),
    postgresCpuMs: compareKnown(kept, (half) => cpuMsEach(half, "postgres")),
    residentMib: compareKnown(kept, ({ value }) => value.residentMib),
  }
}

const medianOf = ({ value }: Measured<Half>, pick: (timing: CheckoutTiming) => number) =>
  percentile(value.timings.map(pick), 50)

function compare(pairs: readonly Pair<Half>[], pick: (half: Measured<Half>, side: Side) => number): Compared<number> {
  const figures = pairs.map(({ ours, peer }) => ({ ours: pick(ours, "ours"), peer: pick(peer, "peer") }))
  return {
    ours: percentile(
      figures.map(({ ours }) => ours),
      50,
    ),
    peer: percentile(
      figures.map(({ peer }) => peer),
      50,
    ),
    ratio: summarizeRatios(figures.map(({ ours, peer }) => ours / peer)),
  }
}

/** The same for what not every system tells. */
function compareKnown(
  pairs: readonly Pair<Half>[],
  pick: (half: Measured<Half>, side: Side) => number | undefined,
): Compared<number> | undefined {
  const known = pairs.every(({ ours, peer }) => pick(ours, "ours") !== undefined && pick(peer, "peer") !== undefined)
  return known ? compare(pairs, (half, side) => pick(half, side) ?? NaN) : undefined
}

function cpuMsEach({ cpu, value }: Measured<Half>, group: keyof TwoShops["groups"]): number | undefined {
  const total = cpu?.groupMs.get(group)
  return total === undefined ? undefined : total / value.timings.length
}

function describePair({ ours, peer, othersCores, kept }: Pair<Half>, index: number, of: number): string {
  const whole = (half: Measured<Half>) => medianOf(half, ({ wholeMs }) => wholeMs)
  const ratio = (whole(ours) / whole(peer)).toFixed(3)
  const note = kept ? "" : ", dropped"
  return `  pair ${index + 1} of ${of}: ours ${whole(ours).toFixed(0)} ms, vanilla ${whole(peer).toFixed(0)} ms (${ratio}), others ${describeCores(othersCores)}${note}`
}

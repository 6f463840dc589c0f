import { measurePairs, type Pair } from "../harness/measure-pairs"
import { describeCores, describeNoise, keptPairs, type Noise } from "../harness/noise"
import { summarizeRatios, type RatioSummary } from "../harness/pair-ratios"
import { percentile } from "../harness/percentile"
import type { PartContext } from "./part"

/** What a half of a pair has to tell; a driver that does not time each request has no latency. */
export interface Rate {
  readonly perSecond: number
  readonly latency?: { readonly p50Ms: number; readonly p99Ms: number }
}

export interface RatesCompared<T extends Rate> {
  readonly ours: number
  readonly peer: number
  readonly ratio: RatioSummary
  /** Of each kept half of ours, the middle one. */
  readonly p50Ms: number
  readonly p99Ms: number
  readonly halves: readonly T[]
  readonly noise: Noise
}

/** Ours and a peer in turn, so many a second each. */
export async function compareRates<T extends Rate>(
  { options, sides, say }: PartContext,
  what: string,
  half: { ours: (pair: number) => Promise<T>; peer: (pair: number) => Promise<Rate> },
): Promise<RatesCompared<T>> {
  const pairs = await measurePairs<Rate>({
    ...{ pairs: options.pairs, maxOthersCores: options.maxOthersCores, groups: sides.groups },
    half: (side, pair) => half[side](pair),
    onPair: (pair, index) => say(describePair(what, pair, index)),
  })
  const kept = keptPairs(pairs, `of "${what}"`)
  const median = (pick: (pair: Pair<Rate>) => number) => percentile(kept.map(pick), 50)
  return {
    ours: median(({ ours }) => ours.value.perSecond),
    peer: median(({ peer }) => peer.value.perSecond),
    ratio: summarizeRatios(kept.map(({ ours, peer }) => ours.value.perSecond / peer.value.perSecond)),
    p50Ms: median(({ ours }) => ours.value.latency?.p50Ms ?? NaN),
    p99Ms: median(({ ours }) => ours.value.latency?.p99Ms ?? NaN),
    halves: kept.map(({ ours }) => ours.value as T),
    noise: describeNoise(pairs),
  }
}

function describePair(what: string, { ours, peer, othersCores, kept }: Pair<Rate>, index: number): string {
  const [a, b] = [ours.value.perSecond, peer.value.perSecond]
  const figures = `${a.toFixed(0)} /s, peer ${b.toFixed(0)} /s (${(a / b).toFixed(2)} times)`
  return `  ${what}, pair ${index + 1}: ${figures}, others ${describeCores(othersCores)}${kept ? "" : ", dropped"}`
}

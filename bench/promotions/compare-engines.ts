import { measurePairs, type Pair } from "../harness/measure-pairs"
import { describeCores, describeNoise, keptPairs, type Noise } from "../harness/noise"
import { summarizeRatios } from "../harness/pair-ratios"
import { percentile } from "../harness/percentile"
import type { Comparison, PartContext, Peer } from "./part"
import { figure } from "./print-tables"
import type { TimedCarts } from "./time-carts"

/** Ours and a peer in turn, with the same carts in each pair. */
export async function compareEngines(
  { options, groups, say }: PartContext,
  { what, peerName }: { readonly what: string; readonly peerName: Peer },
  half: Readonly<Record<"ours" | "peer", (pair: number) => Promise<TimedCarts>>>,
): Promise<{ readonly comparison: Comparison; readonly noise: Noise }> {
  const pairs = await measurePairs<TimedCarts>({
    ...{ pairs: options.pairs, maxOthersCores: options.maxOthersCores, groups },
    half: (side, pair) => half[side](pair),
    onPair: (pair, index) => say(describePair(`${what}, ${peerName}`, pair, index)),
  })
  const kept = keptPairs(pairs, `of "${what}" beside ${peerName}`)
  const median = (side: "ours" | "peer", pick: (timed: TimedCarts) => number) =>
    percentile(
      kept.map((pair) => pick(pair[side].value)),
      50,
    )
  const timeOf = (side: "ours" | "peer") => ({
    p50Us: median(side, ({ p50Us }) => p50Us),
    p99Us: median(side, ({ p99Us }) => p99Us),
  })
  const ratio = summarizeRatios(kept.map(({ ours, peer }) => ours.value.cartsPerSecond / peer.value.cartsPerSecond))
  return {
    comparison: { what, peerName, ours: timeOf("ours"), peer: timeOf("peer"), ratio },
    noise: describeNoise(pairs),
  }
}

function describePair(what: string, { ours, peer, othersCores, kept }: Pair<TimedCarts>, index: number): string {
  const [a, b] = [ours.value, peer.value]
  const figures = `p50 ${figure(a.p50Us)} µs, peer ${figure(b.p50Us)} µs (${figure(a.cartsPerSecond / b.cartsPerSecond)} times)`
  return `  ${what}, pair ${index + 1}: ${figures}, others ${describeCores(othersCores)}${kept ? "" : ", dropped"}`
}

import { LaunchFailure } from "../../launcher/launch-failure"
import type { Pair } from "./measure-pairs"
import { percentile } from "./percentile"

/** How quiet the machine was; part of every result, since a figure without it cannot be trusted. */
export interface Noise {
  readonly pairsKept: number
  readonly pairsDropped: number
  /** Cores that other processes kept busy: in the middle one of all pairs, and in the worst that was kept. */
  readonly othersCoresMedian: number | undefined
  readonly othersCoresWorstKept: number | undefined
}

export function describeNoise(pairs: readonly Pair<unknown>[]): Noise {
  const busy = (some: readonly Pair<unknown>[]) =>
    some.flatMap(({ othersCores }) => (othersCores === undefined ? [] : [othersCores]))
  const kept = pairs.filter((pair) => pair.kept)
  const [all, ofKept] = [busy(pairs), busy(kept)]
  return {
    pairsKept: kept.length,
    pairsDropped: pairs.length - kept.length,
    othersCoresMedian: all.length > 0 ? percentile(all, 50) : undefined,
    othersCoresWorstKept: ofKept.length > 0 ? percentile(ofKept, 100) : undefined,
  }
}

/**
 * The pairs that count.
 *
 * @param where for the message: "with 8 buyers"
 * @throws LaunchFailure when none is left to speak about
 */
export function keptPairs<T>(pairs: readonly Pair<T>[], where: string): readonly Pair<T>[] {
  const kept = pairs.filter((pair) => pair.kept)
  if (kept.length > 0) return kept
  throw new LaunchFailure(
    "machine_busy",
    `All ${pairs.length} pairs ${where} were dropped: other processes kept ${describeCores(describeNoise(pairs).othersCoresMedian)} busy.`,
    "Run it on a quiet machine, or with --max-other-cores off; the result then says how busy it was.",
  )
}

export function describeCores(count: number | undefined): string {
  return count === undefined ? "an unknown share" : `${count.toFixed(2)} cores`
}

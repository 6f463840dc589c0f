import type { AllocationOrder, AllocationSource } from "./allocation-order"
import type { AllocationLine } from "./allocation-plan"
import { MissingUnits } from "./missing-units"

/** How good it is to take these lines from this source next; the higher, the better. */
type Score = (source: AllocationSource, lines: readonly AllocationLine[]) => number

/**
 * A set of sources that has everything, found step by step: each step takes the source that scores best for what is
 * still missing, the earlier one where two score alike. Fast for any number of sources, and not always the best set.
 */
export function coverGreedily({ demand }: AllocationOrder, ranked: readonly AllocationSource[], score: Score) {
  const missing = new MissingUnits(demand)
  const chosen = new Set<AllocationSource>()
  while (!missing.none) {
    let best: { readonly source: AllocationSource; readonly score: number } | undefined
    for (const source of ranked) {
      if (chosen.has(source)) continue
      const lines = missing.linesFrom(source)
      if (lines.length === 0) continue
      const scored = score(source, lines)
      if (!best || scored > best.score) best = { source, score: scored }
    }
    if (!best) break
    chosen.add(best.source)
    missing.takeFrom(best.source)
  }
  return ranked.filter((source) => chosen.has(source))
}

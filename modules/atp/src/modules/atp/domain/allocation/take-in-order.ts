import type { AllocationOrder, AllocationSource } from "./allocation-order"
import type { AllocationChoice, AllocationLine, AllocationReason } from "./allocation-plan"
import { byRank } from "./by-rank"
import { MissingUnits } from "./missing-units"
import { unitsOf } from "./units-of"

/** How to rank the sources, 0 for equally good ones, and how to say it in a sentence that begins with the source. */
interface Ranking {
  readonly compare: (a: AllocationSource, b: AllocationSource) => number
  readonly because: (source: AllocationSource) => string
}

/**
 * Takes from each source in turn what is still missing. Among equally good ones, one that has all the rest goes first,
 * so that a split is avoided where the ranking does not mind; it never passes a source that ranks better.
 */
export function takeInOrder({ demand, sources }: AllocationOrder, { compare, because }: Ranking): AllocationChoice {
  const waiting = [...sources].sort((a, b) => compare(a, b) || byRank(a, b))
  const missing = new MissingUnits(demand)
  const lines: AllocationLine[] = []
  const reasons: AllocationReason[] = []
  while (!missing.none && waiting.length > 0) {
    const at = nextIn(waiting, missing, compare)
    const [source] = waiting.splice(at, 1) as [AllocationSource]
    const before = missing.units
    const taken = missing.takeFrom(source)
    if (taken.length === 0) continue
    lines.push(...taken)
    const whole = at > 0 ? " It goes before others of the same rank because it has all the rest." : ""
    reasons.push({
      locationId: source.locationId,
      because: `${because(source)}, and sends ${unitsOf(taken)} of the ${before} units that were missing.${whole}`,
    })
  }
  return { lines, reasons, alternativesConsidered: 1 }
}

/** The index of the next source: the first, unless another of its rank has all that is missing. */
function nextIn(waiting: readonly AllocationSource[], missing: MissingUnits, compare: Ranking["compare"]): number {
  const [first] = waiting
  for (const [at, source] of waiting.entries()) {
    if (first && compare(first, source) !== 0) break
    if (missing.isCoveredBy(source)) return at
  }
  return 0
}

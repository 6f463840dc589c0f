import { done } from "@holdfast/kernel"

import { compareQuantities } from "../quantity"
import type { AllocationOrder, AllocationSource } from "./allocation-order"
import type { AllocationChoice, AllocationLine } from "./allocation-plan"
import type { AllocationStrategy } from "./allocation-strategy"
import { byRank, bySetRank } from "./by-rank"
import { coverGreedily } from "./cover-greedily"
import { covers } from "./covers"
import { fewestPossible } from "./fewest-possible"
import { MissingUnits } from "./missing-units"
import { setsBySize } from "./sets-of-sources"
import { unitsOf } from "./units-of"

/**
 * As few locations as possible over the whole order; between equally small sets, the better priorities, then the
 * shorter distances. Exact as long as the sets can be compared (see `setsBySize`: always up to 12 locations, and with
 * many more when few are enough); beyond that it takes the location that has most of what is missing, step by step.
 */
export const FEWEST_SPLITS: AllocationStrategy = {
  name: "fewest_splits",
  allocate(order) {
    const ranked = [...order.sources].sort(byRank)
    for (const sets of setsBySize(ranked, fewestPossible(order))) {
      const able = [...sets].filter((set) => covers(order.demand, set))
      const [best] = able.sort(bySetRank)
      if (best) return done(choiceOf(order, best, able.length, whyThisSet(best, able.length)))
    }
    const found = withoutSpare(order, coverGreedily(order, ranked, shareOf(order)))
    const why = `${ranked.length} locations are too many to compare every set of them; each step took the one that had most`
    return done(choiceOf(order, found, 1, why))
  },
}

/** How much of the order these lines are, each item counted by its own share, so that grams do not outweigh pieces. */
const shareOf =
  ({ demand }: AllocationOrder) =>
  (_: AllocationSource, lines: readonly AllocationLine[]) =>
    lines.reduce((sum, { itemId, quantity }) => sum + quantity / (demand.get(itemId) ?? quantity), 0)

/** Leaves out the sources, worst rank first, that later steps have made unnecessary. */
function withoutSpare({ demand }: AllocationOrder, ranked: readonly AllocationSource[]): readonly AllocationSource[] {
  return ranked.reduceRight<readonly AllocationSource[]>((kept, source) => {
    const others = kept.filter((other) => other !== source)
    return covers(demand, others) ? others : kept
  }, ranked)
}

/**
 * An item that one of the set has whole is sent from there, the best ranked of them; the others are filled by rank.
 * Since no source of the set can be spared, each sends something either way.
 */
function choiceOf(
  { demand }: AllocationOrder,
  set: readonly AllocationSource[],
  alternativesConsidered: number,
  why: string,
): AllocationChoice {
  const missing = new MissingUnits(demand)
  const lines: AllocationLine[] = []
  for (const [itemId, asked] of demand) {
    const whole = set.find(({ atp }) => compareQuantities(atp.get(itemId) ?? 0, asked) >= 0)
    for (const source of whole ? [whole] : set) lines.push(...missing.takeFrom(source, itemId))
  }
  const reasons = set.map(({ locationId, name }) => {
    const units = unitsOf(lines.filter((line) => line.locationId === locationId))
    return { locationId, because: `${why}. ${name} sends ${units} of the ${new MissingUnits(demand).units} units.` }
  })
  return { lines, reasons, alternativesConsidered }
}

function whyThisSet(set: readonly AllocationSource[], able: number): string {
  const fewest =
    set.length === 1
      ? "1 location can send everything"
      : `${set.length} locations are the fewest that together have everything`
  return able === 1 ? fewest : `${fewest}; of ${able} choices this one is first by priority, then by distance`
}

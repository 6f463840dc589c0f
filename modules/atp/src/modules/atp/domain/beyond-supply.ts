import { subtractQuantities, sumQuantities } from "./quantity"
import type { LevelCounters, Supply } from "./supply-timeline"

/** Units of an item that are promised beyond its stock and all that is scheduled: what a backorder limit counts. */
export function beyondSupply(
  levels: readonly (LevelCounters & { readonly locationId: string })[],
  supplies: readonly Supply[],
): number {
  return sumQuantities(
    levels.map((level) => {
      const coming = supplies
        .filter((supply) => supply.locationId === level.locationId)
        .map((supply) => supply.quantity)
      const there = sumQuantities([level.onHand, level.inFulfilment, ...coming])
      return Math.max(0, subtractQuantities(sumQuantities([level.allocated, level.held, level.transitOut]), there))
    }),
  )
}

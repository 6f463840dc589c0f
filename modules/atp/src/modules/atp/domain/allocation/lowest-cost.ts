import { done } from "@holdfast/kernel"

import type { AllocationOrder, AllocationSource } from "./allocation-order"
import type { AllocationChoice, AllocationLine } from "./allocation-plan"
import type { AllocationStrategy } from "./allocation-strategy"
import { byRank } from "./by-rank"
import { byCost, byUnitCost, cheapestWithin, costOf, type CostedWay } from "./costed-way"
import { coverGreedily } from "./cover-greedily"
import { covers } from "./covers"
import { fewestPossible } from "./fewest-possible"
import { setsBySize } from "./sets-of-sources"
import { unitsOf } from "./units-of"

/**
 * The least total of what each shipment and each unit costs; between equally cheap ways fewer locations, then the
 * better priorities, then the shorter distances. A location without any figure is dearer than all that have one, so
 * that it sends only what they do not have.
 *
 * Exact up to 12 locations. Beyond, it compares every set that `setsBySize` allows and one that is built step by step
 * from the cheapest units.
 */
export const LOWEST_COST: AllocationStrategy = {
  name: "lowest_cost",
  allocate(order) {
    const byUnit = [...order.sources].sort((a, b) => byUnitCost(a, b) || byRank(a, b))
    let best: CostedWay | null = null
    let ways = 0
    const sizes = setsBySize(byUnit, fewestPossible(order))
    let step = sizes.next()
    for (; !step.done; step = sizes.next()) {
      for (const set of step.value) {
        if (!covers(order.demand, set)) continue
        const way = cheapestWithin(order.demand, set)
        // A set with a location to spare is met again without it.
        if (way?.used.length !== set.length) continue
        ways++
        if (!best || byCost(way, best) < 0) best = way
      }
    }
    if (step.value === "cut_short") {
      const stepwise = cheaperWithout(order, coverGreedily(order, byUnit, cheapness))
      if (stepwise && (!best || byCost(stepwise, best) < 0)) best = stepwise
      ways++
    }
    return done(best ? choiceOf(best, ways) : { lines: [], reasons: [], alternativesConsidered: 0 })
  },
}

/** The less a unit costs with its share of the shipment, the higher. It only guides the search, so a double will do. */
function cheapness(source: AllocationSource, lines: readonly AllocationLine[]): number {
  const { costPerShipmentMinor, costPerUnitMinor } = source
  if (costPerShipmentMinor === null || costPerUnitMinor === null) return -Infinity
  return -(costPerShipmentMinor / unitsOf(lines) + costPerUnitMinor)
}

/** Leaves out one source after the other, the dearest units first, where the rest does it for less. */
function cheaperWithout({ demand }: AllocationOrder, set: readonly AllocationSource[]): CostedWay | null {
  let best = cheapestWithin(demand, set)
  for (const source of [...set].reverse()) {
    const others = cheapestWithin(
      demand,
      (best?.sources ?? set).filter((other) => other !== source),
    )
    if (others && (!best || byCost(others, best) < 0)) best = others
  }
  return best
}

function choiceOf(way: CostedWay, ways: number): AllocationChoice {
  const reasons = way.used.map((source) => {
    const units = unitsOf(way.lines.filter(({ locationId }) => locationId === source.locationId))
    const { name, locationId, costPerShipmentMinor: shipment, costPerUnitMinor: unit } = source
    const because =
      shipment === null || unit === null
        ? `${name} has no cost figures, and sends only the ${units} units that cheaper locations do not have.`
        : `The cheapest of ${ways} ways that were compared, ${costOf(way)} minor units of money in all: ` +
          `${name} sends ${units} units at ${unit} each and ${shipment} for the shipment.`
    return { locationId, because }
  })
  return { lines: way.lines, reasons, alternativesConsidered: ways }
}

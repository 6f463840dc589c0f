import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"

import { addQuantities, compareQuantities } from "../quantity"
import type { AllocationCandidate } from "./allocation-candidate"
import { readOrder, type AllocationOrder } from "./allocation-order"
import type { AllocationLine, AllocationPlan, InsufficientInventory } from "./allocation-plan"
import type { AllocationRequest } from "./allocation-request"
import { ALLOCATION_STRATEGIES } from "./allocation-strategies"
import type { AllocationStrategy } from "./allocation-strategy"
import { byText } from "./by-text"
import { checkPlan, type PlanInvalid } from "./check-plan"
import { availableOf } from "./covers"

export type AllocationRefused =
  InsufficientInventory | PlanInvalid | Refusal<"allocation_strategy_unknown" | "allocation_strategy_refused">

/**
 * Decides which location sends which units of an order: all of it, or none. A line may come from several locations.
 * The answer depends on what is asked and available, never on the order in which it is listed.
 *
 * It only decides; whoever carries it out locks the levels and checks them again.
 *
 * @param strategyName one of the built-in ones, `priority`, `nearest`, `fewest_splits`, `lowest_cost`, or your own
 * @param strategies the built-in ones, and your own beside them; every plan is checked, ours as well
 *
 * @example
 * const plan = allocate({ lines, destination: { country: "us", postalCode: "10001" } }, candidates, "nearest")
 * if (!plan.ok) return plan // insufficient_inventory, with what is available of each item
 */
export function allocate(
  request: AllocationRequest,
  candidates: readonly AllocationCandidate[],
  strategyName: string,
  strategies: ReadonlyMap<string, AllocationStrategy> = ALLOCATION_STRATEGIES,
): Outcome<AllocationPlan, AllocationRefused> {
  const strategy = strategies.get(strategyName)
  if (!strategy) return refuseUnknown(strategyName, strategies)

  const order = readOrder(request, candidates)
  const short = findShortages(order)
  if (short) return short
  if (order.demand.size === 0) {
    return done({ lines: [], reasons: [], strategy: strategyName, splits: 0, alternativesConsidered: 0 })
  }

  const choice = strategy.allocate(order)
  if (!choice.ok) return choice
  const checked = checkPlan(choice.value, request, candidates)
  if (!checked.ok) return checked

  const { lines, reasons, alternativesConsidered } = choice.value
  const locations = new Set(lines.map(({ locationId }) => locationId)).size
  return done({
    // A sum with 0 is exact to the thousandth, also when a strategy reckoned with floats.
    lines: lines
      .map(({ itemId, locationId, quantity }) => ({ itemId, locationId, quantity: addQuantities(quantity, 0) }))
      .sort(byLevel),
    reasons: reasons.map(({ locationId, because }) => ({ locationId, because })),
    strategy: strategyName,
    splits: locations - 1,
    alternativesConsidered,
  })
}

const byLevel = (a: AllocationLine, b: AllocationLine): number =>
  byText(a.itemId, b.itemId) || byText(a.locationId, b.locationId)

function findShortages({ demand, sources }: AllocationOrder): InsufficientInventory | undefined {
  const shortages = [...demand]
    .map(([itemId, asked]) => ({ itemId, asked, available: availableOf(itemId, sources) }))
    .filter(({ asked, available }) => compareQuantities(available, asked) < 0)
  if (shortages.length === 0) return undefined
  const said = shortages.map(
    ({ itemId, asked, available }) =>
      `Item ${itemId} has ${available} available at all locations, ${asked} were asked for.`,
  )
  const nextStep = "Lower the quantity, or ask for a date when more arrives."
  return { ...refuse("insufficient_inventory", said.join(" "), nextStep), shortages }
}

function refuseUnknown(name: string, strategies: ReadonlyMap<string, AllocationStrategy>) {
  const known = [...strategies.keys()].sort(byText).join(", ")
  return refuse(
    "allocation_strategy_unknown",
    `There is no allocation strategy "${name}".`,
    `Use one of ${known}, or register your own under this name.`,
  )
}

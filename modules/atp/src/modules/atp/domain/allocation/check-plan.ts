import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"

import { compareQuantities, parseQuantity } from "../quantity"
import type { AllocationCandidate } from "./allocation-candidate"
import { readOrder, type AllocationOrder } from "./allocation-order"
import type { AllocationChoice, AllocationLine } from "./allocation-plan"
import type { AllocationRequest } from "./allocation-request"
import { unitsOf } from "./units-of"

export type PlanInvalid = Refusal<"allocation_plan_invalid">

type Plan = Pick<AllocationChoice, "lines" | "reasons">

/**
 * Proves a plan, whoever made it: every unit that is asked for comes from a location that has it, no location sends
 * more than it has, and each location that sends something has its reason.
 */
export function checkPlan<P extends Plan>(
  plan: P,
  request: AllocationRequest,
  candidates: readonly AllocationCandidate[],
): Outcome<P, PlanInvalid> {
  const order = readOrder(request, candidates)
  const fault = faultInLines(plan.lines, order) ?? faultInSums(plan.lines, order) ?? faultInReasons(plan)
  if (fault === undefined) return done(plan)
  return refuse("allocation_plan_invalid", fault, "Correct the strategy that made the plan; nothing was allocated.")
}

function faultInLines(lines: readonly AllocationLine[], { demand, sources }: AllocationOrder): string | undefined {
  const atpOf = new Map(sources.map(({ locationId, atp }) => [locationId, atp]))
  const seen = new Set<string>()
  for (const { itemId, locationId, quantity } of lines) {
    const level = `item ${itemId} at location ${locationId}`
    const atp = atpOf.get(locationId)?.get(itemId) ?? 0
    if (!demand.has(itemId)) return `The plan takes ${level}, which the order does not ask for.`
    if (!parseQuantity(quantity, { field: "quantity", decimals: 3 }).ok)
      return `The plan takes ${quantity} of ${level}.`
    if (compareQuantities(quantity, atp) > 0)
      return `The plan takes ${quantity} of ${level}, where ${atp} are available.`
    if (seen.has(level)) return `The plan takes ${level} in 2 lines.`
    seen.add(level)
  }
  return undefined
}

function faultInSums(lines: readonly AllocationLine[], { demand }: AllocationOrder): string | undefined {
  for (const [itemId, asked] of demand) {
    const sum = unitsOf(lines.filter((line) => line.itemId === itemId))
    if (compareQuantities(sum, asked) !== 0) return `The plan takes ${sum} of item ${itemId}, ${asked} were asked for.`
  }
  return undefined
}

function faultInReasons({ lines, reasons }: Plan): string | undefined {
  const explained = new Set(reasons.filter(({ because }) => because !== "").map(({ locationId }) => locationId))
  const silent = lines.find(({ locationId }) => !explained.has(locationId))
  return silent && `The plan gives no reason for location ${silent.locationId}.`
}

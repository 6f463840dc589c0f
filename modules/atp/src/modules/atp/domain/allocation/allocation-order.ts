import { BrokenAssumption, expectDone } from "@holdfast/kernel"

import { distanceKm } from "../geography/distance-km"
import { locate, type Address } from "../geography/locate"
import { addQuantities, compareQuantities, parseQuantity } from "../quantity"
import type { AllocationCandidate } from "./allocation-candidate"
import type { AllocationRequest } from "./allocation-request"
import { byText } from "./by-text"

/** A candidate that has something of what is asked for. */
export interface AllocationSource extends Address {
  readonly locationId: string
  /** Its name, or its id. */
  readonly name: string
  readonly priority: number
  /** To the destination; null when one of the two cannot be located, which counts as the farthest. */
  readonly distanceKm: number | null
  /** Null when neither this nor the other figure is known. */
  readonly costPerUnitMinor: number | null
  readonly costPerShipmentMinor: number | null
  /** The items that are asked for and that it has, each above 0. */
  readonly atp: ReadonlyMap<string, number>
}

/** A request in one canonical form: lines of one item added up, items and sources in the order of their ids. */
export interface AllocationOrder {
  readonly demand: ReadonlyMap<string, number>
  readonly destination: Address
  readonly sources: readonly AllocationSource[]
}

/**
 * Puts a request and its candidates into the form that strategies read.
 *
 * @throws BrokenAssumption for what no caller may send: a quantity that is not above 0 or too fine, a priority that is no number, a cost that
 * is not whole or below 0, a location or a level that comes twice.
 */
export function readOrder(request: AllocationRequest, candidates: readonly AllocationCandidate[]): AllocationOrder {
  const demand = new Map<string, number>()
  for (const { itemId, quantity } of [...request.lines].sort((a, b) => byText(a.itemId, b.itemId))) {
    const asked = expectDone(parseQuantity(quantity, { field: `The quantity of item ${itemId}`, decimals: 3 }))
    demand.set(itemId, addQuantities(demand.get(itemId) ?? 0, asked))
  }
  const sorted = [...candidates].sort((a, b) => byText(a.locationId, b.locationId))
  sorted.forEach((candidate, at) => {
    if (candidate.locationId === sorted[at + 1]?.locationId) {
      throw broken(`Location ${candidate.locationId} is a candidate twice.`, "Merge its levels into one candidate.")
    }
  })
  const target = locate(request.destination)
  const sources = sorted.map((candidate): AllocationSource => {
    const place = locate(candidate)
    return {
      locationId: candidate.locationId,
      name: candidate.name || candidate.locationId,
      country: candidate.country,
      postalCode: candidate.postalCode,
      priority: readPriority(candidate),
      distanceKm: target && place ? distanceKm(target, place) : null,
      ...readCosts(candidate),
      atp: readLevels(candidate, demand),
    }
  })
  return { demand, destination: request.destination, sources: sources.filter(({ atp }) => atp.size > 0) }
}

function readPriority({ locationId, priority }: AllocationCandidate): number {
  if (Number.isFinite(priority)) return priority
  throw broken(`Location ${locationId} has the priority ${priority}.`, "Give it a number, the lower one goes first.")
}

/** A location with only one of the two figures has 0 for the other. */
function readCosts({ locationId, costPerUnitMinor, costPerShipmentMinor }: AllocationCandidate) {
  const [unit, shipment] = [costPerUnitMinor ?? null, costPerShipmentMinor ?? null]
  if (unit === null && shipment === null) return { costPerUnitMinor: null, costPerShipmentMinor: null }
  const costs = { costPerUnitMinor: unit ?? 0, costPerShipmentMinor: shipment ?? 0 }
  for (const [field, cost] of Object.entries(costs)) {
    if (!Number.isSafeInteger(cost) || cost < 0) {
      throw broken(`Location ${locationId} has the ${field} ${cost}.`, "Use whole minor units of at least 0.")
    }
  }
  return costs
}

function readLevels(candidate: AllocationCandidate, demand: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const levels = new Map<string, number>()
  const seen = new Set<string>()
  for (const { itemId, atp } of [...candidate.levels].sort((a, b) => byText(a.itemId, b.itemId))) {
    if (seen.has(itemId)) {
      throw broken(`Location ${candidate.locationId} has 2 levels of item ${itemId}.`, "Send each level once.")
    }
    seen.add(itemId)
    if (demand.has(itemId) && compareQuantities(atp, 0) > 0) levels.set(itemId, addQuantities(atp, 0))
  }
  return levels
}

function broken(whatIsTrue: string, nextStep: string): BrokenAssumption {
  return new BrokenAssumption("allocation_request_broken", whatIsTrue, nextStep)
}

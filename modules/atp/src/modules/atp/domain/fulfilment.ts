import type { Allocation } from "./allocation-row"
import type { AllocationChange } from "./reduce-allocations"
import { takeForFulfilment } from "./reduce-allocations"
import type { Movement } from "./movement"
import { addQuantities, minQuantity, subtractQuantities } from "./quantity"
import type { LevelUnits } from "./undo-fulfilled"

/** What a fulfilment is about. */
export interface Fulfilment {
  readonly kind: "create" | "cancel"
  /** Somebody said where it ships from; otherwise it ships from wherever the units are allocated. */
  readonly explicitLocation: boolean
}

/** Allocations after a fulfilment moved units, what moves for it, and what a canceled one put back on the shelf. */
export interface FulfilmentPlan extends AllocationChange {
  readonly returned: readonly LevelUnits[]
}

/**
 * Takes units off the shelf where an order's units are allocated (negative adjustments), or puts them back where they
 * came from (positive ones). Units that nothing is known about move at the location that was asked for.
 */
export function planFulfilment(
  allocations: readonly Allocation[],
  adjustments: readonly LevelUnits[],
  fulfilment: Fulfilment,
): FulfilmentPlan {
  const plan = new Plan(allocations)
  for (const adjustment of adjustments) {
    if (adjustment.quantity < 0) plan.ship(adjustment, fulfilment)
    else if (adjustment.quantity > 0) plan.putBack(adjustment, fulfilment)
  }
  return { allocations: [...plan.now.values()], movements: plan.movements, returned: plan.returned }
}

class Plan {
  readonly now: Map<string, Allocation>
  readonly movements: Movement[] = []
  readonly returned: LevelUnits[] = []

  constructor(allocations: readonly Allocation[]) {
    this.now = new Map(allocations.map((allocation) => [keyText(allocation), allocation]))
  }

  ship({ itemId, locationId, quantity }: LevelUnits, { explicitLocation }: Fulfilment): void {
    const live = this.of(itemId).filter((allocation) => !allocation.released)
    const { slices, missing } = takeForFulfilment(live, locationId, -quantity)
    if (missing > 0) this.movements.push({ itemId, locationId, kind: "adjusted", onHand: -missing })
    for (const { allocation, quantity: units } of slices) {
      const elsewhere = allocation.locationId !== locationId
      const from = elsewhere && explicitLocation ? this.relocate(allocation, locationId, units) : allocation
      this.movements.push({
        itemId,
        locationId: from.locationId,
        kind: "fulfilled",
        onHand: -units,
        inFulfilment: units,
        reference: from.reservationId,
      })
      this.set({ ...from, fulfilling: addQuantities(from.fulfilling, units) })
    }
  }

  /** Shipped from elsewhere than planned: the promise moves there first, which needs free units there. */
  private relocate(allocation: Allocation, locationId: string, units: number): Allocation {
    const { itemId, reservationId: reference } = allocation
    const kind = "allocation_changed"
    this.movements.push({ itemId, locationId: allocation.locationId, kind, allocated: -units, reference })
    this.movements.push({ itemId, locationId, kind, allocated: units, reference })
    this.set({ ...allocation, quantity: subtractQuantities(allocation.quantity, units) })
    const there = this.now.get(`${allocation.reservationId} ${locationId}`)
    const moved: Allocation = {
      ...allocation,
      fulfilling: 0,
      fulfilled: 0,
      ...there,
      locationId,
      released: false,
      quantity: addQuantities(there?.quantity ?? 0, units),
    }
    this.set(moved)
    return moved
  }

  putBack({ itemId, locationId, quantity }: LevelUnits, { kind }: Fulfilment): void {
    let left = quantity
    const counter = kind === "create" ? "fulfilling" : "fulfilled"
    const here = (allocation: Allocation) => Number(allocation.locationId === locationId)
    for (const allocation of this.of(itemId).sort((a, b) => here(b) - here(a))) {
      const units = minQuantity(left, allocation[counter])
      if (units <= 0) continue
      left = subtractQuantities(left, units)
      this.movements.push({
        itemId,
        locationId: allocation.locationId,
        kind: "fulfilment_undone",
        onHand: units,
        inFulfilment: -units,
        reference: allocation.reservationId,
      })
      this.set({ ...allocation, [counter]: subtractQuantities(allocation[counter], units) })
      if (kind === "cancel") this.returned.push({ itemId, locationId: allocation.locationId, quantity: units })
    }
    if (left > 0) this.movements.push({ itemId, locationId, kind: "adjusted", onHand: left })
  }

  private of(itemId: string): Allocation[] {
    return [...this.now.values()].filter((allocation) => allocation.itemId === itemId)
  }

  private set(allocation: Allocation): void {
    this.now.set(keyText(allocation), allocation)
  }
}

const keyText = (allocation: Allocation) => `${allocation.reservationId} ${allocation.locationId}`

import type { Allocation } from "./allocation-row"
import type { Movement } from "./movement"
import { addQuantities, compareQuantities, minQuantity, subtractQuantities } from "./quantity"

/** Allocations as they are to be, and what moves for it. */
export interface AllocationChange {
  readonly allocations: readonly Allocation[]
  readonly movements: readonly Movement[]
}

/**
 * Takes units off one reservation's allocations. Those that have left the shelf go first, and stay gone; the others are
 * free again. Takes from the later locations first, so that the first, which the host shows, stays to the end.
 */
export function reduceAllocations(allocations: readonly Allocation[], quantity: number): AllocationChange {
  let left = quantity
  const movements: Movement[] = []
  const changed = new Map(allocations.map((allocation) => [allocation.locationId, allocation]))
  const reference = allocations[0]?.reservationId

  for (const allocation of allocations) {
    const gone = minQuantity(left, allocation.fulfilling)
    if (gone === 0) continue
    left = subtractQuantities(left, gone)
    changed.set(allocation.locationId, {
      ...allocation,
      quantity: subtractQuantities(allocation.quantity, gone),
      fulfilling: subtractQuantities(allocation.fulfilling, gone),
      fulfilled: addQuantities(allocation.fulfilled, gone),
    })
    movements.push({
      ...keyOf(allocation),
      kind: "fulfilled",
      allocated: -gone,
      inFulfilment: -gone,
      ...ref(reference),
    })
  }
  for (const { locationId } of [...allocations].reverse()) {
    const allocation = changed.get(locationId)
    if (!allocation) continue
    const free = minQuantity(left, subtractQuantities(allocation.quantity, allocation.fulfilling))
    if (free === 0) continue
    left = subtractQuantities(left, free)
    changed.set(locationId, { ...allocation, quantity: subtractQuantities(allocation.quantity, free) })
    movements.push({ ...keyOf(allocation), kind: "released", allocated: -free, ...ref(reference) })
  }
  return { allocations: [...changed.values()], movements }
}

/** Units taken from each allocation, and how many could not be found. */
export interface Taken {
  readonly slices: readonly { readonly allocation: Allocation; readonly quantity: number }[]
  readonly missing: number
}

/** Finds units that can leave the shelf: at this location first, then wherever else they are allocated. */
export function takeForFulfilment(allocations: readonly Allocation[], locationId: string, quantity: number): Taken {
  let left = quantity
  const here = allocations.filter((allocation) => allocation.locationId === locationId)
  const elsewhere = allocations.filter((allocation) => allocation.locationId !== locationId)
  const slices: { allocation: Allocation; quantity: number }[] = []
  for (const allocation of [...here, ...elsewhere]) {
    const ready = minQuantity(left, subtractQuantities(allocation.quantity, allocation.fulfilling))
    if (compareQuantities(ready, 0) <= 0) continue
    slices.push({ allocation, quantity: ready })
    left = subtractQuantities(left, ready)
  }
  return { slices, missing: left }
}

const keyOf = ({ itemId, locationId }: Allocation) => ({ itemId, locationId })

const ref = (reference: string | undefined) => (reference === undefined ? {} : { reference })

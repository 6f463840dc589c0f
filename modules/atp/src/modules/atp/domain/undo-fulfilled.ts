import type { Allocation } from "./allocation-row"
import type { Movement, MovementKind } from "./movement"
import { addQuantities, subtractQuantities } from "./quantity"
import { levelId, type LevelKey } from "./stock-level"

/** Units at a level, still to be taken up. */
export interface LevelUnits extends LevelKey {
  readonly quantity: number
}

/** The reservation that allocations belong to. */
export interface ReservationKey {
  readonly id: string
  readonly inventory_item_id: string
  readonly location_id: string
  readonly line_item_id: string | null
}

/** No units yet, at a location. */
export const blankAllocation = (row: ReservationKey, locationId: string): Allocation => ({
  reservationId: row.id,
  itemId: row.inventory_item_id,
  locationId,
  lineItemId: row.line_item_id,
  quantity: 0,
  fulfilling: 0,
  fulfilled: 0,
  holdId: null,
  released: false,
  promiseDay: null,
})

/** Units that a canceled fulfilment put back on the shelf, taken up by the reservation that gets them again. */
function takeReturned(returned: LevelUnits[], key: LevelKey, quantity: number): number {
  const entry = returned.find((one) => levelId(one) === levelId(key) && one.quantity > 0)
  if (!entry) return 0
  const units = Math.min(entry.quantity, quantity)
  returned.splice(returned.indexOf(entry), 1, { ...entry, quantity: subtractQuantities(entry.quantity, units) })
  return units
}

/** Gives shipped units back to their reservation, where they were shipped from. */
export function undoFulfilled(
  row: ReservationKey,
  allocations: readonly Allocation[],
  quantity: number,
  returned: LevelUnits[],
): { allocations: readonly Allocation[]; movements: readonly Movement[] } {
  let left = quantity
  const changed: Allocation[] = []
  const movements: Movement[] = []
  const move = (locationId: string, units: number, kind: MovementKind, balanced: boolean) =>
    movements.push({
      itemId: row.inventory_item_id,
      locationId,
      kind,
      allocated: units,
      ...(balanced && { inFulfilment: units }),
      permit: balanced,
      reference: row.id,
    })
  for (const allocation of allocations) {
    const back = takeReturned(returned, allocation, left)
    const undone = back > 0 ? 0 : Math.min(left, allocation.fulfilled)
    const units = back + undone
    if (units <= 0) continue
    left = subtractQuantities(left, units)
    move(allocation.locationId, units, "fulfilment_undone", true)
    changed.push({
      ...allocation,
      released: false,
      quantity: addQuantities(allocation.quantity, units),
      fulfilling: addQuantities(allocation.fulfilling, undone),
      fulfilled: subtractQuantities(allocation.fulfilled, undone),
    })
  }
  if (left > 0) {
    const first = changed[0] ?? allocations[0] ?? blankAllocation(row, row.location_id)
    move(first.locationId, left, "allocation_changed", false)
    const rest = changed.filter((allocation) => allocation.locationId !== first.locationId)
    return {
      allocations: [{ ...first, released: false, quantity: addQuantities(first.quantity, left) }, ...rest],
      movements,
    }
  }
  return { allocations: changed, movements }
}

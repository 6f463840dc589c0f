import { addQuantities, minQuantity, subtractQuantities } from "./quantity"
import type { HoldLine } from "./hold"

/** What an order line asks of a hold. */
export interface WantedUnits {
  readonly itemId: string
  /** Where the caller would reserve what the hold does not cover. */
  readonly locationId: string
  readonly quantity: number
}

/** Units for one wanted line. `fromHold` is 0 where they have to be found anew. */
export interface CutSlice {
  readonly locationId: string
  readonly quantity: number
  readonly fromHold: number
  readonly promiseDay: string | null
}

/**
 * Cuts a hold's units into the lines that want them, in the order the lines came; what the hold does not cover is asked
 * for at the line's own location. Also answers what the lines leave of the hold.
 */
export function cutHold(
  wanted: readonly WantedUnits[],
  held: readonly HoldLine[],
): { readonly slices: readonly (readonly CutSlice[])[]; readonly rest: readonly HoldLine[] } {
  const left = held.map((line) => ({ ...line }))
  const slices = wanted.map(({ itemId, locationId, quantity }) => {
    let missing = quantity
    const cut: CutSlice[] = []
    // The line's own location first, so that a line is not split more than it has to be.
    const lines = left.filter((line) => line.itemId === itemId)
    for (const line of [...lines].sort(
      (a, b) => Number(b.locationId === locationId) - Number(a.locationId === locationId),
    )) {
      const units = minQuantity(missing, line.quantity)
      if (units <= 0) continue
      cut.push({ locationId: line.locationId, quantity: units, fromHold: units, promiseDay: line.promiseDay ?? null })
      line.quantity = subtractQuantities(line.quantity, units)
      missing = subtractQuantities(missing, units)
    }
    if (missing > 0) {
      const same = cut.findIndex((slice) => slice.locationId === locationId)
      const before = cut[same]
      if (before) cut[same] = { ...before, quantity: addQuantities(before.quantity, missing) }
      else cut.push({ locationId, quantity: missing, fromHold: 0, promiseDay: null })
    }
    return cut
  })
  return { slices, rest: left.filter((line) => line.quantity > 0) }
}

import type { AllocationCandidate } from "../allocation-candidate"
import { stocked } from "./stocked"

/** 10 of each of 12 items. */
export const TWELVE_ITEMS = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`item_${at}`, 10]))

const tens = (...items: number[]) => Object.fromEntries(items.map((at) => [`item_${at}`, 10]))

/**
 * 30 locations, too many to compare all sets of 4. Twice, one of the first priority has 4 items, looks best, and is
 * to spare once the other 2 items have brought in the 2 locations that have 3 each: 4 locations are enough, not 6.
 */
export function tempting(): AllocationCandidate[] {
  const sends = { costPerShipmentMinor: 100 }
  const useful = [0, 6].flatMap((first) => [
    stocked(`tempting_${first}`, tens(first + 1, first + 2, first + 3, first + 4), { ...sends, priority: 0 }),
    stocked(`left_${first}`, tens(first, first + 1, first + 2), sends),
    stocked(`right_${first}`, tens(first + 3, first + 4, first + 5), sends),
  ])
  const others = Array.from({ length: 24 }, (_, at) => stocked(`other_${at}`, { item_0: 1 }, sends))
  return [...useful, ...others]
}

import fc from "fast-check"

import type { AllocationCandidate } from "../allocation-candidate"
import type { AllocationRequest } from "../allocation-request"

interface AnyOrder {
  readonly request: AllocationRequest
  readonly candidates: readonly AllocationCandidate[]
}

const ITEMS = ["item_a", "item_b", "item_c"]
const PLACES = [
  { country: "us", postalCode: "10001" },
  { country: "us", postalCode: "89501" },
  { country: "nl", postalCode: "3011 AA" },
  { country: "de" },
  { country: "zz" },
  {},
]

/** Halves of a unit, so that fractions occur, and small enough for shortages, splits and exact fits. */
const quantity = (min: number, max: number) => fc.integer({ min, max }).map((halves) => halves / 2)

/** Orders of up to 3 items over up to `most` locations, some of them short, some of them empty. */
export const anyOrder = (most: number): fc.Arbitrary<AnyOrder> =>
  fc.record({
    request: fc.record({
      lines: fc.array(fc.record({ itemId: fc.constantFrom(...ITEMS), quantity: quantity(1, 8) }), { maxLength: 4 }),
      destination: fc.constantFrom(...PLACES),
    }),
    candidates: fc
      .array(
        fc.record({
          priority: fc.integer({ min: 1, max: 3 }),
          place: fc.constantFrom(...PLACES),
          costPerUnitMinor: fc.option(fc.integer({ min: 0, max: 4 })),
          costPerShipmentMinor: fc.option(fc.integer({ min: 0, max: 9 })),
          atp: fc.array(quantity(-3, 10), { minLength: ITEMS.length, maxLength: ITEMS.length }),
        }),
        { maxLength: most },
      )
      .map((rows) =>
        rows.map(({ place, atp, ...row }, at) => ({
          ...row,
          ...place,
          locationId: `loc_${at}`,
          levels: atp.map((units, item) => ({ itemId: ITEMS[item]!, atp: units })),
        })),
      ),
  })

import type { Outcome } from "@holdfast/kernel"
import { parseQuantity, type QuantityInvalid } from "./domain/quantity"

/** How many units a question is about: 1 unless said, above 0, at most a million. Whether they may be divided so finely
 * depends on the item. */
export const quantityAsked = (input: unknown): Outcome<number, QuantityInvalid> =>
  parseQuantity(input ?? 1, { field: "quantity", decimals: 3, max: 1_000_000 })

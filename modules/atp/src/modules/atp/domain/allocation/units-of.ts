import { sumQuantities } from "../quantity"

/** Adds up units for a sentence, all items together. */
export const unitsOf = (lines: readonly { readonly quantity: number }[]): number =>
  sumQuantities(lines.map(({ quantity }) => quantity))

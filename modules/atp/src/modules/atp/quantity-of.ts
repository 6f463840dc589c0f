import type { BigNumberInput } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import { parseQuantity } from "./domain/quantity"
import { orThrow } from "./or-throw"

/** A host's quantity (number, text or its big number) as ours. @throws quantity_invalid */
export function quantityOf(
  value: BigNumberInput,
  field: string,
  bounds: { allowZero?: boolean; allowNegative?: boolean } = {},
): number {
  let plain: unknown = value
  try {
    plain = MathBN.convert(value).toNumber()
  } catch {
    // Not a number in any of the host's shapes: the check says so, with the field's name.
  }
  return orThrow(parseQuantity(plain, { field, decimals: 3, ...bounds }))
}

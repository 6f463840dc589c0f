import { z } from "@medusajs/framework/zod"
import type { KitPart } from "./product-data"
import type { Prices } from "./prices"
import type { WarehouseKey } from "./warehouse-data"

const sku = z
  .string()
  .regex(
    /^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$/,
    "must be letters and digits, with - or _ between them, such as COF-HSE-250-WB",
  )

/** Units per warehouse; a warehouse that does not keep the article is left out. */
const units = z
  .string()
  .regex(/^\d*$/, "must be a whole number, or empty where the warehouse does not keep it")
  .transform((cell) => (cell === "" ? undefined : Number(cell)))

export const variantRowSchema = z.strictObject({
  sku,
  product: z.string().min(1),
  /** One value for each option of the product, in the product's order, with " / " between them. */
  options: z
    .string()
    .min(1)
    .transform((cell) => cell.split(" / ")),
  barcode: z.string().refine(hasEan13CheckDigit, "must be an EAN-13 with its check digit"),
  weight_grams: z
    .string()
    .regex(/^[1-9]\d*$/, "must be whole grams")
    .transform(Number),
  backorder: z.enum(["yes", "no"]).transform((cell) => cell === "yes"),
})

export const stockRowSchema = z.strictObject({
  sku,
  "new-york": units,
  reno: units,
  rotterdam: units,
} satisfies Record<WarehouseKey | "sku", z.ZodType>)

/** One thing a customer can buy, put together from variants.csv, prices.csv, stock.csv and its product. */
export interface VariantData {
  readonly sku: string
  readonly product: string
  readonly title: string
  readonly optionValues: Readonly<Record<string, string>>
  readonly barcode: string
  readonly weightGrams: number
  readonly backorder: boolean
  readonly prices: Prices
  /** Empty for a kit, which lives from its parts. */
  readonly stock: Readonly<Partial<Record<WarehouseKey, number>>>
  readonly parts: readonly KitPart[]
}

/** The last digit brings the sum, every second digit counted three times, to a multiple of ten. */
export function hasEan13CheckDigit(code: string): boolean {
  if (!/^\d{13}$/.test(code)) return false
  const sum = [...code].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}

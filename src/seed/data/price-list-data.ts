import { z } from "@medusajs/framework/zod"
import type { CsvRow } from "./read-csv"
import { type Prices, pricesSchema } from "./prices"

const text = z.string().min(1)

export const priceListsSchema = z.array(
  z.strictObject({
    title: text,
    description: text,
    type: z.enum(["override", "sale"]),
    /** Customer groups that get these prices; none means everybody. */
    groups: z.array(text),
    prices: z.string().regex(/^price-lists\/[a-z-]+\.csv$/, "must be a file such as price-lists/vip.csv"),
  }),
)

/** A row of prices.csv and of every file in price-lists/. */
export const priceRowSchema = z.strictObject({ sku: text, ...pricesSchema.shape })
export type PriceRow = CsvRow<Prices & { sku: string }>

export type PriceListData = Omit<z.output<typeof priceListsSchema>[number], "prices"> & {
  readonly rows: readonly PriceRow[]
}

import { z } from "@medusajs/framework/zod"
import { DEMO_CURRENCIES } from "./prices"

const text = z.string().min(1)

export const storeSchema = z.strictObject({
  name: text,
  currencies: z
    .array(
      z.strictObject({
        code: z.enum(DEMO_CURRENCIES),
        tax_inclusive: z.boolean(),
        default: z.boolean().default(false),
      }),
    )
    .length(DEMO_CURRENCIES.length, `must list all of ${DEMO_CURRENCIES.join(", ")}`),
  sales_channels: z.array(z.strictObject({ name: text, description: text })).min(1),
  publishable_keys: z.array(z.strictObject({ title: text, channel: text })).min(1),
  examples: z.strictObject({ region: text, sku: text }),
})
export type StoreData = z.output<typeof storeSchema>

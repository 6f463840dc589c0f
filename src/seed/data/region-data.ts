import { z } from "@medusajs/framework/zod"
import { DEMO_CURRENCIES } from "./prices"

/** ISO 3166-1, two small letters. */
export const countryCode = z.string().regex(/^[a-z]{2}$/, "must be a country in two small letters, such as de")

export const regionsSchema = z.array(
  z.strictObject({
    name: z.string().min(1),
    currency: z.enum(DEMO_CURRENCIES),
    tax_inclusive: z.boolean(),
    countries: z.array(countryCode).min(1),
    payment_providers: z.array(z.string().min(1)).min(1),
  }),
)
export type RegionData = z.output<typeof regionsSchema>[number]

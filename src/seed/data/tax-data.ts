import { z } from "@medusajs/framework/zod"
import { countryCode } from "./region-data"

/** ISO 3166-2 in small letters: the host compares it with the province of the shipping address. */
export const provinceCode = z.string().regex(/^[a-z]{2}-[a-z0-9]{1,3}$/, "must be a province such as us-ny")

const rate = { name: z.string().min(1), code: z.string().min(1), percent: z.number().min(0).max(100) }
const rateSchema = z.strictObject(rate)
const reducedSchema = z.strictObject({ ...rate, product_types: z.array(z.string().min(1)).min(1) })

export type RateData = z.output<typeof rateSchema>
export type ReducedRateData = z.output<typeof reducedSchema>

export const taxesSchema = z.array(
  z.strictObject({
    country: countryCode,
    rate: rateSchema.optional(),
    reduced: z.array(reducedSchema).default([]),
    provinces: z
      .array(z.strictObject({ province: provinceCode, rate: rateSchema, reduced: z.array(reducedSchema).default([]) }))
      .default([]),
  }),
)
export type TaxCountryData = z.output<typeof taxesSchema>[number]

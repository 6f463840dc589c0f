import { z } from "@medusajs/framework/zod"
import { pricesSchema } from "./prices"
import { countryCode } from "./region-data"
import { provinceCode } from "./tax-data"
import { WAREHOUSES } from "./warehouse-data"

const text = z.string().min(1)
const optionType = z.enum(["standard", "express", "return"])

const zoneSchema = z.strictObject({
  name: text,
  countries: z.array(countryCode).default([]),
  provinces: z.array(provinceCode).default([]),
  options: z.array(z.strictObject({ name: text, type: optionType, prices: pricesSchema })).min(1),
})

export const shippingSchema = z.strictObject({
  provider: text,
  types: z.array(z.strictObject({ code: optionType, label: text, description: text })),
  fulfillment_sets: z.array(
    z.strictObject({ warehouse: z.enum(WAREHOUSES), name: text, zones: z.array(zoneSchema).min(1) }),
  ),
})
export type ShippingData = z.output<typeof shippingSchema>
export type ZoneData = z.output<typeof zoneSchema>

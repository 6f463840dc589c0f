import { z } from "@medusajs/framework/zod"
import { countryCode } from "./region-data"

const text = z.string().min(1)

export const warehouseSchema = z.strictObject({
  name: text,
  channels: z.array(text).min(1),
  address: z.strictObject({
    company: text,
    address_1: text,
    address_2: text.optional(),
    city: text,
    province: text.optional(),
    postal_code: text,
    country: countryCode,
    phone: text,
  }),
})
export type WarehouseData = z.output<typeof warehouseSchema>

/** The columns of stock.csv, and the keys of warehouses.yaml. */
export const WAREHOUSES = ["new-york", "reno", "rotterdam"] as const
export type WarehouseKey = (typeof WAREHOUSES)[number]

export const warehousesSchema = z.strictObject({
  "new-york": warehouseSchema,
  reno: warehouseSchema,
  rotterdam: warehouseSchema,
} satisfies Record<WarehouseKey, typeof warehouseSchema>)

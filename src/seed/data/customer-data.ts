import { z } from "@medusajs/framework/zod"
import { countryCode } from "./region-data"
import { provinceCode } from "./tax-data"

const text = z.string().min(1)

export const customersSchema = z.strictObject({
  groups: z.array(text),
  customers: z.array(
    z.strictObject({
      // example.com belongs to nobody (RFC 2606), so no mail of the demo can reach a person.
      email: z.string().regex(/^[a-z0-9.-]+@example\.com$/, "must be an address at example.com, in small letters"),
      first_name: text,
      last_name: text,
      company: text.optional(),
      groups: z.array(text).min(1),
      address_1: text,
      city: text,
      province: provinceCode.optional(),
      postal_code: text,
      country: countryCode,
    }),
  ),
})
export type CustomersData = z.output<typeof customersSchema>

import { z } from "@medusajs/framework/zod"
import { handle } from "./taxonomy-data"

const text = z.string().min(1)
const millimetres = z.int().positive()

const partSchema = z.strictObject({ part: text, quantity: z.int().positive() })

export const productSchema = z.strictObject({
  handle,
  title: text,
  subtitle: text,
  description: text,
  type: text,
  collection: handle,
  categories: z.array(handle).min(1),
  tags: z.array(handle),
  /** ISO 3166-1 in capitals, where it was made. */
  origin: z.string().regex(/^[A-Z]{2}$/, "must be a country in two capitals, such as PT"),
  hs: z.string().regex(/^\d{4}\.\d{2}$/, "must be a customs number such as 6306.22"),
  material: text,
  package: z.strictObject({ length: millimetres, width: millimetres, height: millimetres }),
  /** Sold to wholesale customers too. */
  wholesale: z.boolean().default(false),
  options: z.record(text, z.array(text).min(1)),
  /** SKU of a variant that has no stock of its own, and the parts one of it takes from the shelf. */
  kit: z.record(text, z.array(partSchema).min(1)).default({}),
  picture: z.strictObject({ motif: handle, palette: handle, backdrop: handle }),
})
export type KitPart = z.output<typeof partSchema>
export type ProductData = z.output<typeof productSchema> & { readonly where: string }

export const productsSchema = z.array(productSchema)

import { z } from "@medusajs/framework/zod"

const text = z.string().min(1)

/** Handles are parts of addresses, so they are small letters, digits and hyphens. */
export const handle = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be small letters, digits and hyphens")

const leaf = { handle, name: text, description: text }

export const taxonomySchema = z.strictObject({
  categories: z.array(z.strictObject({ ...leaf, children: z.array(z.strictObject(leaf)).default([]) })),
  collections: z.array(z.strictObject({ handle, title: text })),
  types: z.array(text),
  tags: z.array(handle),
})
export type TaxonomyData = z.output<typeof taxonomySchema>

import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import { someFits, type Known, type LineAttribute } from "../modules/promotion-stacking/import/known"

type Row = Readonly<Record<string, string | null | undefined>>

/** Customers without an earlier order, and those with one. Whatever else there is, a shop calls a customer group. */
export const SEGMENTS = ["new", "returning"] as const

/** What an entry may name in this shop. Variants are looked up by the SKUs themselves: a pattern fits any of them. */
export async function readKnown(container: MedusaContainer): Promise<Known> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const all = async (entity: string, fields: string[]): Promise<readonly Row[]> =>
    (await query.graph({ entity, fields })).data as Row[]
  const [categories, collections, tags, types, groups, channels, variants, products] = [
    await all("product_category", ["id", "handle", "name"]),
    await all("product_collection", ["id", "handle", "title"]),
    await all("product_tag", ["id", "value"]),
    await all("product_type", ["id", "value"]),
    await all("customer_group", ["id", "name"]),
    await all("sales_channel", ["id", "name"]),
    await all("variant", ["sku"]),
    await all("product", ["id", "handle"]),
  ]
  const skus = variants.flatMap((variant) => variant["sku"] ?? [])
  const names: Readonly<Record<string, readonly Row[]>> = {
    category: categories,
    collection: collections,
    tag: tags,
    type: types,
    product: products,
    channel: channels,
  }
  return {
    segments: new Set([...SEGMENTS, ...valuesOf(groups)]),
    categories: new Set(valuesOf(categories)),
    currencies: { has: () => true },
    matchesVariant: (glob) => someFits(skus, glob),
    idsOf: (attribute: LineAttribute | "channel", name: string) =>
      (names[attribute] ?? [])
        .filter((row) => valuesOf([row]).some((value) => value === name || slug(value) === name))
        .flatMap((row) => row["id"] ?? []),
  }
}

const valuesOf = (rows: readonly Row[]) => rows.flatMap((row) => Object.values(row).flatMap((value) => value ?? []))

/** "Web shop" is also called `web-shop`: merchants write channels as words in a file. */
const slug = (name: string) => name.toLowerCase().trim().replaceAll(/\s+/g, "-")

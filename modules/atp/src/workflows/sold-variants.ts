import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { SoldVariant } from "../modules/atp/domain/variant-availability"
import type AtpInventoryModuleService from "../modules/atp/service"

/** A variant, and where it is sold. */
export interface ListedVariant extends SoldVariant {
  readonly published: boolean
  readonly salesChannelIds: readonly string[]
}

interface Row {
  readonly id: string
  readonly manage_inventory: boolean
  readonly allow_backorder: boolean
  readonly inventory_items?: readonly ({
    readonly inventory_item_id: string
    readonly required_quantity: number
  } | null)[]
  readonly product?: {
    readonly status: string
    readonly sales_channels?: readonly ({ readonly id: string } | null)[]
  } | null
}

const FIELDS = [
  "id",
  "manage_inventory",
  "allow_backorder",
  "inventory_items.inventory_item_id",
  "inventory_items.required_quantity",
  "product.status",
  "product.sales_channels.id",
]

/** What is shown may be up to 5 s old. Holds and orders read their own. */
const KEEP_MS = 5_000
/** Some megabytes; a shop with more variants than this in 5 s begins anew. */
const KEEP_AT_MOST = 20_000

interface Kept {
  readonly at: number
  readonly variant: ListedVariant | null
}

const kept = new WeakMap<object, Map<string, Kept>>()

/** The variants of these ids, with the inventory items they take, for showing. Ids without a variant are missing. */
export async function soldVariants(
  container: MedusaContainer,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ListedVariant>> {
  const shop = container.resolve<AtpInventoryModuleService>(Modules.INVENTORY).identity
  const cache = kept.get(shop) ?? new Map<string, Kept>()
  kept.set(shop, cache)
  const now = Date.now()
  const missing = [...new Set(ids)].filter((id) => (cache.get(id)?.at ?? 0) <= now - KEEP_MS)
  if (missing.length > 0) {
    const { data } = await container
      .resolve("query")
      .graph({ entity: "product_variant", fields: FIELDS, filters: { id: missing } })
    const rows = new Map((data as unknown as Row[]).map((row) => [row.id, row]))
    if (cache.size + missing.length > KEEP_AT_MOST) cache.clear()
    for (const id of missing) {
      const row = rows.get(id)
      cache.set(id, { at: now, variant: row ? toVariant(row) : null })
    }
  }
  return new Map(
    ids.flatMap((id): [string, ListedVariant][] => {
      const variant = cache.get(id)?.variant
      return variant ? [[id, variant]] : []
    }),
  )
}

const toVariant = (row: Row): ListedVariant => ({
  variantId: row.id,
  managed: row.manage_inventory,
  backorderAllowed: row.allow_backorder,
  parts: (row.inventory_items ?? []).flatMap((part) =>
    part ? [{ itemId: part.inventory_item_id, requiredQuantity: part.required_quantity }] : [],
  ),
  published: row.product?.status === "published",
  salesChannelIds: (row.product?.sales_channels ?? []).flatMap((channel) => channel?.id ?? []),
})

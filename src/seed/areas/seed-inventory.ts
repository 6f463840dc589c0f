import { Modules } from "@medusajs/framework/utils"
import { createInventoryItemsWorkflow, createInventoryLevelsWorkflow } from "@medusajs/medusa/core-flows"
import type { VariantData } from "../data/variant-data"
import { WAREHOUSES } from "../data/warehouse-data"
import { ensure, idOf, type Ids, idsByName } from "../ensure"
import type { Seeding } from "../seeding"

/**
 * Inventory items by SKU, with their opening stock. A level that is there is never written again: what has been sold
 * since stays sold.
 */
export async function seedInventory({ container, shop, note }: Seeding, locationIds: Ids): Promise<Ids> {
  const inventory = container.resolve(Modules.INVENTORY)
  const productByHandle = new Map(shop.products.map((product) => [product.handle, product]))
  const stocked = shop.variants.filter(({ parts }) => parts.length === 0)
  const { ids, created } = await ensure({
    what: "inventory item",
    wanted: stocked,
    nameOf: ({ sku }) => sku,
    find: async () =>
      idsByName(
        await inventory.listInventoryItems({ sku: stocked.map(({ sku }) => sku) }, { take: null }),
        ({ sku }) => sku,
      ),
    create: (missing) =>
      createInventoryItemsWorkflow(container).run({
        input: {
          items: missing.map((variant) => {
            const product = productByHandle.get(variant.product)
            return {
              sku: variant.sku,
              title: product ? `${product.title}, ${variant.title}` : variant.title,
              requires_shipping: true,
              weight: variant.weightGrams,
              ...(product && {
                origin_country: product.origin.toLowerCase(),
                hs_code: product.hs,
                material: product.material,
                ...product.package,
              }),
              location_levels: levelsOf(variant, locationIds),
            }
          }),
        },
      }),
  })
  note("inventory items", stocked.length, created)

  // An item whose levels a killed run did not reach any more.
  const levels = stocked.flatMap((variant) =>
    levelsOf(variant, locationIds).map((level) => ({
      ...level,
      inventory_item_id: idOf(ids, "inventory item", variant.sku),
    })),
  )
  const late = await ensure({
    what: "inventory level",
    wanted: levels,
    nameOf: levelName,
    find: async () => {
      const rows = await inventory.listInventoryLevels({ inventory_item_id: [...ids.values()] }, { take: null })
      return idsByName(rows, levelName)
    },
    create: (missing) => createInventoryLevelsWorkflow(container).run({ input: { inventory_levels: [...missing] } }),
  })
  note("inventory levels", levels.length, late.created)
  return ids
}

function levelsOf({ stock }: VariantData, locationIds: Ids): { location_id: string; stocked_quantity: number }[] {
  return WAREHOUSES.flatMap((key) => {
    const units = stock[key]
    return units === undefined ? [] : [{ location_id: idOf(locationIds, "warehouse", key), stocked_quantity: units }]
  })
}

const levelName = (level: { inventory_item_id: string; location_id: string }): string =>
  `${level.inventory_item_id} ${level.location_id}`

import { Modules } from "@medusajs/framework/utils"
import { createProductVariantsWorkflow } from "@medusajs/medusa/core-flows"
import { priceRows } from "../data/prices"
import type { VariantData } from "../data/variant-data"
import { ensure, idOf, type Ids, idsByName } from "../ensure"
import { ensureLinks } from "../ensure-links"
import type { Seeding } from "../seeding"
import { ensurePriceSets } from "./ensure-price-sets"
import { withoutPriceSet } from "./without-price-set"

/** Variants by SKU, each tied to the stock it takes and to its prices. */
export async function seedVariants(seeding: Seeding, productIds: Ids, itemIds: Ids): Promise<Ids> {
  const { container, shop, note } = seeding
  const products = container.resolve(Modules.PRODUCT)
  const productByHandle = new Map(shop.products.map((product) => [product.handle, product]))
  const { ids, created } = await ensure({
    what: "variant",
    wanted: shop.variants,
    nameOf: ({ sku }) => sku,
    find: async () =>
      idsByName(
        await products.listProductVariants(
          { sku: shop.variants.map(({ sku }) => sku) },
          { select: ["id", "sku"], take: null },
        ),
        ({ sku }) => sku,
      ),
    create: (missing) =>
      createProductVariantsWorkflow(container).run({
        input: {
          product_variants: missing.map((variant) => {
            const product = productByHandle.get(variant.product)
            return {
              product_id: idOf(productIds, "product", variant.product),
              sku: variant.sku,
              title: variant.title,
              barcode: variant.barcode,
              weight: variant.weightGrams,
              ...(product && {
                origin_country: product.origin.toLowerCase(),
                hs_code: product.hs,
                material: product.material,
                ...product.package,
              }),
              options: { ...variant.optionValues },
              variant_rank: rankOf(variant, shop.variants),
              manage_inventory: true,
              allow_backorder: variant.backorder,
              inventory_items: stockOf(variant, itemIds),
              prices: priceRows(variant.prices),
            }
          }),
        },
      }),
  })
  await completeVariants(seeding, ids, itemIds)
  note("variants", shop.variants.length, created)
  return ids
}

/** Ties what a killed run made but did not reach to tie. */
async function completeVariants({ container, shop }: Seeding, ids: Ids, itemIds: Ids): Promise<void> {
  await ensureLinks(
    container,
    shop.variants.flatMap((variant) =>
      stockOf(variant, itemIds).map(({ inventory_item_id, required_quantity }) => ({
        [Modules.PRODUCT]: { variant_id: idOf(ids, "variant", variant.sku) },
        [Modules.INVENTORY]: { inventory_item_id },
        data: { required_quantity },
      })),
    ),
  )
  const priceless = await withoutPriceSet(container, "variant", [...ids.values()])
  await ensurePriceSets(
    container,
    shop.variants.flatMap((variant) => {
      const id = idOf(ids, "variant", variant.sku)
      if (!priceless.has(id)) return []
      const linkTo = (priceSetId: string) => ({
        [Modules.PRODUCT]: { variant_id: id },
        [Modules.PRICING]: { price_set_id: priceSetId },
      })
      return [{ prices: variant.prices, linkTo }]
    }),
  )
}

/** A kit takes its parts from the shelf, everything else takes itself. */
function stockOf(
  { sku, parts }: VariantData,
  itemIds: Ids,
): { inventory_item_id: string; required_quantity: number }[] {
  const taken = parts.length > 0 ? parts : [{ part: sku, quantity: 1 }]
  return taken.map(({ part, quantity }) => ({
    inventory_item_id: idOf(itemIds, "inventory item", part),
    required_quantity: quantity,
  }))
}

/** The order of variants.csv within one product. */
function rankOf(variant: VariantData, all: readonly VariantData[]): number {
  return all.filter(({ product }) => product === variant.product).indexOf(variant)
}

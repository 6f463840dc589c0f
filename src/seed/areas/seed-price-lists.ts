import { Modules, PriceListStatus } from "@medusajs/framework/utils"
import { createPriceListsWorkflow } from "@medusajs/medusa/core-flows"
import type { PriceListData } from "../data/price-list-data"
import { priceRows } from "../data/prices"
import { ensure, idOf, type Ids, idsByName } from "../ensure"
import type { Seeding } from "../seeding"

/** Price lists with their prices and the groups they are for; the host writes each list whole or not at all. */
export async function seedPriceLists(
  { container, shop, note }: Seeding,
  variantIds: Ids,
  groupIds: Ids,
): Promise<void> {
  const pricing = container.resolve(Modules.PRICING)
  const { created } = await ensure({
    what: "price list",
    wanted: shop.priceLists,
    nameOf: ({ title }) => title,
    // The host has no filter by title.
    find: async () => idsByName(await pricing.listPriceLists({}, { take: null }), ({ title }) => title),
    create: (missing) =>
      createPriceListsWorkflow(container).run({
        input: { price_lists_data: missing.map((list) => priceListInput(list, variantIds, groupIds)) },
      }),
  })
  note("price lists", shop.priceLists.length, created)
}

function priceListInput(list: PriceListData, variantIds: Ids, groupIds: Ids) {
  return {
    title: list.title,
    description: list.description,
    type: list.type,
    status: PriceListStatus.ACTIVE,
    ...(list.groups.length > 0 && {
      rules: { "customer.groups.id": list.groups.map((name) => idOf(groupIds, "customer group", name)) },
    }),
    prices: list.rows.flatMap((row) =>
      priceRows(row).map((price) => ({ ...price, variant_id: idOf(variantIds, "variant", row.sku) })),
    ),
  }
}

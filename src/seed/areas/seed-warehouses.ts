import { Modules } from "@medusajs/framework/utils"
import { createStockLocationsWorkflow } from "@medusajs/medusa/core-flows"
import { WAREHOUSES, type WarehouseData } from "../data/warehouse-data"
import { ensure, idOf, type Ids, idsByName } from "../ensure"
import { ensureLinks } from "../ensure-links"
import type { Seeding } from "../seeding"

/** Stock locations by warehouse key, each open to its sales channels and to the provider that carries its parcels. */
export async function seedWarehouses({ container, shop, note }: Seeding, channelIds: Ids): Promise<Ids> {
  const locations = container.resolve(Modules.STOCK_LOCATION)
  const wanted = WAREHOUSES.map((key) => shop.warehouses[key])
  const { ids, created } = await ensure({
    what: "warehouse",
    wanted,
    nameOf: ({ name }) => name,
    find: async () =>
      idsByName(
        await locations.listStockLocations({ name: wanted.map(({ name }) => name) }, { take: null }),
        ({ name }) => name,
      ),
    create: (missing) =>
      createStockLocationsWorkflow(container).run({
        input: { locations: missing.map((warehouse) => ({ name: warehouse.name, address: addressOf(warehouse) })) },
      }),
  })
  const links = wanted.flatMap(({ name, channels }) => {
    const location = { stock_location_id: idOf(ids, "warehouse", name) }
    return [
      {
        [Modules.STOCK_LOCATION]: location,
        [Modules.FULFILLMENT]: { fulfillment_provider_id: shop.shipping.provider },
      },
      ...channels.map((channel) => ({
        [Modules.SALES_CHANNEL]: { sales_channel_id: idOf(channelIds, "sales channel", channel) },
        [Modules.STOCK_LOCATION]: location,
      })),
    ]
  })
  await ensureLinks(container, links)
  note("warehouses", wanted.length, created)
  return new Map(WAREHOUSES.map((key) => [key, idOf(ids, "warehouse", shop.warehouses[key].name)]))
}

function addressOf({ address: { country, ...address } }: WarehouseData) {
  const { address_2, province, ...required } = address
  return { ...required, ...(address_2 && { address_2 }), ...(province && { province }), country_code: country }
}

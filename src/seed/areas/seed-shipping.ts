import { Modules } from "@medusajs/framework/utils"
import {
  createLocationFulfillmentSetWorkflow,
  createServiceZonesWorkflow,
  createShippingOptionsWorkflow,
  createShippingOptionTypesWorkflow,
  createShippingProfilesWorkflow,
} from "@medusajs/medusa/core-flows"
import { priceRows } from "../data/prices"
import type { ZoneData } from "../data/shipping-data"
import { ensure, idOf, type Ids, idsByName } from "../ensure"
import { ensureLinks } from "../ensure-links"
import type { Seeding } from "../seeding"
import { ensurePriceSets } from "./ensure-price-sets"
import { withoutPriceSet } from "./without-price-set"

/** Fulfillment sets, service zones and shipping options. Answers the shipping profile every product ships under. */
export async function seedShipping(seeding: Seeding, locationIds: Ids): Promise<{ profileId: string }> {
  const profileId = await ensureProfile(seeding)
  const setIds = await ensureFulfillmentSets(seeding, locationIds)
  const zoneIds = await ensureZones(seeding, setIds)
  await ensureOptions(seeding, profileId, zoneIds)
  return { profileId }
}

/** The host's own default profile, which its migrations create. */
async function ensureProfile({ container }: Seeding): Promise<string> {
  const fulfillment = container.resolve(Modules.FULFILLMENT)
  const { ids } = await ensure({
    what: "shipping profile",
    wanted: ["default"],
    nameOf: (type) => type,
    find: async () => idsByName(await fulfillment.listShippingProfiles({ type: "default" }), ({ type }) => type),
    create: () =>
      createShippingProfilesWorkflow(container).run({
        input: { data: [{ name: "Default Shipping Profile", type: "default" }] },
      }),
  })
  return idOf(ids, "shipping profile", "default")
}

async function ensureFulfillmentSets({ container, shop }: Seeding, locationIds: Ids): Promise<Ids> {
  const fulfillment = container.resolve(Modules.FULFILLMENT)
  const wanted = shop.shipping.fulfillment_sets
  const { ids } = await ensure({
    what: "fulfillment set",
    wanted,
    nameOf: ({ name }) => name,
    find: async () =>
      idsByName(
        await fulfillment.listFulfillmentSets({ name: wanted.map(({ name }) => name) }, { take: null }),
        ({ name }) => name,
      ),
    create: async (missing) => {
      for (const { name, warehouse } of missing) {
        await createLocationFulfillmentSetWorkflow(container).run({
          input: {
            location_id: idOf(locationIds, "warehouse", warehouse),
            fulfillment_set_data: { name, type: "shipping" },
          },
        })
      }
    },
  })
  await ensureLinks(
    container,
    wanted.map(({ name, warehouse }) => ({
      [Modules.STOCK_LOCATION]: { stock_location_id: idOf(locationIds, "warehouse", warehouse) },
      [Modules.FULFILLMENT]: { fulfillment_set_id: idOf(ids, "fulfillment set", name) },
    })),
  )
  return ids
}

async function ensureZones({ container, shop, note }: Seeding, setIds: Ids): Promise<Ids> {
  const fulfillment = container.resolve(Modules.FULFILLMENT)
  const wanted = shop.shipping.fulfillment_sets.flatMap(({ name, zones }) => zones.map((zone) => ({ zone, set: name })))
  const { ids, created } = await ensure({
    what: "service zone",
    wanted,
    nameOf: ({ zone }) => zone.name,
    find: async () =>
      idsByName(
        await fulfillment.listServiceZones({ name: wanted.map(({ zone }) => zone.name) }, { take: null }),
        ({ name }) => name,
      ),
    create: (missing) =>
      createServiceZonesWorkflow(container).run({
        input: {
          data: missing.map(({ zone, set }) => ({
            name: zone.name,
            fulfillment_set_id: idOf(setIds, "fulfillment set", set),
            geo_zones: geoZonesOf(zone),
          })),
        },
      }),
  })
  note("service zones", wanted.length, created)
  return ids
}

function geoZonesOf({ countries, provinces }: ZoneData) {
  return [
    ...countries.map((country) => ({ type: "country" as const, country_code: country })),
    ...provinces.map((province) => ({
      type: "province" as const,
      country_code: province.slice(0, 2),
      province_code: province,
    })),
  ]
}

async function ensureOptions(seeding: Seeding, profileId: string, zoneIds: Ids): Promise<void> {
  const { container, shop, note } = seeding
  const fulfillment = container.resolve(Modules.FULFILLMENT)
  const typeIds = await ensureTypes(seeding)
  const wanted = shop.shipping.fulfillment_sets
    .flatMap(({ zones }) => zones)
    .flatMap((zone) => zone.options.map((option) => ({ ...option, zoneId: idOf(zoneIds, "service zone", zone.name) })))
  const nameOf = ({ zoneId, name }: { zoneId: string; name: string }) => `${zoneId} ${name}`
  const { ids, created } = await ensure({
    what: "shipping option",
    wanted,
    nameOf,
    find: async () => {
      const rows = await fulfillment.listShippingOptions(
        { service_zone: { id: [...zoneIds.values()] } },
        { take: null },
      )
      return idsByName(rows, (row) => nameOf({ zoneId: row.service_zone_id, name: row.name }))
    },
    create: (missing) =>
      createShippingOptionsWorkflow(container).run({
        input: missing.map((option) => ({
          name: option.name,
          service_zone_id: option.zoneId,
          shipping_profile_id: profileId,
          provider_id: shop.shipping.provider,
          type_id: idOf(typeIds, "shipping option type", option.type),
          price_type: "flat" as const,
          prices: priceRows(option.prices),
          rules: [
            { attribute: "is_return", operator: "eq" as const, value: option.type === "return" ? "true" : "false" },
            { attribute: "enabled_in_store", operator: "eq" as const, value: "true" },
          ],
        })),
      }),
  })
  const priceless = await withoutPriceSet(container, "shipping_option", [...ids.values()])
  await ensurePriceSets(
    container,
    wanted.flatMap((option) => {
      const id = idOf(ids, "shipping option", nameOf(option))
      if (!priceless.has(id)) return []
      const linkTo = (priceSetId: string) => ({
        [Modules.FULFILLMENT]: { shipping_option_id: id },
        [Modules.PRICING]: { price_set_id: priceSetId },
      })
      return [{ prices: option.prices, linkTo }]
    }),
  )
  note("shipping options", wanted.length, created)
}

async function ensureTypes({ container, shop }: Seeding): Promise<Ids> {
  const fulfillment = container.resolve(Modules.FULFILLMENT)
  const wanted = shop.shipping.types
  const { ids } = await ensure({
    what: "shipping option type",
    wanted,
    nameOf: ({ code }) => code,
    find: async () =>
      idsByName(
        await fulfillment.listShippingOptionTypes({ code: wanted.map(({ code }) => code) }, { take: null }),
        ({ code }) => code,
      ),
    create: (missing) =>
      createShippingOptionTypesWorkflow(container).run({ input: { shipping_option_types: [...missing] } }),
  })
  return ids
}

import type { JsonClient } from "../harness/json-client"

/** Amounts in US cents. All are multiples of ten, so ten per cent of tax comes out even and the total can be known beforehand. */
const PRICES_MINOR = [1990, 2490, 3950, 4900, 12900] as const
export const SHIPPING_MINOR = 900
export const TAX_PERCENT = 10

const PRODUCTS = 50
const SIZES = ["S", "M", "L"] as const
/** More than any run can sell. */
const STOCK_EACH = 10_000_000

export interface Variant {
  readonly id: string
  readonly priceMinor: number
}

/** What a storefront has to know to sell something. */
export interface Catalogue {
  readonly publishableKey: string
  readonly regionId: string
  readonly variants: readonly Variant[]
}

interface Created {
  readonly id: string
}

/** The host's amounts are decimals of the currency. */
const dollars = (minor: number) => minor / 100

/**
 * Fills an empty shop through its admin API, which both shops have: a region, a warehouse with plenty of stock, 50
 * products in three sizes, one way of shipping, and tax. The demo shop is not used: it changes, and the peer cannot read
 * all of it.
 */
export async function seedCatalogue(admin: JsonClient): Promise<Catalogue> {
  const { region } = await admin.post<{ region: Created }>("/admin/regions", {
    name: "United States",
    currency_code: "usd",
    countries: ["us"],
    payment_providers: ["pp_system_default"],
    automatic_taxes: true,
    is_tax_inclusive: false,
  })
  await admin.post("/admin/tax-regions", {
    country_code: "us",
    provider_id: "tp_system",
    default_tax_rate: { rate: TAX_PERCENT, code: "us", name: "Sales tax" },
  })
  const { sales_channel: channel } = await admin.post<{ sales_channel: Created }>("/admin/sales-channels", {
    name: "Web",
  })
  const { api_key: key } = await admin.post<{ api_key: Created & { token: string } }>("/admin/api-keys", {
    title: "Storefront",
    type: "publishable",
  })
  await admin.post(`/admin/api-keys/${key.id}/sales-channels`, { add: [channel.id] })

  const { stock_location: location } = await admin.post<{ stock_location: Created }>("/admin/stock-locations", {
    name: "New York",
    address: { address_1: "1 Dock Street", city: "New York", country_code: "us" },
  })
  await admin.post(`/admin/stock-locations/${location.id}/sales-channels`, { add: [channel.id] })
  const profileId = await addShipping(admin, location.id)

  const variants = await addProducts(admin, { channelId: channel.id, profileId })
  await addStock(admin, location.id)
  return { publishableKey: key.token, regionId: region.id, variants }
}

async function addShipping(admin: JsonClient, locationId: string): Promise<string> {
  await admin.post(`/admin/stock-locations/${locationId}/fulfillment-providers`, { add: ["manual_manual"] })
  const { stock_location: location } = await admin.post<{ stock_location: { fulfillment_sets: readonly Created[] } }>(
    `/admin/stock-locations/${locationId}/fulfillment-sets?fields=id,*fulfillment_sets`,
    { name: "Delivery", type: "shipping" },
  )
  const setId = onlyOne(location.fulfillment_sets, "fulfilment set").id
  const { fulfillment_set: set } = await admin.post<{ fulfillment_set: { service_zones: readonly Created[] } }>(
    `/admin/fulfillment-sets/${setId}/service-zones`,
    { name: "United States", geo_zones: [{ type: "country", country_code: "us" }] },
  )
  const { shipping_profile: profile } = await admin.post<{ shipping_profile: Created }>("/admin/shipping-profiles", {
    name: "Parcels",
    type: "parcel",
  })
  await admin.post("/admin/shipping-options", {
    name: "Standard",
    service_zone_id: onlyOne(set.service_zones, "service zone").id,
    shipping_profile_id: profile.id,
    provider_id: "manual_manual",
    price_type: "flat",
    type: { label: "Standard", description: "In three days", code: "standard" },
    prices: [{ currency_code: "usd", amount: dollars(SHIPPING_MINOR) }],
    rules: [
      { attribute: "enabled_in_store", operator: "eq", value: "true" },
      { attribute: "is_return", operator: "eq", value: "false" },
    ],
  })
  return profile.id
}

async function addProducts(
  admin: JsonClient,
  { channelId, profileId }: { channelId: string; profileId: string },
): Promise<Variant[]> {
  const product = (n: number) => {
    const price = dollars(priceMinor(n))
    return {
      title: `Product ${n}`,
      status: "published",
      shipping_profile_id: profileId,
      sales_channels: [{ id: channelId }],
      options: [{ title: "Size", values: SIZES }],
      variants: SIZES.map((size) => ({
        title: size,
        sku: `BENCH-${n}-${size}`,
        manage_inventory: true,
        options: { Size: size },
        prices: [{ currency_code: "usd", amount: price }],
      })),
    }
  }
  const { created } = await admin.post<{
    created: readonly { title: string; variants: readonly Created[] }[]
  }>("/admin/products/batch", { create: Array.from({ length: PRODUCTS }, (_, n) => product(n)) })
  const numbered = created.map(({ title, variants }) => ({ n: Number(title.split(" ")[1]), variants }))
  return numbered
    .sort((a, b) => a.n - b.n)
    .flatMap(({ n, variants }) => variants.map(({ id }) => ({ id, priceMinor: priceMinor(n) })))
}

const priceMinor = (product: number): number => PRICES_MINOR[product % PRICES_MINOR.length]!

async function addStock(admin: JsonClient, locationId: string): Promise<void> {
  const { inventory_items: items } = await admin.get<{ inventory_items: readonly Created[] }>(
    `/admin/inventory-items?limit=${PRODUCTS * SIZES.length}&fields=id`,
  )
  await admin.post("/admin/inventory-items/location-levels/batch", {
    create: items.map(({ id }) => ({ inventory_item_id: id, location_id: locationId, stocked_quantity: STOCK_EACH })),
  })
}

function onlyOne<T>(list: readonly T[], what: string): T {
  const [first, ...others] = list
  if (first === undefined || others.length > 0) throw new Error(`Expected one ${what}; the shop has ${list.length}.`)
  return first
}

import path from "node:path"
import { expectDone, moneyFromMedusa } from "@holdfast/kernel"
import type { DemoCurrency } from "../../src/seed/data/prices"
import { readDemoShop } from "../../src/seed/data/read-demo-shop"
import type { VariantData } from "../../src/seed/data/variant-data"

const shop = readDemoShop(path.join(__dirname, "..", "..", "demo-shop"))

/** The SKUs that demo-shop/README.md names for tests. */
export const SPECIAL = {
  kit: "COF-KIT-02",
  soldOut: "LGT-CMP",
  fiveLeft: "LGT-BCN-BRS",
  split: "SHL-FJ3-MOS",
  backorder: "HOM-STL-NAT",
} as const

/** What the files in demo-shop say, for expectations that do not come from the shop's own answers. */
export const demoCatalogue = {
  variant(sku: string): VariantData {
    return found(
      shop.variants.find((variant) => variant.sku === sku),
      `variant ${sku}`,
    )
  },

  /** What a customer without a group pays, in minor units: the ordinary price, or a sale's for everybody. */
  priceMinor(sku: string, currency: DemoCurrency): bigint {
    const sales = shop.priceLists
      .filter(({ groups }) => groups.length === 0)
      .flatMap(({ rows }) => rows.filter((row) => row.sku === sku).map((row) => row[currency]))
    return minor(Math.min(demoCatalogue.variant(sku).prices[currency], ...sales), currency)
  },

  /** Percent on one article in a place: the province's rate where there is one, reduced for some product types. */
  taxPercent(sku: string, country: string, province?: string): number {
    const handle = demoCatalogue.variant(sku).product
    const type = found(
      shop.products.find((product) => product.handle === handle),
      `product ${handle}`,
    ).type
    const { rate, reduced } = taxesIn(country, province)
    return reduced.find(({ product_types }) => product_types.includes(type))?.percent ?? rate?.percent ?? 0
  },

  /** Percent on shipping: the ordinary rate of the place. */
  shippingTaxPercent(country: string, province?: string): number {
    return taxesIn(country, province).rate?.percent ?? 0
  },

  /** The options a storefront offers in a country, in minor units by name; returns are not among them. */
  shippingMinor(country: string, currency: DemoCurrency): ReadonlyMap<string, bigint> {
    const zones = shop.shipping.fulfillment_sets.flatMap((set) => set.zones)
    const options = zones.filter((zone) => zone.countries.includes(country)).flatMap((zone) => zone.options)
    return new Map(
      options
        .filter(({ type }) => type !== "return")
        .map(({ name, prices }) => [name, minor(prices[currency], currency)]),
    )
  },
}

/** Minor units of an amount that has no more decimals than its currency; anything else is a fault of the files. */
function minor(amount: number, currency: DemoCurrency): bigint {
  return expectDone(moneyFromMedusa(amount, currency)).amountMinor
}

function taxesIn(country: string, province?: string) {
  const national = found(
    shop.taxes.find((entry) => entry.country === country),
    `tax country ${country}`,
  )
  return national.provinces.find((entry) => entry.province === province) ?? national
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The demo shop's files have no ${what}.`)
  return value
}

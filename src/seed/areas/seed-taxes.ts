import { Modules } from "@medusajs/framework/utils"
import { createTaxRatesWorkflow, createTaxRegionsWorkflow } from "@medusajs/medusa/core-flows"
import type { RateData, ReducedRateData } from "../data/tax-data"
import { ensure, idOf, type Ids } from "../ensure"
import type { Seeding } from "../seeding"

/** The host's own provider, which looks rates up in its tables. */
const PROVIDER = "tp_system"

interface Place {
  readonly country: string
  readonly province: string | undefined
  readonly rate: RateData | undefined
  readonly reduced: readonly ReducedRateData[]
}

/** Tax regions with their default rates, and reduced rates for some product types. */
export async function seedTaxes(seeding: Seeding, typeIds: Ids): Promise<void> {
  const { shop, note } = seeding
  const countries = shop.taxes.map(({ country, rate, reduced }): Place => ({
    country,
    province: undefined,
    rate,
    reduced,
  }))
  const provinces = shop.taxes.flatMap(({ country, provinces }) =>
    provinces.map(({ province, rate, reduced }): Place => ({ country, province, rate, reduced })),
  )
  // A province belongs to its country's region, so the countries come first.
  const first = await ensureTaxRegions(seeding, countries, new Map())
  const second = await ensureTaxRegions(seeding, provinces, first.ids)
  const regionIds = new Map([...first.ids, ...second.ids])
  note("tax regions", countries.length + provinces.length, first.created + second.created)
  await seedReducedRates(seeding, [...countries, ...provinces], regionIds, typeIds)
}

async function ensureTaxRegions({ container }: Seeding, wanted: readonly Place[], parentIds: Ids) {
  const taxes = container.resolve(Modules.TAX)
  return ensure({
    what: "tax region",
    wanted,
    nameOf: placeName,
    find: async () => {
      const rows = await taxes.listTaxRegions({ country_code: wanted.map(({ country }) => country) }, { take: null })
      return new Map(
        rows.map((row) => [placeName({ country: row.country_code, province: row.province_code ?? undefined }), row.id]),
      )
    },
    create: (missing) =>
      createTaxRegionsWorkflow(container).run({
        input: missing.map(({ country, province, rate }) => ({
          country_code: country,
          ...(province
            ? { province_code: province, parent_id: idOf(parentIds, "tax region", country) }
            : { provider_id: PROVIDER }),
          ...(rate && { default_tax_rate: { name: rate.name, code: rate.code, rate: rate.percent } }),
        })),
      }),
  })
}

async function seedReducedRates(
  { container, note }: Seeding,
  places: readonly Place[],
  regionIds: Ids,
  typeIds: Ids,
): Promise<void> {
  const taxes = container.resolve(Modules.TAX)
  const wanted = places.flatMap((place) =>
    place.reduced.map((rate) => ({ ...rate, regionId: idOf(regionIds, "tax region", placeName(place)) })),
  )
  const { created } = await ensure({
    what: "reduced tax rate",
    wanted,
    nameOf: ({ regionId, code }) => `${regionId} ${code}`,
    find: async () => {
      const rows = await taxes.listTaxRates({ tax_region_id: [...regionIds.values()] }, { take: null })
      return new Map(rows.map((row) => [`${row.tax_region_id} ${row.code ?? ""}`, row.id]))
    },
    create: (missing) =>
      createTaxRatesWorkflow(container).run({
        input: missing.map(({ regionId, name, code, percent, product_types }) => ({
          tax_region_id: regionId,
          name,
          code,
          rate: percent,
          rules: product_types.map((type) => ({
            reference: "product_type",
            reference_id: idOf(typeIds, "product type", type),
          })),
        })),
      }),
  })
  note("reduced tax rates", wanted.length, created)
}

const placeName = ({ country, province }: Pick<Place, "country" | "province">): string => province ?? country

import { Modules } from "@medusajs/framework/utils"
import { createRegionsWorkflow } from "@medusajs/medusa/core-flows"
import { ensure, idOf, type Ids } from "../ensure"
import { ensureLinks } from "../ensure-links"
import type { Seeding } from "../seeding"
import { ensureTaxInclusion } from "./seed-store"

/** Regions by the demo's name. A country belongs to one region, so a region is known by its first country. */
export async function seedRegions(seeding: Seeding): Promise<Ids> {
  const { container, shop, note } = seeding
  const regions = container.resolve(Modules.REGION)
  const enabled = await container.resolve(Modules.PAYMENT).listPaymentProviders({ is_enabled: true }, { take: null })
  const available = new Set(enabled.map(({ id }) => id))
  const offered = (wanted: readonly string[]) => wanted.filter((id) => available.has(id))
  const { ids, created } = await ensure({
    what: "region",
    wanted: shop.regions,
    nameOf: ({ name }) => name,
    find: async () => {
      const countries = await regions.listCountries({ iso_2: shop.regions.map(firstCountry) }, { take: null })
      const regionIds = new Map(
        countries.map((country) => [country.iso_2, (country as { region_id?: string | null }).region_id]),
      )
      return new Map(
        shop.regions.flatMap((region) => {
          const id = regionIds.get(firstCountry(region))
          return id ? [[region.name, id] as const] : []
        }),
      )
    },
    create: (missing) =>
      createRegionsWorkflow(container).run({
        input: {
          regions: missing.map((region) => ({
            name: region.name,
            currency_code: region.currency,
            countries: region.countries,
            payment_providers: offered(region.payment_providers),
            automatic_taxes: true,
            is_tax_inclusive: region.tax_inclusive,
          })),
        },
      }),
  })
  const idOfRegion = (name: string) => idOf(ids, "region", name)
  await ensureTaxInclusion(
    seeding,
    "region_id",
    shop.regions.map(({ name, tax_inclusive }) => ({ value: idOfRegion(name), taxInclusive: tax_inclusive })),
  )
  await ensureLinks(
    container,
    shop.regions.flatMap((region) =>
      offered(region.payment_providers).map((provider) => ({
        [Modules.REGION]: { region_id: idOfRegion(region.name) },
        [Modules.PAYMENT]: { payment_provider_id: provider },
      })),
    ),
  )
  note("regions", shop.regions.length, created)
  return ids
}

const firstCountry = (region: { countries: readonly string[] }): string => region.countries[0] ?? ""

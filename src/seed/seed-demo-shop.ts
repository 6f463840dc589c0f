import type { ExecArgs, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { adoptDefaults } from "./areas/adopt-defaults"
import { movePictures } from "./areas/move-pictures"
import { seedApiKeys } from "./areas/seed-api-keys"
import { seedCustomers } from "./areas/seed-customers"
import { seedInventory } from "./areas/seed-inventory"
import { seedPriceLists } from "./areas/seed-price-lists"
import { seedProducts } from "./areas/seed-products"
import { seedRegions } from "./areas/seed-regions"
import { seedShipping } from "./areas/seed-shipping"
import { seedStore } from "./areas/seed-store"
import { seedTaxes } from "./areas/seed-taxes"
import { seedTaxonomy } from "./areas/seed-taxonomy"
import { seedVariants } from "./areas/seed-variants"
import { seedWarehouses } from "./areas/seed-warehouses"
import { readDemoShop } from "./data/read-demo-shop"
import { idOf } from "./ensure"
import { parseSeedArguments, type SeedOptions } from "./parse-arguments"
import { writePictures } from "./pictures/write-pictures"
import type { SeedReport } from "./seed-report"
import type { Seeding } from "./seeding"

export type { SeedReport } from "./seed-report"

/**
 * Fills a migrated database with the demo shop. It may run again at any time: it creates what is missing, completes what
 * a killed run left half made, overwrites nothing and deletes nothing.
 *
 * @throws DataFileError before anything is written, when the files have a mistake
 */
export async function seedDemoShop(
  container: MedusaContainer,
  { dataDir, staticDir, publicUrl }: SeedOptions,
): Promise<SeedReport> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const shop = readDemoShop(dataDir)
  const counts: Record<string, { total: number; created: number }> = {}
  const seeding: Seeding = {
    container,
    shop,
    note: (what, total, created) => {
      counts[what] = { total, created }
      // Whoever started the seed shows these lines as its progress.
      logger.info(`Demo shop: ${total} ${what}, ${created} of them new`)
    },
  }
  seeding.note("pictures", shop.products.length, writePictures(shop, dataDir, staticDir))

  await adoptDefaults(seeding)
  const { channelIds } = await seedStore(seeding)
  const publishableKey = await seedApiKeys(seeding, channelIds)
  const regionIds = await seedRegions(seeding)
  const taxonomy = await seedTaxonomy(seeding)
  await seedTaxes(seeding, taxonomy.types)
  const locationIds = await seedWarehouses(seeding, channelIds)
  const { profileId } = await seedShipping(seeding, locationIds)
  const itemIds = await seedInventory(seeding, locationIds)
  const productIds = await seedProducts(seeding, { taxonomy, channelIds, profileId, publicUrl })
  const variantIds = await seedVariants(seeding, productIds, itemIds)
  await movePictures(seeding, publicUrl)
  const groupIds = await seedCustomers(seeding)
  await seedPriceLists(seeding, variantIds, groupIds)

  const { region, sku } = shop.store.examples
  return {
    storeName: shop.store.name,
    publishableKey,
    regionId: idOf(regionIds, "region", region),
    productHandle: shop.variants.find((variant) => variant.sku === sku)?.product ?? "",
    variantId: idOf(variantIds, "variant", sku),
    sku,
    regionIds: Object.fromEntries(regionIds),
    counts,
  }
}

/** `medusa exec ./src/seed/seed-demo-shop.js -- --data … --static … --public-url …` */
export default async function seedFromCommandLine({ container, args }: ExecArgs): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const startedAt = Date.now()
  const report = await seedDemoShop(container, parseSeedArguments(args.length > 0 ? args : behindDashes(process.argv)))
  logger.info(
    `Demo shop: ready in ${((Date.now() - startedAt) / 1000).toFixed(1)} s. Publishable key ${report.publishableKey}`,
  )
}

/** The host's command line keeps options for itself and drops what stands behind `--`, so it is read here. */
function behindDashes(argv: readonly string[]): readonly string[] {
  const dashes = argv.indexOf("--")
  return dashes < 0 ? [] : argv.slice(dashes + 1)
}

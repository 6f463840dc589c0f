import { customersSchema } from "./customer-data"
import { DataFileError } from "./data-file-error"
import type { DemoShop } from "./demo-shop"
import { joinVariants } from "./join-variants"
import { priceListsSchema, priceRowSchema } from "./price-list-data"
import { readCsv } from "./read-csv"
import { readProducts } from "./read-products"
import { readYaml } from "./read-yaml"
import { referenceProblems } from "./reference-problems"
import { regionsSchema } from "./region-data"
import { shippingSchema } from "./shipping-data"
import { storeSchema } from "./store-data"
import { taxesSchema } from "./tax-data"
import { taxonomySchema } from "./taxonomy-data"
import { warehousesSchema } from "./warehouse-data"

/**
 * Reads the folder demo-shop and checks it as a whole, so that nothing is written to a database from half of it.
 *
 * @throws DataFileError that lists every mistake of the file at hand, or every name that leads nowhere
 */
export function readDemoShop(dataDir: string): DemoShop {
  const yaml = <S extends Parameters<typeof readYaml>[2]>(file: string, schema: S) =>
    readYaml(dataDir, file, schema).value
  const products = readProducts(dataDir)
  const shop: DemoShop = {
    store: yaml("store.yaml", storeSchema),
    regions: yaml("regions.yaml", regionsSchema),
    taxes: yaml("taxes.yaml", taxesSchema),
    warehouses: yaml("warehouses.yaml", warehousesSchema),
    shipping: yaml("shipping.yaml", shippingSchema),
    taxonomy: yaml("taxonomy.yaml", taxonomySchema),
    products,
    variants: joinVariants(dataDir, products),
    customers: yaml("customers.yaml", customersSchema),
    priceLists: yaml("price-lists.yaml", priceListsSchema).map(({ prices, ...list }) => ({
      ...list,
      rows: readCsv(dataDir, prices, priceRowSchema),
    })),
  }
  const problems = referenceProblems(shop)
  if (problems.length > 0) throw new DataFileError(problems)
  return shop
}

import { DataFileError } from "./data-file-error"
import { type PriceRow, priceRowSchema } from "./price-list-data"
import type { ProductData } from "./product-data"
import { type CsvRow, readCsv } from "./read-csv"
import { stockRowSchema, type VariantData, variantRowSchema } from "./variant-data"
import { WAREHOUSES } from "./warehouse-data"

/**
 * Puts variants.csv, prices.csv and stock.csv together by SKU.
 *
 * @throws DataFileError when a variant has no price or no stock row, or a row has no variant
 */
export function joinVariants(dataDir: string, products: readonly ProductData[]): VariantData[] {
  const rows = readCsv(dataDir, "variants.csv", variantRowSchema)
  const prices = bySku<PriceRow>(readCsv(dataDir, "prices.csv", priceRowSchema))
  const stock = bySku(readCsv(dataDir, "stock.csv", stockRowSchema))
  const productByHandle = new Map(products.map((product) => [product.handle, product]))
  const known = new Set(rows.map((row) => row.sku))
  const problems = [...prices.values(), ...stock.values()]
    .filter((row) => !known.has(row.sku))
    .map((row) => `${row.where} has the SKU ${row.sku}, which is not in variants.csv`)

  const variants = rows.flatMap((row): VariantData[] => {
    const product = productByHandle.get(row.product)
    const price = prices.get(row.sku)
    const units = stock.get(row.sku)
    const parts = product?.kit[row.sku]
    const mistakes = [
      ...(product ? optionProblems(row.options, product) : [`there is no product ${row.product} in products/`]),
      ...(price ? [] : ["it has no row in prices.csv"]),
      ...(parts && units ? ["it is a kit, so stock.csv may not list it: its parts have the stock"] : []),
      ...(parts || units ? [] : ["it has no row in stock.csv"]),
    ]
    problems.push(...mistakes.map((mistake) => `${row.where} ${row.sku}: ${mistake}`))
    if (!product || !price || mistakes.length > 0) return []
    const optionNames = Object.keys(product.options)
    return [
      {
        sku: row.sku,
        product: row.product,
        title: row.options.join(" / "),
        optionValues: Object.fromEntries(optionNames.map((name, at) => [name, row.options[at] ?? ""])),
        barcode: row.barcode,
        weightGrams: row.weight_grams,
        backorder: row.backorder,
        prices: { usd: price.usd, eur: price.eur, gbp: price.gbp, jpy: price.jpy },
        stock: Object.fromEntries(WAREHOUSES.flatMap((key) => (units?.[key] === undefined ? [] : [[key, units[key]]]))),
        parts: parts ?? [],
      },
    ]
  })
  if (problems.length > 0) throw new DataFileError(problems)
  return variants
}

function optionProblems(values: readonly string[], product: ProductData): string[] {
  const options = Object.entries(product.options)
  if (values.length !== options.length) {
    return [`it has ${values.length} option values, and ${product.handle} has ${options.length} options`]
  }
  return options.flatMap(([name, allowed], at) => {
    const value = values[at] ?? ""
    return allowed.includes(value) ? [] : [`${name} "${value}" is not one of ${allowed.join(", ")} (${product.where})`]
  })
}

function bySku<Row extends { sku: string }>(rows: readonly CsvRow<Row>[]): Map<string, CsvRow<Row>> {
  return new Map(rows.map((row) => [row.sku, row]))
}

import type { DemoShop } from "./demo-shop"

/** Names that lead nowhere: each file is right by itself, but what it names is in no other file. */
export function referenceProblems(shop: DemoShop): string[] {
  const problems: string[] = []
  const check = (known: Iterable<string>, what: string) => {
    const names = new Set(known)
    return (where: string, name: string) => {
      if (!names.has(name)) problems.push(`${where} names the ${what} "${name}", which does not exist`)
    }
  }
  const { store, taxonomy, customers, variants, products } = shop
  const channel = check(
    store.sales_channels.map(({ name }) => name),
    "sales channel",
  )
  const region = check(
    shop.regions.map(({ name }) => name),
    "region",
  )
  const type = check(taxonomy.types, "product type")
  const tag = check(taxonomy.tags, "tag")
  const collection = check(
    taxonomy.collections.map(({ handle }) => handle),
    "collection",
  )
  const category = check(
    taxonomy.categories.flatMap(({ handle, children }) => [handle, ...children.map((child) => child.handle)]),
    "category",
  )
  const group = check(customers.groups, "customer group")
  const sku = check(
    variants.map((variant) => variant.sku),
    "SKU",
  )
  const stockedSku = check(
    variants.filter(({ parts }) => parts.length === 0).map((variant) => variant.sku),
    "stocked SKU",
  )
  const productWithVariants = check(
    variants.map(({ product }) => product),
    "product with variants",
  )

  for (const key of store.publishable_keys) channel(`store.yaml ${key.title}`, key.channel)
  region("store.yaml examples", store.examples.region)
  sku("store.yaml examples", store.examples.sku)
  for (const [key, warehouse] of Object.entries(shop.warehouses)) {
    for (const name of warehouse.channels) channel(`warehouses.yaml ${key}`, name)
  }
  for (const { country, reduced, provinces } of shop.taxes) {
    for (const rate of [...reduced, ...provinces.flatMap((province) => province.reduced)]) {
      for (const name of rate.product_types) type(`taxes.yaml ${country} ${rate.code}`, name)
    }
  }
  for (const product of products) {
    const where = `${product.where} ${product.handle}`
    type(where, product.type)
    collection(where, product.collection)
    product.categories.forEach((name) => category(where, name))
    product.tags.forEach((name) => tag(where, name))
    productWithVariants(where, product.handle)
    for (const [kit, parts] of Object.entries(product.kit)) {
      sku(where, kit)
      parts.forEach(({ part }) => stockedSku(`${where} ${kit}`, part))
    }
  }
  for (const customer of customers.customers) {
    for (const name of customer.groups) group(`customers.yaml ${customer.email}`, name)
  }
  for (const list of shop.priceLists) {
    for (const name of list.groups) group(`price-lists.yaml ${list.title}`, name)
    for (const row of list.rows) sku(row.where, row.sku)
  }
  return problems
}

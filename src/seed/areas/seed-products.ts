import { Modules, ProductStatus } from "@medusajs/framework/utils"
import { createProductsWorkflow } from "@medusajs/medusa/core-flows"
import type { ProductData } from "../data/product-data"
import { ensure, idOf, type Ids, idsByName } from "../ensure"
import { ensureLinks } from "../ensure-links"
import { pictureUrl } from "../pictures/write-pictures"
import type { Seeding } from "../seeding"
import type { TaxonomyIds } from "./seed-taxonomy"

interface Around {
  readonly taxonomy: TaxonomyIds
  readonly channelIds: Ids
  readonly profileId: string
  readonly publicUrl: string
}

/** Products by handle, without their variants: those come after the stock they point to. */
export async function seedProducts({ container, shop, note }: Seeding, around: Around): Promise<Ids> {
  const products = container.resolve(Modules.PRODUCT)
  const { ids, created } = await ensure({
    what: "product",
    wanted: shop.products,
    nameOf: ({ handle }) => handle,
    find: async () =>
      idsByName(
        await products.listProducts(
          { handle: shop.products.map(({ handle }) => handle) },
          { select: ["id", "handle"], take: null },
        ),
        ({ handle }) => handle,
      ),
    create: (missing) =>
      createProductsWorkflow(container).run({
        input: { products: missing.map((product) => productInput(product, around)) },
      }),
  })
  const channelsOf = channelsOfProduct(
    shop.store.sales_channels.map(({ name }) => idOf(around.channelIds, "sales channel", name)),
  )
  await ensureLinks(
    container,
    shop.products.flatMap((product) => {
      const end = { [Modules.PRODUCT]: { product_id: idOf(ids, "product", product.handle) } }
      return [
        { ...end, [Modules.FULFILLMENT]: { shipping_profile_id: around.profileId } },
        ...channelsOf(product).map((channelId) => ({
          ...end,
          [Modules.SALES_CHANNEL]: { sales_channel_id: channelId },
        })),
      ]
    }),
  )
  note("products", shop.products.length, created)
  return ids
}

/** The first channel sells everything, the others what is marked for wholesale. */
function channelsOfProduct([first, ...others]: readonly string[]): (product: ProductData) => string[] {
  return ({ wholesale }) => [...(first ? [first] : []), ...(wholesale ? others : [])]
}

function productInput(product: ProductData, { taxonomy, publicUrl }: Around) {
  const url = pictureUrl(publicUrl, product.handle)
  return {
    handle: product.handle,
    title: product.title,
    subtitle: product.subtitle,
    description: product.description,
    status: ProductStatus.PUBLISHED,
    type_id: idOf(taxonomy.types, "product type", product.type),
    collection_id: idOf(taxonomy.collections, "collection", product.collection),
    category_ids: product.categories.map((name) => idOf(taxonomy.categories, "category", name)),
    tag_ids: product.tags.map((name) => idOf(taxonomy.tags, "tag", name)),
    origin_country: product.origin.toLowerCase(),
    hs_code: product.hs,
    material: product.material,
    ...product.package,
    thumbnail: url,
    images: [{ url }],
    options: Object.entries(product.options).map(([title, values]) => ({ title, values })),
  }
}

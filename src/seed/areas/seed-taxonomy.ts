import { Modules } from "@medusajs/framework/utils"
import {
  createCollectionsWorkflow,
  createProductCategoriesWorkflow,
  createProductTagsWorkflow,
  createProductTypesWorkflow,
} from "@medusajs/medusa/core-flows"
import { ensure, idOf, type Ids, idsByName } from "../ensure"
import type { Seeding } from "../seeding"

export interface TaxonomyIds {
  readonly types: Ids
  readonly tags: Ids
  readonly collections: Ids
  readonly categories: Ids
}

/** Product types, tags, collections and the category tree. */
export async function seedTaxonomy(seeding: Seeding): Promise<TaxonomyIds> {
  const { container, shop, note } = seeding
  const { taxonomy } = shop
  const products = container.resolve(Modules.PRODUCT)
  const types = await ensure({
    what: "product type",
    wanted: taxonomy.types,
    nameOf: (value) => value,
    find: async () =>
      idsByName(
        await products.listProductTypes({ $or: taxonomy.types.map((value) => ({ value })) }, { take: null }),
        ({ value }) => value,
      ),
    create: (missing) =>
      createProductTypesWorkflow(container).run({ input: { product_types: missing.map((value) => ({ value })) } }),
  })
  const tags = await ensure({
    what: "tag",
    wanted: taxonomy.tags,
    nameOf: (value) => value,
    find: async () =>
      idsByName(
        await products.listProductTags({ $or: taxonomy.tags.map((value) => ({ value })) }, { take: null }),
        ({ value }) => value,
      ),
    create: (missing) =>
      createProductTagsWorkflow(container).run({ input: { product_tags: missing.map((value) => ({ value })) } }),
  })
  const collections = await ensure({
    what: "collection",
    wanted: taxonomy.collections,
    nameOf: ({ handle }) => handle,
    find: async () =>
      idsByName(
        await products.listProductCollections(
          { handle: taxonomy.collections.map(({ handle }) => handle) },
          { take: null },
        ),
        ({ handle }) => handle,
      ),
    create: (missing) => createCollectionsWorkflow(container).run({ input: { collections: [...missing] } }),
  })
  const categories = await seedCategories(seeding)
  note("product types", taxonomy.types.length, types.created)
  note("tags", taxonomy.tags.length, tags.created)
  note("collections", taxonomy.collections.length, collections.created)
  return { types: types.ids, tags: tags.ids, collections: collections.ids, categories }
}

/** Top categories first, then what hangs below them. */
async function seedCategories({ container, shop, note }: Seeding): Promise<Ids> {
  const products = container.resolve(Modules.PRODUCT)
  const tops = shop.taxonomy.categories.map(({ children: _children, ...top }, rank) => ({
    ...top,
    rank,
    parent: undefined,
  }))
  const children = shop.taxonomy.categories.flatMap((top) =>
    top.children.map((child, rank) => ({ ...child, rank, parent: top.handle })),
  )
  const ensureLevel = (level: readonly ((typeof tops)[number] | (typeof children)[number])[], parents: Ids) =>
    ensure({
      what: "category",
      wanted: level,
      nameOf: ({ handle }) => handle,
      find: async () =>
        idsByName(
          await products.listProductCategories({ handle: level.map(({ handle }) => handle) }, { take: null }),
          ({ handle }) => handle,
        ),
      create: (missing) =>
        createProductCategoriesWorkflow(container).run({
          input: {
            product_categories: missing.map(({ parent, ...category }) => ({
              ...category,
              is_active: true,
              is_internal: false,
              ...(parent && { parent_category_id: idOf(parents, "category", parent) }),
            })),
          },
        }),
    })
  const first = await ensureLevel(tops, new Map())
  const second = await ensureLevel(children, first.ids)
  note("categories", tops.length + children.length, first.created + second.created)
  return new Map([...first.ids, ...second.ids])
}

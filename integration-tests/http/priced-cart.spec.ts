import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import type Medusa from "@medusajs/js-sdk"
import { adminDesk } from "../support/admin-desk"
import { Merchant } from "../support/merchant"
import { runningShop } from "../support/running-shop"
import { signUp } from "../support/sign-up"
import { Storefront } from "../support/storefront"

/** A cart is priced twice: as the host reads it when it changes, and as we read it before money moves. */
describe("a cart whose promotions ask for all that a cart has", () => {
  const shop = runningShop()
  const name = `priced${Date.now()}`
  const email = `${name}@example.com`
  const front = new Storefront(shop.baseUrl, shop.publishableKey)
  const promotions: string[] = []
  let merchant: Merchant
  let desk: Medusa
  let productId: string
  let groupId: string
  beforeAll(async () => {
    merchant = await Merchant.login(shop)
    desk = await adminDesk(shop)
    await signUp(front, email)
    groupId = (await desk.admin.customerGroup.create({ name })).customer_group.id
    const { customers } = await desk.admin.customer.list({ email })
    await desk.admin.customerGroup.batchCustomers(groupId, { add: customers.map(({ id }) => id) })
  })
  afterAll(async () => {
    for (const id of Object.keys(ENTRIES)) await merchant.delete(`/admin/stacking/entries/${name}_${id}`)
    for (const id of promotions) await desk.admin.promotion.delete(id)
    await desk.admin.product.delete(productId)
  })

  const sku = `sku_${name}`
  const of = (kind: string) => ({ [`any_of_${kind}`]: [kind === "variants" ? sku : name] })
  const ENTRIES: Readonly<Record<string, object>> = {
    category: { cart_contains: of("categories") },
    tag: { cart_contains: of("tags") },
    collection: { cart_contains: of("collections") },
    type: { cart_contains: of("types") },
    variant: { cart_contains: of("variants") },
    group: { customer_groups: [name] },
    customer: { customers: [email] },
    market: { markets: ["US"] },
    region: { regions: ["United States"] },
    subtotal: { min_subtotal_cents: 10_000, max_subtotal_cents: 10_000 },
    code: {},
  }

  it("pays the price it was shown, with 11 entries and 7 promotions of the host's own", async () => {
    const { product_category: category } = await desk.admin.productCategory.create({ name, handle: name })
    const { product_tag: tag } = await desk.admin.productTag.create({ value: name })
    const { collection } = await desk.admin.productCollection.create({ title: name, handle: name })
    const { product_type: type } = await desk.admin.productType.create({ value: name })
    const { shipping_profiles: profiles } = await desk.admin.shippingProfile.list()
    const { sales_channels: channels } = await desk.admin.salesChannel.list()
    const { product } = await desk.admin.product.create({
      title: name,
      handle: name,
      status: "published",
      shipping_profile_id: profiles[0]?.id ?? "",
      sales_channels: channels.map(({ id }) => ({ id })),
      categories: [{ id: category.id }],
      tags: [{ id: tag.id }],
      collection_id: collection.id,
      type_id: type.id,
      options: [{ title: "Size", values: ["M"] }],
      variants: [
        {
          title: "M",
          sku,
          options: { Size: "M" },
          manage_inventory: false,
          prices: [{ currency_code: "usd", amount: 50 }],
        },
      ],
    })
    productId = product.id
    const { shipping_options: options } = await desk.admin.shippingOption.list({ fields: "name,type.id" })
    const shippingType = options.find((option) => option.name.startsWith("Standard"))?.type?.id ?? ""

    const entries = Object.entries(ENTRIES).map(([id, conditions]) => ({
      id: `${name}_${id}`,
      stacks_with: "any",
      conditions,
      action: { type: "percent_off", value: 1 },
      ...(id === "code" && { codes: [name] }),
    }))
    expect((await merchant.post("/admin/stacking/entries", entries)).body).toMatchObject({
      imported: entries.map(({ id }) => id),
    })
    const host = async (code: string, method: object, rule?: readonly [string, string]) => {
      const { status, body } = await merchant.post("/admin/promotions", {
        code: `${name}_${code}`,
        type: "standard",
        status: "active",
        is_automatic: true,
        application_method: { type: "percentage", value: 1, ...method },
        rules: rule ? [{ attribute: rule[0], operator: "eq", values: [rule[1]] }] : [],
      })
      expect([status, body.message]).toEqual([200, undefined])
      promotions.push((body as { promotion: { id: string } }).promotion.id)
    }
    const target = (attribute: string, value: string) => ({
      target_type: attribute.startsWith("items.") ? "items" : "shipping_methods",
      allocation: "across",
      target_rules: [{ attribute, operator: "eq", values: [value] }],
    })
    await host("h_group", { target_type: "order" }, ["customer.groups.id", groupId])
    await host("h_country", { target_type: "order" }, ["shipping_address.country_code", "us"])
    await host("h_category", target("items.product.categories.id", category.id))
    await host("h_tag", target("items.product.tags.id", tag.id))
    await host("h_collection", target("items.product.collection_id", collection.id))
    await host("h_type", target("items.product.type_id", type.id))
    await host("h_shipping", target("shipping_methods.shipping_option.shipping_option_type_id", shippingType))

    const cart = await front.fillCart({
      region: "United States",
      email,
      address: {
        first_name: "Ada",
        last_name: "Byron",
        address_1: "1 Main St",
        city: "New York",
        postal_code: "10001",
        country_code: "us",
        province: "us-ny",
      },
      lines: [{ sku, quantity: 2 }],
      shipping: "Standard",
    })
    const { cart: coded } = await front.sdk.store.cart.update(cart.id, { promo_codes: [name] })
    await front.sdk.store.payment.initiatePaymentSession(coded, { provider_id: "pp_system_default" })
    const codes = (rows: readonly { readonly adjustments?: readonly { readonly code?: string | null }[] | null }[]) =>
      rows.flatMap(({ adjustments }) => adjustments?.map(({ code }) => code) ?? []).sort()
    const shown = codes([...(coded.items ?? []), ...(coded.shipping_methods ?? [])])
    expect(shown).toEqual(
      [
        ...entries.map(({ id }) => (id === `${name}_code` ? name : id)),
        ...["group", "country", "category", "tag", "collection", "type", "shipping"].map((one) => `${name}_h_${one}`),
      ].sort(),
    )
    const order = await front.complete(cart.id)
    expect(order.total).toBe(coded.total)
    expect(order.discount_total).toBe(coded.discount_total)
  })
})

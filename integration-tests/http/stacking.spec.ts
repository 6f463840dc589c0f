import { afterEach, beforeAll, describe, expect, it } from "@jest/globals"
import request from "supertest"
import { adminDesk } from "../support/admin-desk"
import { Merchant } from "../support/merchant"
import { runningShop } from "../support/running-shop"
import { Storefront } from "../support/storefront"

const shop = runningShop()
let merchant: Merchant
beforeAll(async () => {
  merchant = await Merchant.login(shop)
})

/** As a merchant writes it, to the letter. */
const SPRING = `
id: promo_2026_spring_15off
priority: 100
stacks_with: [free_shipping_over_50]
conditions:
  customer_segment: [new, returning]
  markets: [US, CA]
  channels: [web, ios]
  cart_contains: { any_of_categories: [hoodies, tees] }
  min_subtotal_cents: 5000
  time_window: { starts_at: "2026-03-01T00:00:00-05:00", ends_at: "2026-03-15T23:59:59-05:00" }
action: { type: percent_off, value: 15, applies_to: matching_lines }
exclusions: { variants: ["sku_giftcard_*", "sku_clearance_*"] }
`
const FREE_SHIPPING = {
  id: "free_shipping_over_50",
  stacks_with: ["promo_2026_spring_15off"],
  conditions: { min_subtotal_cents: 5000 },
  action: { type: "free_shipping" },
}
const percent = (id: string, value: number, more: object = {}) => ({
  id,
  stacks_with: "any",
  conditions: { channels: ["web"], cart_contains: { any_of_categories: ["hoodies"] } },
  action: { type: "percent_off", value },
  ...more,
})

const made = new Set<string>()
const importing = async (entries: object | string) => {
  const call = merchant.post("/admin/stacking/entries", entries)
  const answer = await (typeof entries === "string" ? call.set("content-type", "application/yaml") : call)
  for (const id of (answer.body as { imported?: string[] }).imported ?? []) made.add(id)
  return answer
}
afterEach(async () => {
  for (const id of made) await merchant.delete(`/admin/stacking/entries/${id}`)
  made.clear()
})

const CART = {
  currency_code: "usd",
  market: "US",
  channel: "web",
  customer_segment: "new",
  shipping_total: "7.95",
  items: [
    { id: "l1", sku: "sku_hoodie_m", quantity: 1, unit_price: "89.00", categories: ["hoodies"] },
    { id: "l2", sku: "sku_clearance_tee_m", quantity: 1, unit_price: "29.00", categories: ["tees"] },
    { id: "l3", sku: "sku_giftcard_25", quantity: 1, unit_price: "25.00", categories: ["tees"] },
  ],
}

describe("stacking entries over HTTP", () => {
  it("imports the example as it stands, as YAML, and prices a cart in its window and after it", async () => {
    expect((await importing(SPRING)).body).toMatchObject({ imported: ["promo_2026_spring_15off"] })
    expect((await importing(FREE_SHIPPING)).status).toBe(200)
    const at = (time: string) => merchant.post("/admin/stacking/simulate", { at: time, cart: CART })
    const spring = await at("2026-03-10T12:00:00-05:00")
    expect(spring.status).toBe(200)
    expect(spring.body).toMatchObject({
      discount_total: "13.35",
      shipping_discount_total: "7.95",
      applied: ["promo_2026_spring_15off", "free_shipping_over_50"],
      lines: [
        { id: "l1", discount: "13.35" },
        { id: "l2", discount: "0.00" },
        { id: "l3", discount: "0.00" },
      ],
    })
    const last = await at("2026-03-15T23:59:59-05:00")
    expect(last.body.applied).toContain("promo_2026_spring_15off")
    const over = await at("2026-03-16T00:00:00-05:00")
    expect(over.body.applied).toEqual(["free_shipping_over_50"])
  })

  it("evaluates entries that are sent alone, by priority and by best", async () => {
    const entries = [
      { id: "a", priority: 2, action: { type: "percent_off", value: 10, applies_to: "order" } },
      { id: "b", priority: 1, action: { type: "percent_off", value: 20, applies_to: "order" } },
    ]
    const simulate = (resolution: string) =>
      merchant.post("/admin/stacking/simulate", { entries, resolution, cart: CART })
    expect((await simulate("priority")).body).toMatchObject({ applied: ["a"], discount_total: "14.30" })
    expect((await simulate("best")).body).toMatchObject({
      applied: ["b"],
      discount_total: "28.60",
      certificate: { kind: "optimal" },
      trace: [
        { promotion: "b", outcome: "applied" },
        { promotion: "a", outcome: "outbid", by: "b" },
      ],
    })
  })

  it("imports nothing of a file with one bad entry, and names entry and field of each mistake", async () => {
    const bad = percent("bad", 101, { conditions: { cart_contains: { any_of_categories: ["capes"] } } })
    const answer = await importing([percent("good", 5), bad])
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      code: "entries_refused",
      problems: [
        { entry: "bad", field: "conditions.cart_contains.any_of_categories", code: "entry_category_unknown" },
        { entry: "bad", field: "action.value", code: "entry_percent_out_of_range" },
      ],
    })
    expect((await merchant.get("/admin/stacking/entries/good")).status).toBe(404)
  })

  it("lists in the order of application, reorders, stops, exports and deletes", async () => {
    await importing([percent("one", 1, { priority: 1 }), percent("two", 2, { priority: 2 })])
    const ids = async () =>
      ((await merchant.get("/admin/stacking/entries")).body as { entries: { id: string }[] }).entries.map(
        ({ id }) => id,
      )
    expect(await ids()).toEqual(["two", "one"])
    await merchant.post("/admin/stacking/priorities", { priorities: [{ id: "one", priority: 3 }] })
    expect(await ids()).toEqual(["one", "two"])
    const stopped = await merchant.post("/admin/stacking/entries/one", { status: "stopped" })
    expect(stopped.body.entry).toMatchObject({ id: "one", status: "stopped", priority: 3 })
    const yaml = await merchant.get("/admin/stacking/entries/export")
    expect(yaml.headers["content-type"]).toMatch(/yaml/)
    expect(yaml.text).toContain("id: one")
    expect((await merchant.delete("/admin/stacking/entries/one")).body).toMatchObject({ deleted: true })
    expect(await ids()).toEqual(["two"])
  })

  it("finds 2 entries that name each other and can never meet", async () => {
    await importing([
      percent("us_only", 5, { stacks_with: ["ca_only"], conditions: { markets: ["US"] } }),
      percent("ca_only", 5, { stacks_with: ["us_only"], conditions: { markets: ["CA"] } }),
    ])
    const { body } = await merchant.post("/admin/stacking/lint")
    expect(body.findings).toContainEqual(
      expect.objectContaining({ code: "never_meets", entries: expect.arrayContaining(["us_only", "ca_only"]) }),
    )
  })

  it("says what another rule set would have given the carts of the last day", async () => {
    const { status, body } = await merchant.post("/admin/stacking/shadow", {
      entries: [percent("other", 50, { conditions: {} })],
      days: 1,
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      carts: expect.any(Number),
      changed: expect.any(Number),
      differences: expect.any(Array),
    })
  })

  it("makes 1000 codes once, gives them out as a file, and refuses a file with a bad row", async () => {
    const batch = { batch_id: `letters-${Date.now()}`, entry_id: "letters", count: 1000, prefix: "AB-", length: 10 }
    expect((await merchant.post("/admin/stacking/code-batches", batch)).status).toBe(200)
    expect((await merchant.post("/admin/stacking/code-batches", batch)).status).toBe(200)
    const file = await merchant.get(`/admin/stacking/code-batches/${batch.batch_id}/codes`)
    expect(file.text.trim().split("\n")).toHaveLength(1000)
    const bad = await merchant
      .post("/admin/stacking/code-batches/by-hand/codes?entry_id=letters", "GOOD1\nNOT GOOD\n")
      .set("content-type", "text/plain")
    expect(bad.status).toBeGreaterThanOrEqual(400)
    expect(bad.status).toBeLessThan(500)
    expect(bad.body.message).toContain("NOT GOOD")
  })

  it("answers 401 without a login", async () => {
    for (const path of ["entries", "settings", "decisions/x"]) {
      expect((await request(shop.baseUrl).get(`/admin/stacking/${path}`)).status).toBe(401)
    }
    expect((await request(shop.baseUrl).post("/admin/stacking/simulate").send({})).status).toBe(401)
  })
})

describe("a cart", () => {
  const front = new Storefront(shop.baseUrl, shop.publishableKey)
  const purchase = {
    region: "United States",
    email: "stacking@example.com",
    address: {
      first_name: "Ada",
      last_name: "Byron",
      address_1: "1 Main St",
      city: "New York",
      postal_code: "10001",
      country_code: "us",
      province: "us-ny",
    },
    lines: [{ sku: "sku_hoodie_m", quantity: 1 }],
    shipping: "Standard",
  }
  const promotions = async (cartId: string) =>
    (
      await request(shop.baseUrl)
        .get(`/store/carts/${cartId}/promotions`)
        .set("x-publishable-api-key", shop.publishableKey)
    ).body as { applied: object[]; why_not: object[]; unlock: object[] }

  it("gets 15 % off a hoodie of 89.00, and the order keeps why", async () => {
    await importing(percent("hood15", 15))
    const cart = await front.fillCart(purchase)
    expect(cart.items?.[0]?.adjustments).toMatchObject([{ code: "hood15", amount: 13.35 }])
    const order = await front.complete(cart.id)
    const { body } = await merchant.get(`/admin/stacking/decisions/${order.id}`)
    expect(body.decision.answer).toMatchObject({ discount_total: "13.35", applied: ["hood15"] })
    expect(body.decision.input_hash).toHaveLength(64)
  })

  it("takes an entered code, says why another does not apply, and not the id of the entry", async () => {
    await importing([
      percent("secret_ten", 10, { codes: ["TENOFF"] }),
      percent("secret_big", 10, { codes: ["BIGCART"], conditions: { min_subtotal_cents: 50_000 } }),
    ])
    const cart = await front.fillCart(purchase)
    const enter = (codes: string[]) =>
      request(shop.baseUrl)
        .post(`/store/carts/${cart.id}/promotions`)
        .set("x-publishable-api-key", shop.publishableKey)
        .send({ promo_codes: codes })
    const entered = await enter(["TENOFF", "BIGCART"])
    expect(entered.status).toBe(200)
    expect(entered.body.cart.items[0].adjustments).toMatchObject([{ code: "TENOFF", amount: 8.9 }])
    expect(await promotions(cart.id)).toMatchObject({
      applied: [{ code: "TENOFF", discount: "8.90" }],
      why_not: [{ code: "BIGCART", reason: "ineligible", message: expect.stringContaining("Add 411.00 USD more") }],
    })
    // Another change of the cart keeps the code.
    const { cart: more } = await front.sdk.store.cart.updateLineItem(cart.id, cart.items?.[0]?.id ?? "", {
      quantity: 2,
    })
    expect(more.items?.[0]?.adjustments).toMatchObject([{ code: "TENOFF", amount: 17.8 }])
    const removed = await request(shop.baseUrl)
      .delete(`/store/carts/${cart.id}/promotions`)
      .set("x-publishable-api-key", shop.publishableKey)
      .send({ promo_codes: ["TENOFF"] })
    expect(removed.body.cart.items[0].adjustments).toEqual([])
    expect((await enter(["secret_ten"])).body.cart?.items?.[0]?.adjustments ?? []).toEqual([])
    expect((await enter(["NOSUCH"])).status).toBe(400)
  })

  it("is given a gift from 100.00 on, loses it below, and pays nothing for it", async () => {
    await importing({
      id: "gifted",
      conditions: { min_subtotal_cents: 10_000 },
      action: { type: "free_gift", variant: "sku_clearance_tee_m" },
    })
    const cart = await front.fillCart(purchase)
    expect(cart.items).toHaveLength(1)
    const lineId = cart.items?.[0]?.id ?? ""
    const { cart: more } = await front.sdk.store.cart.updateLineItem(cart.id, lineId, { quantity: 2 })
    const gift = more.items?.find((item) => item.variant_sku === "sku_clearance_tee_m")
    expect(gift).toMatchObject({ quantity: 1, unit_price: 29, adjustments: [{ code: "gifted", amount: 29 }] })
    // The host counts a discount with its tax, 8.875 % in New York.
    expect(more.discount_total).toBeCloseTo(29 * 1.08875, 6)
    const { cart: less } = await front.sdk.store.cart.updateLineItem(cart.id, lineId, { quantity: 1 })
    expect(less.items?.map((item) => item.variant_sku)).toEqual(["sku_hoodie_m"])
  })

  it("loses a gift whose promotion was deleted, at the next change and before it pays", async () => {
    const gifted = {
      id: "gifted",
      conditions: { min_subtotal_cents: 10_000 },
      action: { type: "free_gift", variant: "sku_clearance_tee_m" },
    }
    await importing(gifted)
    const skus = (cart: {
      readonly items?: readonly { readonly variant_sku?: string | null | undefined }[] | null | undefined
    }) => cart.items?.map((item) => item.variant_sku).sort()
    const two = { ...purchase, lines: [{ sku: "sku_hoodie_m", quantity: 2 }] }
    const [changed, paying] = [await front.fillCart(two), await front.fillCart(two)]
    for (const cart of [changed, paying]) expect(skus(cart)).toEqual(["sku_clearance_tee_m", "sku_hoodie_m"])
    await merchant.delete("/admin/stacking/entries/gifted")
    const lineId = changed.items?.find((item) => item.variant_sku === "sku_hoodie_m")?.id ?? ""
    const { cart: more } = await front.sdk.store.cart.updateLineItem(changed.id, lineId, { quantity: 3 })
    expect(skus(more)).toEqual(["sku_hoodie_m"])
    const answer = await front.sdk.store.cart.complete(paying.id)
    expect(answer).toMatchObject({ type: "cart", error: { name: "promotion_changed" } })
    expect(answer.type === "cart" && skus(answer.cart)).toEqual(["sku_hoodie_m"])
  })

  it("is shown the new price, and charged nothing, when its promotion ended before it paid", async () => {
    await importing(percent("ending", 20))
    const cart = await front.fillCart(purchase)
    expect(cart.items?.[0]?.adjustments).toMatchObject([{ code: "ending", amount: 17.8 }])
    await merchant.post("/admin/stacking/entries/ending", { status: "stopped" })
    const answer = await front.sdk.store.cart.complete(cart.id)
    expect(answer).toMatchObject({
      type: "cart",
      error: { name: "promotion_changed", message: expect.stringContaining("ending does not apply any more") },
    })
    expect(answer.type === "cart" && answer.cart.discount_total).toBe(0)
    // Another amount needs another payment session, as whenever a cart's total changes.
    const { cart: priced } = await front.sdk.store.cart.retrieve(cart.id)
    await front.sdk.store.payment.initiatePaymentSession(priced, { provider_id: "pp_system_default" })
    const order = await front.complete(cart.id)
    expect(order.discount_total).toBe(0)
  })

  it("uses a promotion with 2 uses twice, gives one back when its order is canceled, and uses it again", async () => {
    await importing(percent("scarce", 10, { limits: { uses: 2 } }))
    const discounted = async () => {
      const order = await front.complete((await front.fillCart(purchase)).id)
      return { id: order.id, discounted: order.discount_total > 0 }
    }
    const first = await discounted()
    expect([first.discounted, (await discounted()).discounted, (await discounted()).discounted]).toEqual([
      true,
      true,
      false,
    ])
    const desk = await adminDesk(shop)
    await desk.admin.order.cancel(first.id)
    expect((await discounted()).discounted).toBe(true)
  })

  it("spends the one use of a campaign's budget, refuses it to the cart beside, and gives it back when canceled", async () => {
    const identifier = `spring-${Date.now()}`
    const created = await merchant.post("/admin/campaigns", {
      name: "Spring",
      campaign_identifier: identifier,
      budget: { type: "usage", limit: 1 },
    })
    expect(created.status).toBe(200)
    const { id: campaignId } = (created.body as { campaign: { id: string } }).campaign
    const used = async () => Number((await merchant.get(`/admin/campaigns/${campaignId}`)).body.campaign.budget.used)
    await importing(percent("campaigned", 10, { campaign: identifier }))
    const [first, second] = [await front.fillCart(purchase), await front.fillCart(purchase)]
    for (const cart of [first, second]) expect(cart.items?.[0]?.adjustments).toMatchObject([{ code: "campaigned" }])
    const order = await front.complete(first.id)
    expect(order.discount_total).toBeGreaterThan(0)
    expect(await used()).toBe(1)
    const answer = await front.sdk.store.cart.complete(second.id)
    expect(answer).toMatchObject({ type: "cart", error: { name: "promotion_changed" }, cart: { discount_total: 0 } })
    const desk = await adminDesk(shop)
    await desk.admin.order.cancel(order.id)
    expect(await used()).toBe(0)
    expect((await front.fillCart(purchase)).items?.[0]?.adjustments).toMatchObject([{ code: "campaigned" }])
    await merchant.delete(`/admin/campaigns/${campaignId}`)
  })

  it("pays 8.50 for a shirt of 10.00 with German tax in its price, at 15 % off", async () => {
    const desk = await adminDesk(shop)
    const { shipping_profiles: profiles } = await desk.admin.shippingProfile.list()
    const { sales_channels: channels } = await desk.admin.salesChannel.list()
    const sku = `sku_ten_${Date.now()}`
    const { product } = await desk.admin.product.create({
      title: "Shirt for ten",
      status: "published",
      shipping_profile_id: profiles[0]?.id ?? "",
      sales_channels: channels.map(({ id }) => ({ id })),
      options: [{ title: "Size", values: ["M"] }],
      variants: [
        {
          title: "M",
          sku,
          options: { Size: "M" },
          manage_inventory: false,
          prices: [{ currency_code: "eur", amount: 10 }],
        },
      ],
    })
    await importing({
      id: "fifteen",
      conditions: { cart_contains: { any_of_variants: [sku] } },
      action: { type: "percent_off", value: 15 },
    })
    const cents = (amount: number | undefined) => Math.round((amount ?? 0) * 100)
    const { cart: empty } = await front.sdk.store.cart.create({
      region_id: (await front.region("Euro zone")).id,
      email: "stacking@example.com",
      shipping_address: { ...purchase.address, city: "Berlin", postal_code: "10115", country_code: "de", province: "" },
    })
    const { cart } = await front.sdk.store.cart.createLineItem(empty.id, {
      variant_id: product.variants?.[0]?.id ?? "",
      quantity: 1,
    })
    const [item] = cart.items ?? []
    expect(item).toMatchObject({
      unit_price: 10,
      is_tax_inclusive: true,
      adjustments: [{ code: "fifteen", amount: 1.5 }],
    })
    // 19 % of the price without tax: 8.50 / 1.19 is 7.142857.
    expect([cents(cart.total), cents(cart.discount_total), cents(cart.tax_total)]).toEqual([850, 150, 136])
    await desk.admin.product.delete(product.id)
  })
})

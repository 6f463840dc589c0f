import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import request from "supertest"
import { dayFromToday } from "../support/day-from-today"
import { SPECIAL } from "../support/demo-catalogue"
import { expectRefused } from "../support/expect-refused"
import { type Article, OwnStock } from "../support/own-stock"
import { runningShop } from "../support/running-shop"
import { Storefront } from "../support/storefront"

const shop = runningShop()
let own: OwnStock
/** 7 in Berlin, 3 in Seattle. */
let cup: Article
/** 4 in Seattle. */
let pot: Article

beforeAll(async () => {
  own = await OwnStock.open(shop, "Shown")
  cup = await own.article("SHOWN-CUP", { [own.berlin.id]: 7, [own.seattle.id]: 3 })
  pot = await own.article("SHOWN-POT", { [own.seattle.id]: 4 })
})
afterAll(() => own.close())

const ask = (query: string | object, key = own.publishableKey) =>
  request(shop.baseUrl).get("/store/availability").set("x-publishable-api-key", key).query(query)
const one = async (query: string | object, key?: string) => (await ask(query, key)).body.availability[0]
const of = (...articles: readonly { variantId: string }[]) =>
  articles.map(({ variantId }) => `variant_id[]=${variantId}`).join("&")

describe("GET /store/availability", () => {
  it("answers 5 cups from two places today, 4 of 5 pots, and a variant that nobody sells, in the order asked", async () => {
    const { body, headers } = await ask(`${of(pot, { variantId: "variant_none" }, cup)}&quantity=5`)
    const no = { quantity: 5, available: false, promise_date: null, next_date: null }
    expect(body.availability).toEqual([
      { ...no, variant_id: pot.variantId, available_quantity: 4, reason: "insufficient_inventory" },
      { ...no, variant_id: "variant_none", available_quantity: 0, reason: "variant_unknown" },
      {
        variant_id: cup.variantId,
        quantity: 5,
        available: true,
        available_quantity: 10,
        promise_date: dayFromToday(0),
        reason: null,
        next_date: null,
      },
    ])
    expect(new Date(body.as_of).toISOString()).toBe(body.as_of)
    expect(headers["cache-control"]).toBe("no-store")
  })

  it("asks about 1 when no quantity is said, and says quantity_invalid for half a cup", async () => {
    expect(await one({ variant_id: cup.variantId })).toMatchObject({ quantity: 1, available: true })
    const half = await one({ variant_id: cup.variantId, quantity: "0.5" })
    expect(half).toMatchObject({ quantity: 0.5, available: false, reason: "quantity_invalid", promise_date: null })
  })

  it("counts a cart's 2 pots and safety stock of 1 as gone at once", async () => {
    const region = await new Storefront(shop.baseUrl, shop.publishableKey).region("United States")
    const { sdk } = new Storefront(shop.baseUrl, own.publishableKey)
    await sdk.store.cart.create({ region_id: region.id, items: [{ variant_id: pot.variantId, quantity: 2 }] })
    await own.merchant.post(`/admin/atp/levels/${pot.itemId}/${own.seattle.id}`, { safety_stock: 1 })
    expect(await one({ variant_id: pot.variantId, quantity: 2 })).toMatchObject({
      available: false,
      available_quantity: 1,
      reason: "insufficient_inventory",
    })
  })

  it("asked for 6 with 5 on hand, 10 on day D and 8 held, answers D; asked for 8, refuses and names D", async () => {
    const vase = await own.article("SHOWN-VASE", { [own.berlin.id]: 5 })
    const day = dayFromToday(10)
    const due = { item_id: vase.itemId, location_id: own.berlin.id, quantity: 10, expected_day: day }
    await own.merchant.post("/admin/atp/receipts", due)
    const region = await new Storefront(shop.baseUrl, shop.publishableKey).region("United States")
    const { sdk } = new Storefront(shop.baseUrl, own.publishableKey)
    const lines = { region_id: region.id, items: [{ variant_id: vase.variantId, quantity: 8 }] }
    await sdk.store.cart.create(lines)
    await expect(sdk.store.cart.create(lines)).rejects.toThrow(/0 available. Ask for at most 7/)
    const six = await one({ variant_id: vase.variantId, quantity: 6 })
    expect(six).toMatchObject({ available: true, available_quantity: 0, promise_date: day, reason: null })
    const eight = await one({ variant_id: vase.variantId, quantity: 8 })
    expect(eight).toMatchObject({ available: false, promise_date: null, reason: "insufficient_inventory" })
    expect(eight.next_date).toBe(day)
  })

  it("promises 2 from the nearest place: today to Seattle, in 5 days to Berlin, where 2 are on their way", async () => {
    const { merchant } = own
    await merchant.post(`/admin/atp/channel-policies/${own.channelId}`, { strategy: "nearest" })
    const rug = await own.article("SHOWN-RUG", { [own.berlin.id]: 0, [own.seattle.id]: 5 })
    const day = dayFromToday(5)
    const ends = { from_location_id: own.seattle.id, to_location_id: own.berlin.id }
    const transfer = { id: "shown-rugs", item_id: rug.itemId, ...ends, quantity: 2, expected_day: day }
    await merchant.post("/admin/atp/transfers", transfer)
    await merchant.post("/admin/atp/transfers/shown-rugs/dispatch")
    const two = { variant_id: rug.variantId, quantity: 2 }
    const near = await one({ ...two, country: "us", postal_code: "98109" })
    expect(near).toMatchObject({ available: true, available_quantity: 5, promise_date: dayFromToday(0) })
    const far = await one({ ...two, country: "de", postal_code: "10999" })
    expect(far).toMatchObject({ available: true, available_quantity: 5, promise_date: day })
    await merchant.post(`/admin/atp/channel-policies/${own.channelId}`, { strategy: "priority" })
  })

  it("refuses no variant, 101 variants, 0 of them, a quantity that is no number, and a country of 3 letters", async () => {
    expectRefused(await ask({}), "request_invalid", "variant_id")
    const many = Array.from({ length: 101 }, (_, i) => ({ variantId: `variant_${i}` }))
    expectRefused(await ask(of(...many)), "request_invalid", "variant_id")
    for (const quantity of ["0", "-1", "many", "1e3", "1000001", "NaN"]) {
      expectRefused(await ask({ variant_id: cup.variantId, quantity }), "quantity_invalid", quantity)
    }
    expectRefused(await ask({ variant_id: cup.variantId, country: "usa" }), "request_invalid", "country")
    const elsewhere = await ask({ variant_id: cup.variantId, sales_channel_id: "sc_none" })
    expectRefused(elsewhere, "sales_channel_invalid", "sc_none")
  })

  it("refuses a storefront without its publishable key, and one with a key that is not ours", async () => {
    const without = await request(shop.baseUrl).get("/store/availability").query({ variant_id: cup.variantId })
    const wrong = await ask({ variant_id: cup.variantId }, "pk_not_ours")
    for (const { status, body } of [without, wrong]) {
      expect(status).toBe(400)
      expect((body as { message: string }).message).toMatch(/publishable/i)
    }
  })

  it("does not tell a channel about a variant that only another one sells", async () => {
    const region = await new Storefront(shop.baseUrl, shop.publishableKey).region("United States")
    const lantern = await new Storefront(shop.baseUrl, shop.publishableKey).variant(SPECIAL.fiveLeft, region.id)
    expect(await one({ variant_id: lantern.id })).toMatchObject({ available: false, reason: "variant_unknown" })
  })
})

describe("GET /store/availability of the demo shop", () => {
  const front = new Storefront(shop.baseUrl, shop.publishableKey)
  const shown = async (sku: string, quantity: number) => {
    const region = await front.region("United States")
    const { id } = await front.variant(sku, region.id)
    return one({ variant_id: id, quantity, country: "us", postal_code: "10001" }, shop.publishableKey)
  }
  const atp = async (sku: string) => {
    const { body } = await own.merchant.get("/admin/atp/levels", { q: sku })
    const levels = (body as { levels: { sku: string; atp: number }[] }).levels.filter((level) => level.sku === sku)
    return levels.reduce((sum, level) => sum + Math.max(0, level.atp), 0)
  }

  it("says sold out of 1 compass, with no day and no other day", async () => {
    expect(await shown(SPECIAL.soldOut, 1)).toMatchObject({
      available: false,
      available_quantity: 0,
      promise_date: null,
      reason: "insufficient_inventory",
      next_date: null,
    })
  })

  it("takes a backorder of 40 stools without a day, since nobody said how long they take", async () => {
    const answer = await shown(SPECIAL.backorder, 40)
    expect(answer).toMatchObject({ available: true, promise_date: null, reason: null })
    expect(answer.available_quantity).toBe(await atp(SPECIAL.backorder))
  })

  it("counts kits by their scarcest part, of which a kit takes 1 or 2", async () => {
    const papers = Math.floor((await atp("COF-PAP-02")) / 2)
    const others = await Promise.all(["COF-DRP-02-CHK", "COF-SRV-700", "COF-HSE-250-WB"].map(atp))
    const kits = Math.min(papers, ...others)
    expect(kits).toBeGreaterThan(0)
    const all = await shown(SPECIAL.kit, kits)
    expect(all).toMatchObject({ available: true, available_quantity: kits, promise_date: dayFromToday(0) })
    const more = await shown(SPECIAL.kit, kits + 1)
    expect(more).toMatchObject({ available: false, available_quantity: kits, reason: "insufficient_inventory" })
  })
})

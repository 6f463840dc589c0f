import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import request from "supertest"
import { dayFromToday } from "../support/day-from-today"
import { expectRefused } from "../support/expect-refused"
import { type Article, OwnStock } from "../support/own-stock"
import { runningShop } from "../support/running-shop"
import { addressOf, stockRoutes } from "../support/stock-routes"
import { Storefront } from "../support/storefront"

const shop = runningShop()
let own: OwnStock
let merchant: OwnStock["merchant"]
/** 10 in Berlin, 5 in Seattle. */
let mug: Article
/** 4 in Berlin. */
let pen: Article

beforeAll(async () => {
  own = await OwnStock.open(shop, "Routes")
  merchant = own.merchant
  mug = await own.article("ROUTES-MUG", { [own.berlin.id]: 10, [own.seattle.id]: 5 })
  pen = await own.article("ROUTES-PEN", { [own.berlin.id]: 4 })
})
afterAll(() => own.close())

const setLevel = ({ itemId }: Article, locationId: string, body: object) =>
  merchant.post(`/admin/atp/levels/${itemId}/${locationId}`, body)
const skus = (body: { levels: { sku: string; location_id: string }[] }) =>
  body.levels.map(({ sku, location_id }) => `${sku} ${location_id === own.berlin.id ? "Berlin" : "Seattle"}`)
const routes = stockRoutes()
  .filter(({ path }) => path.startsWith("/admin/"))
  .map((route) => ({ name: `${route.method} ${route.path}`, route }))

describe("the admin routes", () => {
  it.each(routes)("answer 401 without a login: $name", async ({ route }) => {
    const address = addressOf(route, [])
    const agent = request(shop.baseUrl)
    const answer = await (route.method === "GET"
      ? agent.get(address)
      : route.method === "POST"
        ? agent.post(address).send({})
        : agent.delete(address))
    expect(answer.status).toBe(401)
    expect((answer.body as { message: string }).message).not.toBe("")
  })
})

describe("/admin/atp/levels", () => {
  it("lists 3 levels with all 14 fields by search, location, order and page", async () => {
    const all = await merchant.get("/admin/atp/levels", { q: "routes-" })
    expect(all.body).toMatchObject({ count: 3, limit: 50, offset: 0 })
    expect(new Date(all.body.as_of).toISOString()).toBe(all.body.as_of)
    expect(await own.level(mug, own.berlin)).toEqual({
      item_id: mug.itemId,
      sku: "ROUTES-MUG",
      title: expect.any(String),
      location_id: own.berlin.id,
      on_hand: 10,
      in_fulfilment: 0,
      allocated: 0,
      held: 0,
      transit_out: 0,
      transit_in: 0,
      safety_stock: 0,
      atp: 10,
      backordered: 0,
      below_safety_stock: false,
    })
    const there = await merchant.get("/admin/atp/levels", `q=routes-&location_id[]=${own.seattle.id}`)
    expect(skus(there.body)).toEqual(["ROUTES-MUG Seattle"])
    const fullest = await merchant.get("/admin/atp/levels", { q: "routes-", order: "-on_hand" })
    expect(skus(fullest.body)).toEqual(["ROUTES-MUG Berlin", "ROUTES-MUG Seattle", "ROUTES-PEN Berlin"])
    const second = await merchant.get("/admin/atp/levels", { q: "routes-", order: "atp", limit: 1, offset: 1 })
    expect(second.body).toMatchObject({ count: 3, limit: 1, offset: 1 })
    expect(skus(second.body)).toEqual(["ROUTES-MUG Seattle"])
  })

  it("sets safety stock to 12 of 10 on hand, shows it below safety stock, and keeps who did it in the ledger", async () => {
    const { body } = await setLevel(mug, own.berlin.id, { safety_stock: 12, count: { on_hand: 11, reason: "recount" } })
    expect(body.level).toMatchObject({ on_hand: 11, safety_stock: 12, atp: -1, below_safety_stock: true })
    const below = await merchant.get("/admin/atp/levels", { q: "routes-", below_safety_stock: true })
    expect(skus(below.body)).toEqual(["ROUTES-MUG Berlin"])
    const ledger = await merchant.get(`/admin/atp/items/${mug.itemId}/movements`, {
      location_id: own.berlin.id,
      limit: 2,
    })
    expect(ledger.body).toMatchObject({ count: 3, limit: 2, offset: 0 })
    expect(ledger.body.movements).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "safety_stock_set", safety_stock: 12, on_hand: 0, reason: "recount" }),
        expect.objectContaining({ kind: "counted", on_hand: 1, actor: expect.stringMatching(/^user_/) }),
      ]),
    )
    await setLevel(mug, own.berlin.id, { safety_stock: 0, count: { on_hand: 10 } })
    expect(await own.level(mug, own.berlin)).toMatchObject({ on_hand: 10, safety_stock: 0, atp: 10 })
  })

  it("refuses half a mug, -1, a billion and one, an unknown level, an unknown field and an unknown order", async () => {
    const before = await own.level(mug, own.berlin)
    for (const safety_stock of [0.5, -1, 1_000_000_001]) {
      expectRefused(await setLevel(mug, own.berlin.id, { safety_stock }), "quantity_invalid", "safety_stock")
      const counted = await setLevel(mug, own.berlin.id, { count: { on_hand: safety_stock } })
      expectRefused(counted, "quantity_invalid", "count.on_hand")
    }
    expectRefused(await setLevel(pen, own.seattle.id, { safety_stock: 1 }), "inventory_level_unknown", pen.itemId)
    expectRefused(await setLevel(mug, own.berlin.id, { safetyStock: 1 }), "request_invalid", "safetyStock")
    expectRefused(await merchant.get("/admin/atp/levels", { order: "colour" }), "request_invalid", "order")
    expectRefused(await merchant.get("/admin/atp/levels", { limit: 201 }), "request_invalid", "limit")
    expect(await own.level(mug, own.berlin)).toEqual(before)
  })
})

describe("/admin/atp/items", () => {
  it("shows one item's levels and timelines, and explains why 16 of 15 cannot be had", async () => {
    const { body } = await merchant.get(`/admin/atp/items/${mug.itemId}`)
    expect(body).toMatchObject({
      item: { id: mug.itemId, sku: "ROUTES-MUG", unit_of_measure: null },
      policy: null,
      supplies: [],
    })
    expect(body.levels).toHaveLength(2)
    const stands = (units: number) => ({
      now: units,
      undated_due: 0,
      points: [{ day: dayFromToday(0), arriving: 0, due: 0, cumulative: units, available: units }],
    })
    expect(body.timelines).toEqual(
      expect.arrayContaining([
        { location_id: own.berlin.id, ...stands(10) },
        { location_id: own.seattle.id, ...stands(5) },
      ]),
    )
    const path = `/admin/atp/items/${mug.itemId}/explanation`
    const short = await merchant.get(path, { quantity: 16 })
    expect(short.body.explanation).toMatchObject({
      asked: { quantity: 16 },
      answer: { ok: false, code: "insufficient_inventory", available_now: 15 },
      smallest_change: { quantity: 1 },
    })
    expect(short.body.explanation.sentences.length).toBeGreaterThan(0)
    const enough = await merchant.get(path, { quantity: 5, location_id: own.seattle.id })
    expect(enough.body.explanation).toMatchObject({ answer: { ok: true }, blockers: [], smallest_change: null })
  })

  it("refuses an unknown item, a place without a level, and to explain 0 or one and a half mugs", async () => {
    const path = `/admin/atp/items/${mug.itemId}/explanation`
    expectRefused(await merchant.get("/admin/atp/items/iitem_none"), "inventory_item_unknown", "iitem_none")
    expectRefused(await merchant.get("/admin/atp/items/iitem_none/explanation"), "inventory_item_unknown", "iitem_none")
    expectRefused(await merchant.get(path, { location_id: "sloc_none" }), "inventory_level_unknown", "sloc_none")
    for (const quantity of ["0", "1.5", "many"]) {
      expectRefused(await merchant.get(path, { quantity }), "quantity_invalid", "quantity", quantity)
    }
    expect((await merchant.get("/admin/atp/items/iitem_none/movements")).body).toMatchObject({
      movements: [],
      count: 0,
    })
  })
})

describe("/admin/atp/holds", () => {
  const cartOf = async (quantity: number) => {
    const { sdk } = new Storefront(shop.baseUrl, own.publishableKey)
    const region = await new Storefront(shop.baseUrl, shop.publishableKey).region("United States")
    const { cart } = await sdk.store.cart.create({
      region_id: region.id,
      items: [{ variant_id: pen.variantId, quantity }],
    })
    return cart.id
  }

  it("lists a cart's 3 pens, lets them be kept for 2 hours, and gives them back at once when they are released", async () => {
    const cart = await cartOf(3)
    const listed = await merchant.get("/admin/atp/holds", { item_id: pen.itemId, location_id: own.berlin.id })
    expect(listed.body).toMatchObject({ count: 1, limit: 50, offset: 0 })
    expect(listed.body.holds).toEqual([
      {
        hold_id: cart,
        item_id: pen.itemId,
        sku: "ROUTES-PEN",
        title: expect.any(String),
        location_id: own.berlin.id,
        quantity: 3,
        state: "active",
        placed_at: expect.any(String),
        expires_at: expect.any(String),
        promise_day: null,
      },
    ])
    const { body } = await merchant.post(`/admin/atp/holds/${cart}/extend`, { seconds: 7_200 })
    const [before] = listed.body.holds
    expect(Date.parse(body.hold.expires_at)).toBeGreaterThanOrEqual(Date.parse(before.placed_at) + 7_200_000)
    expect(body.hold).toMatchObject({ hold_id: cart, committed: false, lines: [{ quantity: 3 }] })

    expectRefused(await setLevel(pen, own.berlin.id, { count: { on_hand: 2 } }), "stock_below_promised", "1 below")
    expect(await own.level(pen, own.berlin)).toMatchObject({ on_hand: 4, held: 3, atp: 1 })
    for (let times = 0; times < 2; times += 1) {
      const gone = await merchant.delete(`/admin/atp/holds/${cart}`)
      expect(gone.body).toEqual({ id: cart, object: "hold", deleted: true })
    }
    expect(await own.level(pen, own.berlin)).toMatchObject({ on_hand: 4, held: 0, atp: 4 })
    expectRefused(await merchant.post(`/admin/atp/holds/${cart}/extend`, { seconds: 60 }), "hold_unknown", cart)
  })

  it("refuses to extend by 0 seconds, by more than a week, or without saying by how many", async () => {
    for (const body of [{ seconds: 0 }, { seconds: 604_801 }, { seconds: 1.5 }, { seconds: null }, {}]) {
      expectRefused(await merchant.post("/admin/atp/holds/cart_none/extend", body), "request_invalid", "seconds")
    }
  })

  it("are not placed in a channel whose policy says never", async () => {
    const policy = `/admin/atp/channel-policies/${own.channelId}`
    expect((await merchant.post(policy, { hold_at: "never" })).body.channel_policy).toMatchObject({ hold_at: "never" })
    const cart = await cartOf(2)
    expect((await merchant.get("/admin/atp/holds", { hold_id: cart })).body).toMatchObject({ holds: [], count: 0 })
    await merchant.post(policy, { hold_at: "cart" })
  })
})

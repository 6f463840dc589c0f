import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import type Medusa from "@medusajs/js-sdk"
import { Client } from "pg"
import request from "supertest"
import { adminDesk } from "../support/admin-desk"
import { SPECIAL } from "../support/demo-catalogue"
import { runningShop } from "../support/running-shop"
import { StockRoom } from "../support/stock-room"
import { Storefront } from "../support/storefront"

const shop = runningShop()
/** 4, 3 and 5 units in three warehouses. */
const SPLIT = "SHL-FJ3-MOS"
const database = new Client({ connectionString: shop.databaseUrl })
let desk: Medusa
let room: StockRoom
let buyers = 0

beforeAll(async () => {
  desk = await adminDesk(shop)
  room = new StockRoom(desk)
  await database.connect()
})
afterAll(() => database.end())

const storefront = () => new Storefront(shop.baseUrl, shop.publishableKey)
const purchase = (sku: string, quantity: number) => ({
  region: "United States",
  email: `stock-${Date.now()}-${(buyers += 1)}@example.com`,
  address: {
    first_name: "Sam",
    last_name: "Stock",
    address_1: "1 Pier Street",
    city: "New York",
    province: "us-ny",
    postal_code: "10001",
    country_code: "us",
  },
  lines: [{ sku, quantity }],
  shipping: "Standard",
})
const holdOf = async (cartId: string) =>
  (
    await database.query(`select state, quantity::int, expires_at > now() as live from atp_hold where hold_id = $1`, [
      cartId,
    ])
  ).rows
const total = (levels: Readonly<Record<string, { onHand: number; reserved: number }>>) => ({
  onHand: Object.values(levels)
    .map((level) => level.onHand)
    .sort((a, b) => a - b),
  reserved: Object.values(levels).reduce((sum, level) => sum + level.reserved, 0),
})

describe("a cart", () => {
  it("holds its units from the moment they are added, and gives them back when the line is removed", async () => {
    const front = storefront()
    const region = await front.region("United States")
    const variant = await front.variant(SPECIAL.fiveLeft, region.id)
    const { cart } = await front.sdk.store.cart.create({ region_id: region.id })
    const added = await front.sdk.store.cart.createLineItem(cart.id, { variant_id: variant.id, quantity: 3 })
    expect(await holdOf(cart.id)).toEqual([{ state: "active", quantity: 3, live: true }])

    const lineId = added.cart.items?.[0]?.id ?? ""
    await front.sdk.store.cart.updateLineItem(cart.id, lineId, { quantity: 5 })
    expect(await holdOf(cart.id)).toEqual([{ state: "active", quantity: 5, live: true }])

    const refused = await request(shop.baseUrl)
      .post(`/store/carts/${cart.id}/line-items/${lineId}`)
      .set("x-publishable-api-key", shop.publishableKey)
      .send({ quantity: 6 })
    expect(refused.status).toBe(400)
    expect(refused.body).toMatchObject({
      code: "insufficient_inventory",
      message: expect.stringContaining("5 available"),
    })
    expect((await front.sdk.store.cart.retrieve(cart.id)).cart.items?.[0]?.quantity).toBe(5)
    expect(await holdOf(cart.id)).toEqual([{ state: "active", quantity: 5, live: true }])

    await front.sdk.store.cart.deleteLineItem(cart.id, lineId)
    expect(await holdOf(cart.id)).toEqual([])
  })

  it("that is made with lines holds them as well, and is not made when they cannot be had", async () => {
    const front = storefront()
    const region = await front.region("United States")
    const variant = await front.variant(SPECIAL.fiveLeft, region.id)
    const { cart } = await front.sdk.store.cart.create({
      region_id: region.id,
      items: [{ variant_id: variant.id, quantity: 4 }],
    })
    expect(await holdOf(cart.id)).toEqual([{ state: "active", quantity: 4, live: true }])
    await expect(
      front.sdk.store.cart.create({ region_id: region.id, items: [{ variant_id: variant.id, quantity: 2 }] }),
    ).rejects.toThrow(/1 available|inventory/i)
    await front.sdk.store.cart.deleteLineItem(cart.id, cart.items?.[0]?.id ?? "")
  })

  it("whose hold lapsed still becomes an order when the units are there", async () => {
    const front = storefront()
    const cart = await front.fillCart(purchase(SPECIAL.fiveLeft, 2))
    await database.query(`update atp_hold set expires_at = now() - interval '1 second' where hold_id = $1`, [cart.id])
    const order = await front.complete(cart.id)
    await desk.admin.order.cancel(order.id)
  })

  it("completed twice is one order, and holds nothing more", async () => {
    const front = storefront()
    const cart = await front.fillCart(purchase(SPECIAL.fiveLeft, 1))
    const first = await front.complete(cart.id)
    const again = await front.complete(cart.id)
    expect(again.id).toBe(first.id)
    expect(await holdOf(cart.id)).toEqual([{ state: "committed", quantity: 1, live: true }])
    await desk.admin.order.cancel(first.id)
  })
})

describe("a line of 12 units that no warehouse has alone", () => {
  it("is sold from three, shipped from where it is allocated, and back there when the shipment is canceled", async () => {
    const before = await room.levels(SPLIT)
    expect(total(before)).toEqual({ onHand: [3, 4, 5], reserved: 0 })
    const order = await storefront().buy(purchase(SPLIT, 12))
    expect(total(await room.levels(SPLIT))).toEqual({ onHand: [3, 4, 5], reserved: 12 })

    const { order: placed } = await desk.admin.order.retrieve(order.id, {
      fields: "*items,*payment_collections.payments",
    })
    for (const { id } of placed.payment_collections[0]?.payments ?? []) await desk.admin.payment.capture(id, {})
    const { order: shipped } = await desk.admin.order.createFulfillment(
      order.id,
      { items: placed.items.map(({ id, quantity }) => ({ id, quantity })) },
      { fields: "*fulfillments" },
    )
    expect(total(await room.levels(SPLIT))).toEqual({ onHand: [0, 0, 0], reserved: 0 })

    await desk.admin.order.cancelFulfillment(order.id, shipped.fulfillments?.[0]?.id ?? "", {})
    expect(total(await room.levels(SPLIT))).toEqual({ onHand: [3, 4, 5], reserved: 12 })
    await desk.admin.order.cancel(order.id)
    expect(await room.levels(SPLIT)).toEqual(before)
  })
})

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { adminDesk } from "../support/admin-desk"
import { dayFromToday } from "../support/day-from-today"
import { expectRefused } from "../support/expect-refused"
import { type Article, OwnStock } from "../support/own-stock"
import { runningShop } from "../support/running-shop"
import { Storefront } from "../support/storefront"

const shop = runningShop()
let own: OwnStock
let merchant: OwnStock["merchant"]
let chair: Article

beforeAll(async () => {
  own = await OwnStock.open(shop, "Supply")
  merchant = own.merchant
  chair = await own.article("SUPPLY-CHAIR", { [own.berlin.id]: 0 })
})
afterAll(() => own.close())

describe("/admin/atp/receipts", () => {
  const ten = (id: string, more: object = {}) => ({
    id,
    item_id: chair.itemId,
    location_id: own.berlin.id,
    quantity: 10,
    expected_day: dayFromToday(10),
    ...more,
  })
  const create = (receipt: object) => merchant.post("/admin/atp/receipts", receipt)
  const receive = (id: string, arrival: object) => merchant.post(`/admin/atp/receipts/${id}/receive`, arrival)
  const onHand = async () => (await own.level(chair, own.berlin))["on_hand"] as number

  it("schedules 1 receipt for an id sent twice, refuses the id with 11 units, and lists it by item, place and state", async () => {
    const first = await create(ten("supply-once", { reference: "PO 1", note: "by ship" }))
    expect(first.body.receipt).toMatchObject({ ...ten("supply-once"), received: 0, state: "open", reference: "PO 1" })
    const again = await create(ten("supply-once", { reference: "PO 1", note: "by ship" }))
    expect(again.body).toEqual(first.body)
    expectRefused(await create(ten("supply-once", { quantity: 11 })), "receipt_exists_with_different_content")
    const query = { item_id: chair.itemId, location_id: own.berlin.id, state: "open" }
    expect((await merchant.get("/admin/atp/receipts", query)).body).toEqual({
      receipts: [first.body.receipt],
      count: 1,
      limit: 50,
      offset: 0,
    })
    expect((await merchant.get("/admin/atp/receipts", { ...query, state: "canceled" })).body.count).toBe(0)
    expect((await merchant.get("/admin/atp/receipts", { ...query, offset: 1 })).body).toMatchObject({ receipts: [] })
    await merchant.delete("/admin/atp/receipts/supply-once")
  })

  it("refuses 0, -1 and half a chair, yesterday, 30 February, year 9999, and an item that is not stocked there", async () => {
    for (const quantity of [0, -1, 0.5, 1_000_000_001]) {
      expectRefused(await create(ten("supply-bad", { quantity })), "quantity_invalid", "quantity", String(quantity))
    }
    for (const [day, code] of [
      [dayFromToday(-1), "date_in_past"],
      ["2027-02-30", "date_invalid"],
      ["9999-12-31", "date_invalid"],
      ["tomorrow", "date_invalid"],
    ] as const) {
      expectRefused(await create(ten("supply-bad", { expected_day: day })), code, "expected_day", day)
    }
    expectRefused(await create(ten("supply-bad", { item_id: "iitem_none" })), "inventory_level_unknown", "iitem_none")
    const nowhere = await create(ten("supply-bad", { location_id: own.newYork.id }))
    expectRefused(nowhere, "inventory_level_unknown", own.newYork.id)
    expectRefused(await create(ten("supply-bad", { quantity: "10" })), "request_invalid", "quantity")
    expectRefused(await create(ten("supply-bad", { note: "x".repeat(2_001) })), "request_invalid", "note")
    expectRefused(await create({}), "request_invalid", "item_id", "location_id", "quantity", "expected_day")
    expectRefused(await receive("supply-bad", { quantity: 1 }), "receipt_unknown", "supply-bad")
  })

  it("counts 4 of 10 once for a key sent twice, takes 8 more than are missing, and nothing after that", async () => {
    await create(ten("supply-over"))
    const before = await onHand()
    for (let times = 0; times < 2; times += 1) {
      const { body } = await receive("supply-over", { key: "supply-asn-1", quantity: 4 })
      expect(body.receipt).toMatchObject({ received: 4, state: "open" })
    }
    expect(await onHand()).toBe(before + 4)
    const other = await receive("supply-over", { key: "supply-asn-1", quantity: 5 })
    expectRefused(other, "movement_exists_with_different_content", "supply-asn-1")
    const { body } = await receive("supply-over", { quantity: 8 })
    expect(body.receipt).toMatchObject({ quantity: 10, received: 12, state: "received" })
    expect(await onHand()).toBe(before + 12)
    expectRefused(await receive("supply-over", { quantity: 1 }), "receipt_not_open", "12 of 10")
    expectRefused(await merchant.delete("/admin/atp/receipts/supply-over"), "receipt_not_open")
    expect(await onHand()).toBe(before + 12)
  })

  it("closed after 3 of 10 expects nothing more; canceled twice is canceled once", async () => {
    await create(ten("supply-short"))
    const before = await onHand()
    const { body } = await receive("supply-short", { quantity: 3, close: true })
    expect(body).toMatchObject({ receipt: { received: 3, state: "received" }, promises_at_risk: [] })
    expect(await onHand()).toBe(before + 3)
    await create(ten("supply-canceled"))
    for (let times = 0; times < 2; times += 1) {
      const canceled = await merchant.delete("/admin/atp/receipts/supply-canceled")
      expect(canceled.body).toMatchObject({ receipt: { state: "canceled" }, promises_at_risk: [] })
    }
    const late = await merchant.post("/admin/atp/receipts/supply-canceled", { quantity: 5 })
    expectRefused(late, "receipt_not_open", "canceled")
  })
})

describe("a receipt of 10 on day D, of which 6 are promised to an order", () => {
  it("names the order's line when it is put off to D+7 and when it is canceled, and keeps the first day", async () => {
    const desk = await adminDesk(shop)
    const lamp = await own.article("SUPPLY-LAMP", { [own.newYork.id]: 0 })
    const [day, later] = [dayFromToday(10), dayFromToday(17)]
    const due = { id: "supply-lamps", item_id: lamp.itemId, location_id: own.newYork.id, quantity: 10 }
    await merchant.post("/admin/atp/receipts", { ...due, expected_day: day })
    const front = new Storefront(shop.baseUrl, shop.publishableKey)
    const cart = await front.fillCart({
      region: "United States",
      email: "supply@example.com",
      address: {
        first_name: "Sam",
        last_name: "Supply",
        address_1: "1 Pier Street",
        city: "New York",
        province: "us-ny",
        postal_code: "10001",
        country_code: "us",
      },
      lines: [{ sku: lamp.sku, quantity: 6 }],
      shipping: "Standard",
    })
    const order = await front.complete(cart.id)
    const { order: placed } = await desk.admin.order.retrieve(order.id, { fields: "*items" })
    const line = placed.items[0]!.id
    const promises = async (more: string) =>
      (await merchant.get("/admin/atp/promises", `item_id=${lamp.itemId}${more}`)).body as Record<string, unknown>
    const promise = {
      line_item_id: line,
      item_id: lamp.itemId,
      location_id: own.newYork.id,
      quantity: 6,
      first_promise_day: day,
      fulfilled_at: null,
    }
    expect(await promises(`&order_line_id[]=${line}`)).toMatchObject({
      promises: [{ ...promise, promise_day: day, at_risk: false, new_day: null }],
      count: 1,
    })
    expect((await promises("&order_line_id[]=ordli_none"))["count"]).toBe(0)
    expectRefused(await merchant.delete(`/admin/atp/holds/${cart.id}`), "hold_committed", cart.id)
    expect((await merchant.get(`/admin/atp/items/${lamp.itemId}`)).body).toMatchObject({
      timelines: [
        {
          now: 0,
          points: [
            { day: dayFromToday(0), arriving: 0, due: 0, available: 0 },
            { day, arriving: 10, due: 6, available: 4 },
          ],
        },
      ],
      supplies: [{ id: "supply-lamps", kind: "receipt", location_id: own.newYork.id, day, quantity: 10 }],
    })

    const delayed = await merchant.post("/admin/atp/receipts/supply-lamps", { expected_day: later })
    expect(delayed.body).toMatchObject({
      receipt: { expected_day: later },
      promises_at_risk: [{ ...promise, promise_day: day, at_risk: true, new_day: later }],
    })
    expect(await promises("")).toMatchObject({ promises: [{ ...promise, promise_day: later, at_risk: false }] })
    expect(await promises("&at_risk=true")).toMatchObject({ promises: [], count: 0 })

    const canceled = await merchant.delete("/admin/atp/receipts/supply-lamps")
    expect(canceled.body).toMatchObject({
      receipt: { state: "canceled" },
      promises_at_risk: [{ ...promise, promise_day: later, new_day: null }],
    })
    expect(await promises("&at_risk=true")).toMatchObject({ promises: [{ ...promise, at_risk: true }], count: 1 })
    await desk.admin.order.cancel(order.id)
    expect(await promises("&at_risk=true")).toMatchObject({ promises: [], count: 0 })
  })
})

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { dayFromToday } from "../support/day-from-today"
import { expectRefused } from "../support/expect-refused"
import { type Article, OwnStock } from "../support/own-stock"
import { runningShop } from "../support/running-shop"

let own: OwnStock
let merchant: OwnStock["merchant"]
let chair: Article

beforeAll(async () => {
  own = await OwnStock.open(runningShop(), "Transfers")
  merchant = own.merchant
  chair = await own.article("TRANSFERS-CHAIR", { [own.berlin.id]: 0, [own.seattle.id]: 10 })
})
afterAll(() => own.close())

describe("/admin/atp/transfers", () => {
  const four = (id: string, more: object = {}) => ({
    id,
    item_id: chair.itemId,
    from_location_id: own.seattle.id,
    to_location_id: own.berlin.id,
    quantity: 4,
    expected_day: dayFromToday(14),
    ...more,
  })
  const request = (transfer: object) => merchant.post("/admin/atp/transfers", transfer)
  const step = (id: string, name: string, body: object = {}) =>
    merchant.post(`/admin/atp/transfers/${id}/${name}`, body)
  const both = async () => {
    const [from, to] = [await own.level(chair, own.seattle), await own.level(chair, own.berlin)]
    return { from: from as Record<string, number>, to: to as Record<string, number> }
  }

  it("of 4 keeps them in Seattle, takes them out of it, and puts 3 on Berlin's shelf when it is closed short", async () => {
    const { from, to } = await both()
    const asked = await request(four("transfer-trf"))
    expect(asked.body.transfer).toMatchObject({ ...four("transfer-trf"), state: "requested", received: 0 })
    expect((await request(four("transfer-trf"))).body).toEqual(asked.body)
    expectRefused(await request(four("transfer-trf", { quantity: 3 })), "transfer_exists_with_different_content")
    expect((await both()).from).toMatchObject({ on_hand: from["on_hand"], transit_out: 4, atp: from["atp"]! - 4 })
    expectRefused(await step("transfer-trf", "receive", { quantity: 4 }), "transfer_not_dispatched", "Dispatch it")

    for (let times = 0; times < 2; times += 1) {
      expect((await step("transfer-trf", "dispatch")).body.transfer).toMatchObject({ state: "dispatched" })
    }
    const sent = await both()
    expect(sent.from).toMatchObject({ on_hand: from["on_hand"]! - 4, transit_out: 0 })
    expect(sent.to).toMatchObject({ on_hand: to["on_hand"], transit_in: 4, atp: to["atp"]! + 4 })
    expectRefused(await step("transfer-trf", "cancel"), "transfer_not_open", "dispatched")
    const day = dayFromToday(15)
    const delayed = await merchant.post("/admin/atp/transfers/transfer-trf", { expected_day: day })
    expect(delayed.body).toMatchObject({ transfer: { expected_day: day }, promises_at_risk: [] })

    const short = await step("transfer-trf", "receive", { quantity: 3, close: true })
    expect(short.body).toMatchObject({ transfer: { received: 3, state: "received" }, promises_at_risk: [] })
    expect((await both()).to).toMatchObject({ on_hand: to["on_hand"]! + 3, transit_in: 0, atp: to["atp"]! + 3 })
  })

  it("of 2 takes in the 5 that came, once for a key sent twice", async () => {
    const { to } = await both()
    await request(four("transfer-more", { quantity: 2 }))
    await step("transfer-more", "dispatch")
    for (let times = 0; times < 2; times += 1) {
      const { body } = await step("transfer-more", "receive", { key: "transfer-truck", quantity: 5 })
      expect(body.transfer).toMatchObject({ quantity: 2, received: 5, state: "received" })
    }
    expect((await both()).to).toMatchObject({ on_hand: to["on_hand"]! + 5, transit_in: 0 })
  })

  it("gives its units back to Seattle when it is canceled before they left, and is listed by state", async () => {
    const { from } = await both()
    await request(four("transfer-back"))
    for (let times = 0; times < 2; times += 1) {
      expect((await step("transfer-back", "cancel")).body.transfer).toMatchObject({ state: "canceled" })
    }
    expect((await both()).from).toEqual(from)
    const query = { item_id: chair.itemId, location_id: own.berlin.id, state: "canceled" }
    const { body } = await merchant.get("/admin/atp/transfers", query)
    expect(body).toMatchObject({ transfers: [{ id: "transfer-back" }], count: 1, limit: 50, offset: 0 })
  })

  it("refuses more than is available, half a chair, one place twice, yesterday and an unknown transfer", async () => {
    const before = await both()
    expectRefused(await request(four("transfer-no", { quantity: 1_000 })), "insufficient_inventory", chair.itemId)
    expectRefused(await request(four("transfer-no", { quantity: 0.5 })), "quantity_invalid", "quantity")
    const circle = await request(four("transfer-no", { to_location_id: own.seattle.id }))
    expectRefused(circle, "location_invalid", "to_location_id")
    const past = await request(four("transfer-no", { expected_day: dayFromToday(-1) }))
    expectRefused(past, "date_in_past", "expected_day")
    const nowhere = await request(four("transfer-no", { to_location_id: own.newYork.id }))
    expectRefused(nowhere, "inventory_level_unknown", own.newYork.id)
    for (const name of ["dispatch", "cancel"]) {
      expectRefused(await step("transfer-no", name), "transfer_unknown", "transfer-no")
    }
    expect(await both()).toEqual(before)
  })
})

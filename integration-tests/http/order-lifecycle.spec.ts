import { beforeAll, describe, expect, it } from "@jest/globals"
import request from "supertest"
import { LifecycleDesk } from "../support/lifecycle-desk"
import { Merchant } from "../support/merchant"
import { runningShop } from "../support/running-shop"

const shop = runningShop()
let merchant: Merchant
let desk: LifecycleDesk

beforeAll(async () => {
  merchant = await Merchant.login(shop)
  desk = new LifecycleDesk(shop, merchant)
})

describe("an order's states over HTTP", () => {
  it("is authorized when it is placed, and carries its state and a timeline in the store", async () => {
    const order = await desk.order()
    const { state, log } = await desk.lifecycle(order.id)
    expect(state).toBe("authorized")
    expect(log.map(({ event, to }) => [event, to])).toEqual([
      ["checkout.submitted", "pending_payment"],
      ["payment.authorized", "authorized"],
    ])
    const { body } = await request(shop.baseUrl)
      .get(`/store/orders/${order.id}`)
      .set("x-publishable-api-key", shop.publishableKey)
      .expect(200)
    expect(body.order.state).toBe("authorized")
    expect(body.order.timeline).toMatchObject([{ state: "pending_payment" }, { state: "authorized" }])
  })

  it("walks through the host's own routes: captured, packed, shipped in two parcels, delivered, returned", async () => {
    const order = await desk.order({ lines: 2 })
    await desk.capture(order)
    expect((await desk.lifecycle(order.id)).state).toBe("captured")
    const [first, second] = order.items
    await desk.ship(order, [first!])
    expect((await desk.lifecycle(order.id)).state).toBe("partially_fulfilled")
    await desk.ship(order, [second!])
    expect((await desk.lifecycle(order.id)).state).toBe("fulfilled")
    const sent = await desk.send(order.id, "rma.completed")
    expect(sent.body).toMatchObject({ replayed: false, lifecycle: { state: "returned" } })
    const { log } = await desk.lifecycle(order.id)
    expect(log.map(({ event }) => event)).toEqual(
      expect.arrayContaining(["payment.captured", "fulfillment.created", "shipment.created", "shipment.completed"]),
    )
    expect(log.at(-1)).toMatchObject({ actor: { type: "user" } })
  })

  it("refuses to ship what is not captured: 409, with the reason, what is accepted, and a record of it", async () => {
    const order = await desk.order()
    const refused = await desk.pack(order, order.items)
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ type: "not_allowed", code: "order_event_not_allowed" })
    expect(refused.body.message).toContain("authorized")
    expect(refused.body.allowed).toEqual(expect.arrayContaining(["payment.captured", "order.canceled"]))
    const { state, log, refused: refusals } = await desk.lifecycle(order.id)
    expect(state).toBe("authorized")
    expect(log).toHaveLength(2)
    expect(refusals).toMatchObject([{ event: "fulfillment.created", code: "order_event_not_allowed" }])
  })

  it("cancels a captured order: refunded first, then canceled; nothing is accepted afterwards", async () => {
    const order = await desk.order()
    await desk.capture(order)
    await merchant.post(`/admin/orders/${order.id}/cancel`).expect(200)
    const { state, log, amounts } = await desk.lifecycle(order.id)
    expect(state).toBe("canceled")
    expect(log.slice(-2).map(({ event }) => event)).toEqual(["refund.full", "order.canceled"])
    expect(amounts.refunded).toBe(amounts.captured)
    expect((await desk.pack(order, order.items)).status).toBe(409)
  })

  it("a manual event captures once, however often it is sent with its id", async () => {
    const order = await desk.order()
    const first = await desk.send(order.id, "payment.captured", { event_id: "capture-once" })
    expect(first.body).toMatchObject({ replayed: false, lifecycle: { state: "captured" } })
    const again = await desk.send(order.id, "payment.captured", { event_id: "capture-once" })
    expect(again.body).toMatchObject({ replayed: true, lifecycle: { state: "captured" } })
    expect(again.body.lifecycle.amounts.captured).toBe(again.body.lifecycle.total)
  })

  it("refunds a part and the rest by manual events, and refuses more than was captured", async () => {
    const order = await desk.order()
    await desk.capture(order)
    const part = await desk.send(order.id, "refund.partial", { facts: { amount: "100" } })
    expect(part.body.lifecycle.state).toBe("partially_refunded")
    const tooMuch = await desk.send(order.id, "refund.partial", { facts: { amount: "99999999" } })
    expect(tooMuch.status).toBe(409)
    expect(tooMuch.body.code).toBe("order_event_facts_do_not_fit")
    const rest = await desk.send(order.id, "refund.full")
    expect(rest.body.lifecycle.state).toBe("refunded")
  })

  it("a chargeback disputes an order in any state; won leads back, lost stays", async () => {
    const order = await desk.order()
    await desk.capture(order)
    expect((await desk.send(order.id, "chargeback.notice")).body.lifecycle.state).toBe("disputed")
    const payment = await desk.payment(order.id)
    expect((await merchant.post(`/admin/payments/${payment.id}/refund`, { amount: 1 })).status).toBe(409)
    expect((await desk.send(order.id, "chargeback.won")).body.lifecycle.state).toBe("captured")
    await desk.send(order.id, "chargeback.notice")
    expect((await desk.send(order.id, "chargeback.lost")).body.lifecycle.state).toBe("chargeback")
  })

  it("a converted draft costs what its taxes make it, and is captured only when those are paid as well", async () => {
    const draft = await desk.draft(await desk.shippingOption())
    await merchant.post(`/admin/draft-orders/${draft.id}/convert-to-order`).expect(200)
    const { body } = await merchant.get(`/admin/orders/${draft.id}`, { fields: "id,total,tax_total" }).expect(200)
    const { total, tax_total: taxes } = body.order as { total: number; tax_total: number }
    expect(taxes).toBeGreaterThan(0)
    expect((await desk.lifecycle(draft.id)).total).toBe(String(Math.round(total * 100)))

    const stale = Math.round((total - taxes) * 100) / 100
    await desk.pay(draft, stale)
    const { state, axes } = await desk.lifecycle(draft.id)
    expect([state, axes["payment"]]).toEqual(["authorized", "partially_captured"])
    expect((await desk.pack(draft, draft.items)).status).toBe(409)

    await desk.pay(draft, Math.round((total - stale) * 100) / 100)
    expect((await desk.lifecycle(draft.id)).state).toBe("captured")
    await desk.pack(draft, draft.items).expect(200)
    expect(await desk.differences(draft.id)).toBe(0)
  })

  it("ships and gives up a parcel by the host's routes of parcels, and the order's units and stock go with it", async () => {
    const order = await desk.order({ lines: 2 })
    await desk.capture(order)
    const given = await desk.packed(order, order.items.slice(0, 1))
    const canceled = await merchant.post(`/admin/fulfillments/${given}/cancel`).expect(200)
    expect(canceled.body.fulfillment).toMatchObject({ id: given, canceled_at: expect.any(String) })
    const parcel = await desk.packed(order, order.items)
    const sent = await merchant.post(`/admin/fulfillments/${parcel}/shipment`, { labels: [] }).expect(200)
    expect(sent.body.fulfillment).toMatchObject({ id: parcel, shipped_at: expect.any(String) })

    const { state, log } = await desk.lifecycle(order.id)
    expect(state).toBe("fulfilled")
    expect(log.slice(3).map(({ event, actor }) => [event, actor.type])).toEqual([
      ["fulfillment.created", "user"],
      ["fulfillment.canceled", "user"],
      ["fulfillment.created", "user"],
      ["shipment.completed", "user"],
    ])
    const { items } = await desk.record(order.id)
    for (const { quantity, detail } of items) expect(detail.shipped_quantity).toBe(quantity)
    expect(await desk.differences(order.id)).toBe(0)
  })

  it("refuses 3 workflows of parcels that are run alone, and says which of the order's own to use", async () => {
    const order = await desk.order()
    await desk.capture(order)
    const parcel = await desk.packed(order, order.items)
    for (const id of ["create-shipment-workflow", "cancel-fulfillment-workflow"]) {
      await merchant.post(`/admin/workflows-executions/${id}/run`, { input: { id: parcel } })
    }
    const { body } = await merchant
      .post("/admin/fulfillments", {
        location_id: "sloc_1",
        provider_id: "manual_manual",
        delivery_address: { country_code: "us" },
        items: [{ title: "Mug", quantity: 1, sku: "HOM-MUG-CHK", line_item_id: order.items[0]!.id, barcode: "0" }],
        labels: [],
        order_id: order.id,
        data: null,
        metadata: null,
      })
      .expect(409)
    expect(body).toMatchObject({ code: expect.stringMatching(/^order_/) })
    const { state, log, refused } = await desk.lifecycle(order.id)
    expect([state, log.at(-1)?.event]).toEqual(["captured", "fulfillment.created"])
    expect(refused.filter(({ code }) => code === "order_would_not_know").map(({ event }) => event)).toEqual(
      expect.arrayContaining(["shipment.created", "fulfillment.canceled"]),
    )
    expect(await desk.differences(order.id)).toBe(0)
  })

  it("under review is not captured, and says what to do; approved it is", async () => {
    const order = await desk.order()
    const opened = await desk.send(order.id, "review.opened")
    expect(opened.body.lifecycle).toMatchObject({ state: "authorized", axes: { review: "open" } })
    const payment = await desk.payment(order.id)
    const refused = await merchant.post(`/admin/payments/${payment.id}/capture`)
    expect({ status: refused.status, code: refused.body.code, next: refused.body.next_step }).toEqual({
      status: 409,
      code: "order_event_not_allowed",
      next: "Approve the review, or reject it.",
    })
    expect((await desk.send(order.id, "payment.captured")).status).toBe(409)
    const { events, amounts } = await desk.lifecycle(order.id)
    expect(events.find(({ event }) => event === "payment.captured")).toMatchObject({
      allowed: false,
      because: { message: "An order that is authorized does not accept payment.captured: its review is open." },
    })
    expect(amounts.captured).toBe("0")
    await desk.send(order.id, "review.approved").expect(200)
    await desk.capture(order)
    expect((await desk.lifecycle(order.id)).state).toBe("captured")
  })

  it("meets whoever runs a workflow by its id", async () => {
    const order = await desk.order()
    await merchant.post(`/admin/orders/${order.id}/cancel`).expect(200)
    const payment = await desk.payment(order.id)
    const run = await merchant.post("/admin/workflows-executions/capture-payment-workflow/run", {
      input: { payment_id: payment.id },
    })
    const { state, amounts } = await desk.lifecycle(order.id)
    expect(state).toBe("canceled")
    expect(amounts.captured).toBe("0")
    expect(run.status).toBeGreaterThanOrEqual(200)
  })

  it("publishes its tables, drawn, with the number of orders in each state", async () => {
    const { body } = await merchant.get("/admin/lifecycle/machine").expect(200)
    expect(body.machine.events.length).toBeGreaterThan(30)
    expect(body.live.canceled).toBeGreaterThan(0)
    expect(body.mermaid).toContain("stateDiagram-v2")
    expect(body.svg).toContain("<svg")
  })

  it("replays every order of this shop without a difference", async () => {
    const { body } = await merchant.post("/admin/lifecycle/differences/check").expect(200)
    expect(body.checked).toBeGreaterThan(0)
    expect(body.differences).toBe(0)
  })

  it.each([
    ["an unknown event", { event: "order.exploded", event_id: "x" }, 400, "order_event_unknown"],
    ["no event id", { event: "refund.full" }, 400, "request_invalid"],
    [
      "an amount that is a number",
      { event: "refund.full", event_id: "x", facts: { amount: 12 } },
      400,
      "request_invalid",
    ],
    [
      "an amount with a point",
      { event: "refund.full", event_id: "x", facts: { amount: "1.5" } },
      400,
      "order_event_facts_malformed",
    ],
    [
      "a line of another order",
      { event: "shipment.created", event_id: "x", facts: { lines: { ordli_1: 1 } } },
      409,
      "order_event_not_allowed",
    ],
    [
      "a time in the future",
      { event: "chargeback.notice", event_id: "x", occurred_at: "2999-01-01T00:00:00Z" },
      400,
      "order_event_time_invalid",
    ],
  ])("refuses %s", async (_, body, status, code) => {
    const order = await desk.order()
    const answer = await merchant.post(`/admin/orders/${order.id}/lifecycle/events`, body)
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code })
  })
})

import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import type { Response } from "supertest"
import { adminDesk } from "../support/admin-desk"
import { LifecycleDesk, type PlacedOrder } from "../support/lifecycle-desk"
import { Merchant } from "../support/merchant"
import { runningShop } from "../support/running-shop"
import { type Fleet, startFleet } from "../support/shop-fleet"
import { StockRoom } from "../support/stock-room"

const AT_ONCE = 10
const MUG = "HOM-MUG-CHK"

interface Race {
  readonly name: string
  /** Brings an order to where the race begins. */
  readonly before: (order: PlacedOrder) => Promise<void>
  readonly call: (merchant: Merchant, order: PlacedOrder) => PromiseLike<Response>
  /** Where the order may be when all have been answered. */
  readonly ends: readonly string[]
}

/** Two servers that know nothing of each other's locks: what keeps an order's history one is the database alone. */
describe("two servers without Redis, 10 calls of an order's operation and 10 of its cancelation at once", () => {
  const shop = runningShop()
  let fleet: Fleet
  let merchants: readonly Merchant[]
  let desk: LifecycleDesk
  let room: StockRoom

  beforeAll(async () => {
    fleet = await startFleet(shop, { servers: 2, workers: 0, name: "lifecycle_races" })
    const own = fleet.servers().map(({ baseUrl }) => ({ ...shop, baseUrl }))
    merchants = await Promise.all(own.map((server) => Merchant.login(server)))
    desk = new LifecycleDesk(own[0]!, merchants[0]!)
    room = new StockRoom(await adminDesk(own[0]!))
    await room.topUp(MUG, 100)
  })
  afterAll(() => fleet.stop())

  const at = (call: number) => merchants[call % 2]!
  const nothing = async () => undefined
  const captured = (order: PlacedOrder) => desk.capture(order)
  const shipped = async (order: PlacedOrder) => {
    await desk.capture(order)
    await desk.ship(order, order.items)
  }
  const edited = async ({ id }: PlacedOrder) => {
    await merchants[0]!.post("/admin/order-edits", { order_id: id }).expect(200)
    const { mug } = await desk.catalogue()
    const items = [{ variant_id: mug, quantity: 1, unit_price: 0 }]
    await merchants[0]!.post(`/admin/order-edits/${id}/items`, { items }).expect(200)
  }
  const event =
    (name: string): Race["call"] =>
    (merchant, { id }) =>
      merchant.post(`/admin/orders/${id}/lifecycle/events`, { event: name, event_id: randomUUID() })

  const races: readonly Race[] = [
    {
      name: "capture",
      before: nothing,
      call: async (merchant, { id }) => merchant.post(`/admin/payments/${(await desk.payment(id)).id}/capture`),
      ends: ["canceled"],
    },
    {
      name: "refund of 1 dollar",
      before: captured,
      call: async (merchant, { id }) =>
        merchant.post(`/admin/payments/${(await desk.payment(id)).id}/refund`, { amount: 1 }),
      ends: ["canceled", "partially_refunded"],
    },
    {
      name: "packing and shipping",
      before: captured,
      call: event("shipment.completed"),
      ends: ["canceled", "fulfilled"],
    },
    {
      name: "completion",
      before: captured,
      call: (merchant, { id }) => merchant.post(`/admin/orders/${id}/complete`),
      ends: ["canceled", "captured"],
    },
    {
      name: "confirmation of an edit",
      before: edited,
      call: (merchant, { id }) => merchant.post(`/admin/order-edits/${id}/confirm`),
      ends: ["canceled", "authorized", "pending_payment"],
    },
    { name: "return", before: shipped, call: event("rma.completed"), ends: ["returned"] },
    { name: "chargeback", before: nothing, call: event("chargeback.notice"), ends: ["disputed"] },
  ]

  it.each(races)("$name: one history, and the host, the money and the stock agree with it", async (race) => {
    const units = await room.units(MUG)
    const order = await desk.order()
    await race.before(order)
    const answers = await Promise.all(
      Array.from({ length: 2 * AT_ONCE }, async (_, call) =>
        call % 4 < 2 ? race.call(at(call), order) : at(call).post(`/admin/orders/${order.id}/cancel`),
      ),
    )
    const odd = answers.filter(({ status }) => status >= 500).map(({ status, body }) => ({ status, body }))
    expect(odd).toEqual([])

    const { state, axes, amounts, log, pending } = await desk.lifecycle(order.id)
    expect({ pending, ends: race.ends }).toEqual({ pending: null, ends: expect.arrayContaining([state]) })
    expect(log.map(({ sequence }) => sequence)).toEqual(log.map((_, place) => place + 1))
    expect(log.filter((line) => line.event === "order.canceled").length).toBeLessThanOrEqual(1)
    expect(await desk.differences(order.id)).toBe(0)

    const { status, payment_collections } = await desk.record(order.id)
    expect(status === "canceled").toBe(axes["order"] === "canceled")
    const payments = payment_collections.flatMap(({ payments: all }) => all ?? [])
    const sum = (of: "captures" | "refunds") =>
      payments
        .flatMap((payment) => payment[of] ?? [])
        .reduce((total, { amount }) => total + Math.round(Number(amount) * 100), 0)
    expect({ captured: amounts["captured"], refunded: amounts["refunded"] }).toEqual({
      captured: String(sum("captures")),
      refunded: String(sum("refunds")),
    })
    expect(Number(amounts["refunded"])).toBeLessThanOrEqual(Number(amounts["captured"]))
    expect(Number(amounts["captured"])).toBeLessThanOrEqual(Number(amounts["authorized"]))

    const now = await room.units(MUG)
    const canceled = axes["order"] === "canceled"
    if (canceled) expect(now).toEqual(units)
    else expect(now.onHand - now.reserved).toBeLessThanOrEqual(units.onHand - units.reserved)
  })

  it("20 copies of one manual event at once over both servers: 1 transition, 19 answered that it is the same", async () => {
    const order = await desk.order()
    const eventId = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, call) =>
        at(call).post(`/admin/orders/${order.id}/lifecycle/events`, { event: "payment.captured", event_id: eventId }),
      ),
    )
    const { log, amounts } = await desk.lifecycle(order.id)
    expect(log.filter((line) => line.event_id === eventId)).toHaveLength(1)
    expect(log.filter((line) => line.event === "payment.captured")).toHaveLength(1)
    expect(amounts["captured"]).toBe(amounts["authorized"])
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(answers.filter(({ body }) => (body as { replayed: boolean }).replayed)).toHaveLength(19)
    expect(await desk.differences(order.id)).toBe(0)
  })

  it("20 copies of one chargeback at once over both servers: 1 transition, 19 answered that it is the same", async () => {
    const order = await desk.order()
    const body = { event: "chargeback.notice", event_id: randomUUID() }
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, call) => at(call).post(`/admin/orders/${order.id}/lifecycle/events`, body)),
    )
    const { log, state } = await desk.lifecycle(order.id)
    expect(state).toBe("disputed")
    expect(log.filter((line) => line.event === "chargeback.notice")).toHaveLength(1)
    expect(answers.filter((answer) => (answer.body as { replayed: boolean }).replayed)).toHaveLength(19)
  })
})

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import request from "supertest"
import { CheckoutDesk } from "../support/checkout-desk"
import { runningShop } from "../support/running-shop"
import { type Fleet, startFleet } from "../support/shop-fleet"

const LINES = [{ sku: "COF-HSE-250-WB", quantity: 1 }]

/** Two servers that know nothing of each other's locks: one order of one cart is the database's word. */
describe("completions over two servers without Redis", () => {
  const shop = runningShop()
  let fleet: Fleet
  let desk: CheckoutDesk

  beforeAll(async () => {
    fleet = await startFleet(shop, { servers: 2, workers: 0, name: "checkout_races" })
    desk = await CheckoutDesk.open({ ...shop, baseUrl: serverOf(0), databaseUrl: fleet.databaseUrl })
  })
  afterAll(async () => {
    await desk.close()
    await fleet.stop()
  })

  const serverOf = (caller: number) => fleet.servers()[caller % 2]?.baseUrl ?? ""

  it("make one order of one cart and one payment, and give all of 20 callers its id", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await desk.fillCart(LINES)

      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, caller) => desk.complete(id, { baseUrl: serverOf(caller) })),
      )

      const { orders, order } = await desk.row<{ orders: number; order: string }>(
        `select count(*)::int as orders, min(order_id) as "order" from order_cart where cart_id = $1`,
        id,
      )
      expect(orders).toBe(1)
      expect(answers.map(({ status, body }) => `${status} ${body.order?.id}`)).toEqual(
        answers.map(() => `200 ${order}`),
      )
      expect(await desk.livePayments(id)).toHaveLength(1)
      expect((await desk.attempts(id)).filter(({ state }) => state === "ordered")).toHaveLength(1)
    }
  })

  it("make 12 orders of 12 carts with 3 lines each, asked for at the same moment", async () => {
    const lines = ["COF-HSE-250-WB", "COF-HSE-250-FI", "COF-HSE-250-ES"].map((sku) => ({ sku, quantity: 1 }))
    const carts: string[] = []
    while (carts.length < 12) carts.push(await desk.fillCart(lines))

    const answers = await Promise.all(
      // All but a few at one server: orders of one millisecond are neighbours there.
      carts.map((id, caller) =>
        desk.complete(id, { baseUrl: serverOf(caller % 6 === 0 ? 1 : 0), query: "?fields=id" }),
      ),
    )

    expect(answers.map(({ status, body }) => `${status} ${body.type}`)).toEqual(carts.map(() => "200 order"))
    expect(new Set(answers.map(({ body }) => body.order?.id)).size).toBe(12)
    const [held] = await desk.rows<{ lines: number; reserved: number }>(
      `select count(distinct i.item_id)::int as lines, count(distinct r.line_item_id)::int as reserved
         from order_item i join order_cart c on c.order_id = i.order_id
         left join reservation_item r on r.line_item_id = i.item_id and r.deleted_at is null
        where c.cart_id = any($1)`,
      carts,
    )
    expect(held).toEqual({ lines: 36, reserved: 36 })
  })

  it("never charge twice when the payment session is changed at the same moment", async () => {
    for (let round = 0; round < 8; round++) {
      const id = await desk.fillCart(LINES)
      const { collection } = await desk.row<{ collection: string }>(
        `select payment_collection_id as collection from cart_payment_collection where cart_id = $1`,
        id,
      )

      const [, completed] = await Promise.all([
        request(serverOf(1))
          .post(`/store/payment-collections/${collection}/payment-sessions`)
          .set("x-publishable-api-key", shop.publishableKey)
          .send({ provider_id: "pp_system_default" }),
        desk.complete(id, { baseUrl: serverOf(0) }),
      ])
      const order = completed.body.type === "order" ? completed : await desk.complete(id, { baseUrl: serverOf(1) })

      expect(order.body.type).toBe("order")
      const payments = await desk.livePayments(id)
      expect(payments).toHaveLength(1)
      expect(Number(payments[0]?.amount)).toBe(order.body.order?.total)
    }
  })

  it("end on another server what one of them left behind, once", async () => {
    const id = await desk.fillCart(LINES)
    const left = await desk.leavePaidAttempt(id)

    const answers = await Promise.all(
      [0, 1, 2, 3].map((caller) => desk.complete(id, { baseUrl: serverOf(caller), query: `?fields=id` })),
    )

    expect(new Set(answers.map(({ body }) => body.order?.id))).toEqual(new Set([left.orderId]))
    expect(await desk.livePayments(id)).toHaveLength(1)
  })
})

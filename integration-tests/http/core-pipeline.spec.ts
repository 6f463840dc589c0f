import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { CheckoutDesk } from "../support/checkout-desk"
import { GiftCards } from "../support/gift-cards"
import { LoyaltyShop, type LoyaltyServer } from "../support/loyalty-shop"
import { Merchant } from "../support/merchant"
import { runningShop } from "../support/running-shop"

const LINES = [{ sku: "COF-HSE-250-WB", quantity: 2 }]
const IDLE = "Handlers on hooks of Medusa's complete-cart do not run"

let loyalty: LoyaltyShop
let server: LoyaltyServer
let desk: CheckoutDesk
let cards: GiftCards
let merchant: Merchant

beforeAll(async () => {
  loyalty = await LoyaltyShop.open(runningShop())
})
afterAll(() => loyalty.close())

async function start(pipeline: "holdfast" | "core"): Promise<void> {
  server = await loyalty.start(pipeline)
  desk = await CheckoutDesk.open(server.shop)
  merchant = await Merchant.login(server.shop)
  cards = new GiftCards(desk, merchant)
}

async function stop(): Promise<void> {
  await desk.close()
  await server.stop()
}

const ordersOf = (cartId: string) =>
  desk.rows<{ order_id: string }>(`select order_id from order_cart where cart_id = $1 and deleted_at is null`, cartId)
const reservedFor = (orderId: string) =>
  desk.rows<{ quantity: number }>(
    `select r.quantity::int from reservation_item r join order_item i on i.item_id = r.line_item_id
      where i.order_id = $1 and r.deleted_at is null`,
    orderId,
  )
const holdOf = (cartId: string) => desk.rows(`select state, quantity::int from atp_hold where hold_id = $1`, cartId)
const usesOf = (entryId: string) => desk.rows(`select state from stacking_use where key = $1`, entryId)
const creditOf = async (orderId: string) =>
  (
    await desk.rows<{ reference_id: string; amount: string }>(
      `select reference_id, amount::text from order_credit_line where order_id = $1 and deleted_at is null`,
      orderId,
    )
  ).map(({ reference_id: of, amount }) => ({ of, amount: Number(amount) }))
const totalOf = async (cartId: string) => {
  const { total } = await desk.row<{ total: string }>(
    `select c.amount::text as total from payment_collection c join cart_payment_collection l on l.payment_collection_id = c.id
      where l.cart_id = $1 and l.deleted_at is null`,
    cartId,
  )
  return Number(total)
}

/** A cart whose payment is opened for what a card of this value leaves. */
async function cartWithCard(value: number) {
  const id = await desk.fillCart(LINES)
  const before = await totalOf(id)
  const card = await cards.issue(value)
  expect((await cards.put(id, card)).status).toBe(200)
  const rest = Math.max(before - value, 0)
  if (rest > 0) await cards.openSession(id)
  return { id, card, before, rest }
}

/** What a completion promises, whoever makes the order. */
function keepsThePromises(): void {
  it("makes 1 order with 1 payment, and answers it again word for word", async () => {
    const id = await desk.fillCart(LINES)

    const first = await desk.complete(id)
    const again = await desk.complete(id)

    expect([first.status, first.body.type]).toEqual([200, "order"])
    expect(again.body).toEqual(first.body)
    expect(await ordersOf(id)).toEqual([{ order_id: first.body.order?.id }])
    expect(await desk.livePayments(id)).toHaveLength(1)
    expect(await desk.attempts(id)).toEqual([{ state: "ordered", step: "done", order_id: first.body.order?.id }])
  })

  it("gives 10 callers at once the same order, and takes the money once", async () => {
    const id = await desk.fillCart(LINES)

    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.complete(id)))

    expect(new Set(answers.map(({ status, body }) => `${status} ${String(body.order?.id)}`)).size).toBe(1)
    expect(answers[0]?.body.type).toBe("order")
    expect(await ordersOf(id)).toHaveLength(1)
    expect(await desk.livePayments(id)).toHaveLength(1)
  })

  it("charges nothing and makes no order when the payment was opened for another amount", async () => {
    const id = await desk.fillCart(LINES)
    await desk.rows(
      `update payment_session set amount = 1, raw_amount = '{"value": "1", "precision": 20}'
        where payment_collection_id in (select payment_collection_id from cart_payment_collection where cart_id = $1)`,
      id,
    )

    const { status, body } = await desk.complete(id)

    expect([status, body.type, body.error?.code]).toEqual([200, "cart", "checkout_total_changed"])
    expect(await ordersOf(id)).toEqual([])
    expect(await desk.livePayments(id)).toEqual([])
    expect(await holdOf(id)).toMatchObject([{ state: "active", quantity: 2 }])
  })

  it("makes the 2 units that the cart held the order's", async () => {
    const id = await desk.fillCart(LINES)
    expect(await holdOf(id)).toEqual([{ state: "active", quantity: 2 }])

    const { body } = await desk.complete(id)

    expect(await reservedFor(body.order?.id ?? "")).toEqual([{ quantity: 2 }])
    expect(await holdOf(id)).toEqual([{ state: "committed", quantity: 2 }])
  })

  it("leaves no order, no payment and the cart's hold when the card is declined, and then takes another", async () => {
    const id = await desk.fillCart(LINES)
    await cards.openSession(id, "pp_payment-test_test", { scenarios: { authorize: ["decline"] } })

    const declined = await desk.complete(id)

    expect([declined.body.type, declined.body.error?.type]).toEqual(["cart", "payment_authorization_error"])
    expect(await ordersOf(id)).toEqual([])
    expect(await desk.livePayments(id)).toEqual([])
    expect(await holdOf(id)).toMatchObject([{ state: "active", quantity: 2 }])
    await cards.openSession(id)
    expect((await desk.complete(id)).body.type).toBe("order")
    expect((await desk.attempts(id)).map(({ state }) => state)).toEqual(["undone", "ordered"])
  })

  it("counts the 1 use of a promotion when the order comes, not when the bank declines, and refuses the cart beside", async () => {
    const entry = { id: `once-${Date.now()}`, action: { type: "percent_off", value: 10, applies_to: "order" } }
    await merchant.post("/admin/stacking/entries", { ...entry, limits: { uses: 1 } }).expect(200)
    const [first, beside] = [await desk.fillCart(LINES), await desk.fillCart(LINES)]
    await cards.openSession(first, "pp_payment-test_test", { scenarios: { authorize: ["decline"] } })

    expect((await desk.complete(first)).body.error?.type).toBe("payment_authorization_error")
    expect(await usesOf(entry.id)).toEqual([])
    await cards.openSession(first)
    expect((await desk.complete(first)).body.type).toBe("order")
    expect(await usesOf(entry.id)).toEqual([{ state: "spent" }])
    const refused = await desk.complete(beside)

    await merchant.delete(`/admin/stacking/entries/${entry.id}`).expect(200)
    expect(refused.body.error?.message).toContain(`${entry.id} does not apply any more`)
    expect(await ordersOf(beside)).toEqual([])
    expect(await desk.livePayments(beside)).toEqual([])
  })

  it("charges 5 dollars less where a gift card of 5 pays, and the order says which card", async () => {
    const { id, card, rest } = await cartWithCard(5)

    const { body } = await desk.complete(id)

    expect(body.order?.total).toBe(rest)
    expect((await desk.livePayments(id)).map(({ amount }) => Number(amount))).toEqual([rest])
    expect(await creditOf(body.order?.id ?? "")).toEqual([{ of: card.id, amount: 5 }])
  })

  it("takes no payment where a gift card of 500 pays for everything", async () => {
    const { id, card, before } = await cartWithCard(500)

    const { body } = await desk.complete(id)

    expect([body.type, body.order?.total]).toEqual(["order", 0])
    expect(await desk.livePayments(id)).toEqual([])
    expect(await creditOf(body.order?.id ?? "")).toEqual([{ of: card.id, amount: before }])
  })

  it("lets nobody put a gift card on a cart that is being paid", async () => {
    const id = await desk.fillCart(LINES)
    const card = await cards.issue(5)
    const { id: attempt } = await desk.leaveAttempt(id, "validate")
    await desk.rows(`update checkout_attempt set lease_until = now() + interval '5 minutes' where id = $1`, attempt)

    const refused = await cards.put(id, card)

    expect([refused.status, refused.body.code]).toEqual([409, "checkout_running"])
    expect(await desk.rows(`select from credit_line where cart_id = $1 and deleted_at is null`, id)).toEqual([])
    await desk.rows(`update checkout_attempt set lease_until = now() - interval '1 minute' where id = $1`, attempt)
    expect((await desk.complete(id)).body.type).toBe("order")
  })

  it("sells 2 gift cards of 25 dollars, which the plugin then makes", async () => {
    const id = await desk.fillCart([{ sku: await cards.product(), quantity: 2 }])

    const { body } = await desk.complete(id)

    expect(await cards.madeBy(body.order?.id ?? "", 2)).toEqual([25, 25])
  })
}

describe("pipeline core, with @medusajs/loyalty-plugin", () => {
  beforeAll(() => start("core"))
  afterAll(stop)

  keepsThePromises()

  it("runs the plugin's handlers, so nothing is said about them when the shop starts", () => {
    expect(server.said.some((line) => line.includes(IDLE))).toBe(false)
  })

  it("takes no order for placed that the host linked and did not pay: the attempt of the killed process ends first", async () => {
    const id = await desk.fillCart(LINES)
    const { body } = await desk.complete(id)
    await desk.rows(
      `update checkout_attempt set state = 'open', step = 'validate', ended_at = null, lease_owner = 'a process that is gone',
              lease_until = now() - interval '1 minute' where cart_id = $1`,
      id,
    )

    // Other fields than before: what was kept under the cart's own key is no answer to it.
    const again = await desk.complete(id, { query: "?fields=id" })

    expect(again.body.order?.id).toBe(body.order?.id)
    expect((await desk.attempts(id)).map(({ state }) => state)).toEqual(["undone"])
  })

  it("debits the card by what it paid, once for 10 callers, and links it with the order", async () => {
    const { id, card, before } = await cartWithCard(500)

    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.complete(id)))

    expect(await cards.balance(card)).toBeCloseTo(500 - before)
    expect(await cards.ordersOf(card)).toEqual([answers[0]?.body.order?.id])
  })

  it("refuses a card that another cart has used up meanwhile, and takes nothing", async () => {
    const first = await cartWithCard(5)
    const second = await desk.fillCart(LINES)
    await cards.put(second, first.card)
    await cards.openSession(second)
    await desk.complete(first.id)

    const { status, body } = await desk.complete(second)

    expect([status, body.message]).toEqual([400, "Insufficient balance"])
    expect(await ordersOf(second)).toEqual([])
    expect(await desk.livePayments(second)).toEqual([])
    expect(await holdOf(second)).toMatchObject([{ state: "active", quantity: 2 }])
    expect(await cards.balance(first.card)).toBe(0)
  })
})

describe("a shop with @medusajs/loyalty-plugin that says nothing of pipelines", () => {
  it("does not start, and names the plugin and the 2 options", async () => {
    const refusal = await loyalty.start().then(() => "It starts.", String)

    expect(refusal).toContain("of @medusajs/loyalty-plugin")
    for (const option of ["core", "holdfast"]) expect(refusal).toContain(`{ pipeline: "${option}" }`)
  })
})

describe("pipeline holdfast, with @medusajs/loyalty-plugin", () => {
  beforeAll(() => start("holdfast"))
  afterAll(stop)

  keepsThePromises()

  it("does not run the plugin's handlers: the start says so in 1 line, with the plugin, its hooks and the option", () => {
    const lines = server.said.filter((line) => line.includes(IDLE))

    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(
      /(beforePaymentAuthorization and orderCreated|orderCreated and beforePaymentAuthorization) of/,
    )
    expect(lines[0]).toContain("of @medusajs/loyalty-plugin")
    expect(lines[0]).toContain('{ pipeline: "core" }')
  })

  it("leaves the card as it was, which is what the line warns of", async () => {
    const { id, card } = await cartWithCard(5)

    await desk.complete(id)

    expect(await cards.balance(card)).toBe(5)
  })
})

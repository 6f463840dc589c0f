import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { randomUUID } from "node:crypto"
import { Client } from "pg"
import request from "supertest"
import { LifecycleDesk } from "../support/lifecycle-desk"
import { Merchant } from "../support/merchant"
import { runningShop } from "../support/running-shop"

const shop = runningShop()
const database = new Client({ connectionString: shop.databaseUrl })
let merchant: Merchant
let desk: LifecycleDesk

beforeAll(async () => {
  await database.connect()
  merchant = await Merchant.login(shop)
  desk = new LifecycleDesk(shop, merchant)
})
afterAll(() => database.end())

interface Break {
  readonly id: string
  readonly kind: string
  readonly subject_id: string
  readonly order_id: string | null
  readonly amount_minor: string | null
  readonly facts: Readonly<Record<string, unknown>>
  readonly repair: string | null
  readonly heals_itself: boolean
  readonly needs_second_admin: boolean
  readonly resolved_at: string | null
}

/** Writes past every guard, as a broken program or a person with a console would. */
const damage = (sql: string, params: readonly unknown[]) =>
  database
    .query("set session_replication_role = replica")
    .then(() => database.query(sql, [...params]))
    .finally(() => database.query("set session_replication_role = origin"))

const look = (heal = false) => merchant.post("/admin/checkout/reconcile", { heal, at_once: true }).expect(200)

async function breaksOf(subjects: readonly string[], open = true): Promise<readonly Break[]> {
  const { body } = await merchant.get("/admin/checkout/breaks", { open, limit: 200 }).expect(200)
  return (body as { breaks: Break[] }).breaks.filter(({ subject_id }) => subjects.includes(subject_id))
}
const kindsOf = async (...subjects: readonly string[]) => (await breaksOf(subjects)).map(({ kind }) => kind).sort()

const PROVIDER = "pp_payment-test_test"

/** Has the test provider settle these lines, and tell the shop of its report. */
async function settled(name: string, lines: readonly object[]): Promise<void> {
  const { body } = await request(shop.paymentProviderUrl).post("/control/report").send({ name, lines }).expect(200)
  const { event } = body as { event: string }
  const told = await request(shop.paymentProviderUrl)
    .post("/control/deliver")
    .send({ events: [event], signed: true })
    .expect(200)
  const { signed } = told.body as { signed: readonly { body: string; signature: string }[] }
  for (const { body, signature } of signed) {
    const sent = request(shop.baseUrl)
      .post("/hooks/psp/payment-test_test")
      .set("content-type", "application/json")
      .set("test-signature", signature)
    await sent.send(body).expect(202)
  }
}

async function differencesOf(report: string): Promise<readonly string[]> {
  const { rows } = await database.query<{ id: string }>(
    "select id from payment_settlement_difference where report = $1",
    [report],
  )
  return rows.map(({ id }) => id)
}

/** Webhooks are answered first and handled then. */
async function eventually<T>(look: () => Promise<T>, right: (seen: T) => boolean): Promise<T> {
  for (let asked = 0; ; asked++) {
    const seen = await look()
    if (right(seen) || asked === 1000) return seen
  }
}

const paymentOf = async (orderId: string): Promise<string> => {
  const { rows } = await database.query<{ id: string }>(
    `select p.id from payment p join order_payment_collection l using (payment_collection_id) where l.order_id = $1`,
    [orderId],
  )
  return rows[0]?.id ?? ""
}

describe("reconciliation", () => {
  it("finds 0 breaks in an order that was placed, captured and refunded in part", async () => {
    const order = await desk.order({ lines: 2 })
    await desk.capture(order)
    const payment = await paymentOf(order.id)
    await merchant.post(`/admin/payments/${payment}/refund`, { amount: 3 }).expect(200)
    await look()
    expect(await kindsOf(order.id, payment, ...order.items.map(({ id }) => id))).toEqual([])
  })

  it("finds money without its order and the order without its money, and gives the money back", async () => {
    const order = await desk.order()
    const payment = await paymentOf(order.id)
    await damage("update order_payment_collection set deleted_at = now() where order_id = $1", [order.id])
    await look()
    expect(await kindsOf(order.id, payment)).toEqual(["money_without_order", "order_without_money"])
    const [money] = (await breaksOf([payment])) as readonly [Break]
    expect(money).toMatchObject({
      repair: expect.stringContaining("Void"),
      amount_minor: expect.stringMatching(/^\d+$/),
    })

    await merchant.post(`/admin/checkout/breaks/${money.id}/repair`).expect(200)
    await look()
    expect(await kindsOf(payment)).toEqual([])
    const { rows } = await database.query("select canceled_at from payment where id = $1", [payment])
    expect(rows[0].canceled_at).not.toBeNull()
    await damage("update order_payment_collection set deleted_at = null where order_id = $1", [order.id])
  })

  it("finds an order placed over another amount than was authorized, and says both", async () => {
    const order = await desk.order()
    const payment = await paymentOf(order.id)
    await damage("update payment set amount = amount + 1 where id = $1", [payment])
    await look()
    expect(await breaksOf([order.id])).toMatchObject([
      { kind: "amount_differs", amount_minor: "100", repair: null, heals_itself: false },
    ])
    await damage("update payment set amount = amount - 1 where id = $1", [payment])
    await look()
    expect(await kindsOf(order.id)).toEqual([])
  })

  it("finds a refund beyond the capture, and an account that its payments do not explain", async () => {
    const order = await desk.order()
    const payment = await paymentOf(order.id)
    const refund = `ref_${randomUUID()}`
    await damage(
      `insert into refund (id, amount, raw_amount, payment_id) values ($1, 4, '{"value": "4", "precision": 20}', $2)`,
      [refund, payment],
    )
    await look()
    expect(await kindsOf(order.id, payment)).toEqual(["refund_exceeds_capture", "summary_differs"])
    await damage("delete from refund where id = $1", [refund])
    await look()
    expect(await kindsOf(order.id, payment)).toEqual([])
  })

  it("finds units that are put by for a canceled order and releases them, and units that are put by nowhere", async () => {
    const order = await desk.order()
    const { rows } = await database.query<{ id: string }>(
      "select id from reservation_item where line_item_id = $1 and deleted_at is null",
      [order.items[0]?.id],
    )
    const reservations = rows.map(({ id }) => id)
    await damage(`update "order" set canceled_at = now() where id = $1`, [order.id])
    await look()
    expect(await kindsOf(...reservations)).toEqual(reservations.map(() => "allocation_left"))
    await damage(`update "order" set canceled_at = null where id = $1`, [order.id])

    await damage("update reservation_item set deleted_at = now() where id = any($1)", [reservations])
    await look()
    expect(await kindsOf(order.items[0]?.id ?? "")).toEqual(["allocation_missing"])
    await damage("update reservation_item set deleted_at = null where id = any($1)", [reservations])
    await look()
    expect(await kindsOf(order.items[0]?.id ?? "", ...reservations)).toEqual([])
  })

  it("finds a promotion that counts 7 uses with no order", async () => {
    const { body } = await merchant
      .post("/admin/promotions", {
        ...{ code: `RECONCILE-${randomUUID().slice(0, 8)}`, type: "standard", status: "active", limit: 10 },
        application_method: { type: "percentage", target_type: "items", allocation: "across", value: 10 },
      })
      .expect(200)
    const { id } = (body as { promotion: { id: string } }).promotion
    await damage("update promotion set used = 7 where id = $1", [id])
    await look()
    expect(await breaksOf([id])).toMatchObject([{ kind: "promotion_uses_differ", facts: { counted: 7, orders: 0 } }])
    await damage("update promotion set used = 0 where id = $1", [id])
    await look()
    expect(await kindsOf(id)).toEqual([])
  })

  it("ends an attempt and a permit that nobody works on, without being asked", async () => {
    const order = await desk.order()
    const attempt = `attempt_${randomUUID()}`
    const cart = `cart_${randomUUID()}`
    await damage(
      `insert into checkout_attempt (id, cart_id, state, step, order_id, lease_owner, lease_until)
       values ($1, $2, 'open', 'price', $3, 'gone', now() - interval '1 hour')`,
      [attempt, cart, `order_${randomUUID()}`],
    )
    await damage(
      `insert into order_lifecycle_permit (order_id, transaction_id, workflow, actor, lease_until)
       values ($1, $2, 'capture-payment-workflow', '{"type": "system", "id": "gone"}', now() - interval '1 hour')`,
      [order.id, randomUUID()],
    )
    await look()
    expect(await kindsOf(attempt)).toEqual(["attempt_interrupted"])
    await look(true)
    const { rows } = await database.query("select from order_lifecycle_permit where order_id = $1", [order.id])
    expect(rows).toEqual([])
    await damage("delete from checkout_attempt where id = $1", [attempt])
    await look()
    expect(await kindsOf(attempt)).toEqual([])
  })

  it("finds what follows from an order's state and failed 3 times, says why, and tries it again when asked", async () => {
    const order = await desk.order()
    const { log } = await desk.lifecycle(order.id)
    const sequence = log.at(-1)?.sequence ?? 0
    const subject = `${order.id}:${sequence}:nobody_does_this`
    await damage(
      `insert into order_lifecycle_effect (order_id, sequence, effect, attempts, last_error, next_try_at)
       values ($1, $2, 'nobody_does_this', 2, 'It was not there.', now() + interval '1 hour'),
              ($1, $2, 'another_one', 1, 'It fails for a reason of its own.', now() + interval '1 hour')`,
      [order.id, sequence],
    )
    await look()
    expect(await kindsOf(subject)).toEqual([])
    await damage("update order_lifecycle_effect set attempts = 3 where order_id = $1 and effect = 'nobody_does_this'", [
      order.id,
    ])
    await look()
    const [found] = await breaksOf([subject])
    expect(found).toMatchObject({ kind: "effect_failing", order_id: order.id, heals_itself: false })
    expect(found?.facts).toMatchObject({ effect: "nobody_does_this", message: "It was not there.", tries: 3 })

    const { body } = await merchant.post(`/admin/checkout/breaks/${found?.id}/repair`).expect(200)
    expect(body).toMatchObject({
      ...{ repaired: false, failure: "Nobody does nobody_does_this. Install what added it." },
    })
    await look()
    expect((await breaksOf([subject]))[0]?.facts).toMatchObject({ tries: 4 })
    await damage("update order_lifecycle_effect set done_at = now() where order_id = $1", [order.id])
    await look()
    expect(await kindsOf(subject)).toEqual([])
  })

  it("finds what a provider settled otherwise than recorded, and accepts it once: the report told again adds nothing", async () => {
    const name = `report_${randomUUID()}`
    const line = (reference: string, amount: string) => ({
      ...{ act: "capture", reference, payment: "tp_elsewhere", amount_minor: amount, currency: "USD" },
    })
    await settled(name, [line(`tc_${name}`, "700"), line(`tc_${name}_2`, "100")])
    const differences = await eventually(
      () => differencesOf(name),
      (found) => found.length === 2,
    )
    await look()
    expect(await breaksOf(differences)).toMatchObject(
      Array.from({ length: 2 }, () => ({ kind: "settlement_differs", heals_itself: false })),
    )
    const [first] = (await breaksOf(differences)).filter(({ amount_minor: amount }) => amount === "700")
    expect(first?.facts).toMatchObject({ report: name, line: 1, code: "settlement_unrecorded" })

    await merchant.post(`/admin/checkout/breaks/${first?.id}/repair`).expect(200)
    await settled(name, [line(`tc_${name}`, "700"), line(`tc_${name}_2`, "100")])
    await look()
    expect((await breaksOf(differences)).map(({ amount_minor: amount }) => amount)).toEqual(["100"])

    // The capture was confirmed meanwhile: the books agree by themselves.
    await damage(
      `insert into payment_operation (id, act, intent, sequence, idempotency_key, provider_id, payment_id, amount_minor,
         currency_code, state, provider_reference, settled_at, followed_at)
       values ($1, 'capture', $1, 1, $1, $2, 'pay_elsewhere', 100, 'usd', 'confirmed', $3, now(), now())`,
      [`payop_${name}`, PROVIDER, `tc_${name}_2`],
    )
    await look()
    expect(await breaksOf(differences)).toEqual([])
    await damage("delete from payment_operation where id = $1", [`payop_${name}`])
    await damage("delete from payment_settlement_difference where report = $1", [name])
    await look()
  })

  it("finds a chargeback that was settled and that nobody has told of, until somebody does", async () => {
    const name = `report_${randomUUID()}`
    const [order, again] = [await desk.order(), `tchb_${name}`]
    const { id: payment } = await desk.payment(order.id)
    const { rows } = await database.query<{ session: string }>(
      "select payment_session_id as session from payment where id = $1",
      [payment],
    )
    const told = (id: string, kind: string) =>
      damage(
        `insert into payment_fact (provider_id, id, session_id, kind, provider_event, occurred_at, reference, amount, currency_code)
         values ($1, $2, $3, $4, $4, now(), $5, '7.00', 'usd')`,
        [PROVIDER, `${name}_${id}`, rows[0]?.session, kind, again],
      )
    await told("1", "dispute.funds_withdrawn")
    const acts = ["chargeback", "chargeback_reversal", "second_chargeback"]
    const line = { reference: again, payment: "tp_elsewhere", amount_minor: "700", currency: "USD" }
    await settled(
      name,
      acts.map((act) => ({ ...line, act })),
    )
    const differences = await eventually(
      () => differencesOf(name),
      (found) => found.length === 2,
    )
    await look()
    expect((await breaksOf(differences)).map(({ facts }) => facts["act"]).sort()).toEqual(acts.slice(1))
    await told("2", "dispute.funds_returned")
    await look()
    expect((await breaksOf(differences)).map(({ facts }) => facts["act"])).toEqual(["second_chargeback"])
    await told("3", "dispute.funds_withdrawn")
    await look()
    expect(await breaksOf(differences)).toEqual([])
    await damage("delete from payment_fact where provider_id = $1 and reference = $2", [PROVIDER, again])
    await damage("delete from payment_settlement_difference where report = $1", [name])
  })

  it("finds an authorization of which nothing is captured from 48 hours before it ends, until it is captured", async () => {
    const order = await desk.order()
    const payment = await paymentOf(order.id)
    const endsIn = (hours: number) =>
      damage("update payment set data = jsonb_build_object('expires_at', $2::text) where id = $1", [
        payment,
        new Date(Date.now() + hours * 3_600_000).toISOString(),
      ])
    await endsIn(49)
    await look()
    expect(await kindsOf(payment)).toEqual([])
    await endsIn(47)
    await look()
    expect(await breaksOf([payment])).toMatchObject([{ kind: "authorization_expires", repair: null }])
    await damage("update payment set data = jsonb_build_object('expires_at', 'soon') where id = $1", [payment])
    await look()
    expect(await kindsOf(payment)).toEqual([])
    await endsIn(47)
    await desk.capture(order)
    await look()
    expect(await kindsOf(payment)).toEqual([])
  })

  it("wants a second admin for a repair of more than 1,000.00, and says so to the first", async () => {
    const order = await desk.order()
    const payment = await paymentOf(order.id)
    await damage("update order_payment_collection set deleted_at = now() where order_id = $1", [order.id])
    await damage("update payment set amount = amount + 5000 where id = $1", [payment])
    await look()
    const [money] = (await breaksOf([payment])) as readonly [Break]
    expect(money).toMatchObject({ needs_second_admin: true, heals_itself: false })
    const path = `/admin/checkout/breaks/${money.id}/repair`
    expect((await merchant.post(path).expect(202)).body).toMatchObject({ repaired: false, waits_for: "second_admin" })
    const again = await merchant.post(path)
    expect(again.body).toMatchObject({ code: "break_needs_second_admin" })
    expect(again.status).toBeGreaterThanOrEqual(400)
    await damage("update payment set amount = amount - 5000 where id = $1", [payment])
    await damage("update order_payment_collection set deleted_at = null where order_id = $1", [order.id])
    await look()
  })

  it("refuses a repair of what cannot be mended, of what is mended, and of what is not there", async () => {
    const missing = await merchant.post("/admin/checkout/breaks/break_none/repair")
    expect(missing.status).toBe(404)
    expect(missing.body).toMatchObject({ code: "break_unknown" })
    const [gone] = await breaksOf([], false).then(async () => {
      const { body } = await merchant.get("/admin/checkout/breaks", { open: false, limit: 1 }).expect(200)
      return (body as { breaks: Break[] }).breaks
    })
    expect((await merchant.post(`/admin/checkout/breaks/${gone?.id ?? ""}/repair`)).body.code).toBe("break_resolved")
    expect((await merchant.get("/admin/checkout/breaks", { kind: "luck" })).status).toBe(400)
  })
})

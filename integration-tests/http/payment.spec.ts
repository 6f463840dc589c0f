import { beforeAll, describe, expect, it } from "@jest/globals"
import type { HttpTypes } from "@medusajs/types"
import { createHmac, randomUUID } from "node:crypto"
import { Client } from "pg"
import request from "supertest"
import { LifecycleDesk, type PlacedOrder } from "../support/lifecycle-desk"
import { Merchant } from "../support/merchant"
import { runningShop } from "../support/running-shop"

const shop = runningShop()
const PROVIDER = "pp_payment-test_test"
const HOOK = "/hooks/psp/payment-test_test"
/** What the test provider signs with unless it is told otherwise. */
const WEBHOOK_SECRET = "test-webhook-secret"
let merchant: Merchant
let desk: LifecycleDesk

beforeAll(async () => {
  merchant = await Merchant.login(shop)
  desk = new LifecycleDesk(shop, merchant)
})

type Json = Record<string, unknown>

/** The provider's side. */
async function provider(route: string, body?: Json): Promise<Json> {
  const sent = body
    ? request(shop.paymentProviderUrl).post(route).send(body)
    : request(shop.paymentProviderUrl).get(route)
  return (await sent.expect(200)).body as Json
}

interface Books {
  readonly payments: readonly {
    readonly id: string
    readonly session_id: string
    readonly status: string
    readonly asked: number
  }[]
  readonly movements: readonly {
    readonly id: string
    readonly payment: string
    readonly act: string
    readonly amount_minor: string
    readonly state: string
  }[]
  readonly disputes: readonly { readonly id: string; readonly payment: string; readonly evidence: unknown }[]
  readonly events: readonly { readonly id: string; readonly payment: string; readonly type: string }[]
}
const books = async () => (await provider("/state")) as unknown as Books

interface Paid extends PlacedOrder {
  readonly paymentId: string
  /** Of the payment at the provider. */
  readonly reference: string
  readonly total: number
}

/** A cart at its last click, whose payment meets these scenarios at the provider. */
async function filledCart(scenarios: Json = {}): Promise<{ cartId: string; sessionId: string }> {
  const { store, regionId, mug } = await desk.catalogue()
  const { store: api } = store.sdk
  const { cart } = await api.cart.create({
    region_id: regionId,
    email: `payment-${randomUUID()}@example.com`,
    shipping_address: ADDRESS,
    billing_address: ADDRESS,
    items: [{ variant_id: mug, quantity: 2 }],
  })
  const option = await desk.shippingOption()
  const filled = await api.cart.addShippingMethod(cart.id, { option_id: option })
  const { payment_collection: collection } = await api.payment.initiatePaymentSession(filled.cart, {
    provider_id: PROVIDER,
    data: { scenarios },
  })
  return { cartId: cart.id, sessionId: collection.payment_sessions?.[0]?.id ?? "" }
}

const ADDRESS = {
  first_name: "Robin",
  last_name: "Example",
  address_1: "1 Example Street",
  city: "Brooklyn",
  postal_code: "11201",
  country_code: "us",
  province: "us-ny",
}

/** An order that is authorized, and captured if wanted. */
async function paidOrder(scenarios: Json = {}, captured = false): Promise<Paid> {
  const { cartId, sessionId } = await filledCart(scenarios)
  const { store } = await desk.catalogue()
  const order = await store.complete(cartId)
  const { id: paymentId } = await desk.payment(order.id)
  const reference = (await books()).payments.find(({ session_id: id }) => id === sessionId)?.id ?? ""
  const paid = {
    id: order.id,
    items: (order.items ?? []).map(({ id, quantity }) => ({ id, quantity })),
    paymentId,
    reference,
    total: Math.round(order.total * 100) / 100,
  }
  if (captured) await merchant.post(`/admin/payments/${paymentId}/capture`).expect(200)
  return paid
}

const moved = async ({ reference }: Paid, act: string) =>
  (await books()).movements.filter((one) => one.payment === reference && one.act === act)

/** What the order's own account says. */
async function summary(orderId: string) {
  const { body } = await merchant
    .get(`/admin/orders/${orderId}`, { fields: "id,total,*summary,payment_status" })
    .expect(200)
  const { order } = body as { order: HttpTypes.AdminOrder & { summary: Record<string, number> } }
  // The host computes tax as an exact fraction; people see and pay whole cents.
  const cents = (amount: number | undefined) => Math.round((amount ?? 0) * 100) / 100 + 0
  return {
    paid: cents(order.summary["paid_total"]),
    refunded: cents(order.summary["refunded_total"]),
    pending: cents(order.summary["pending_difference"]),
    total: cents(order.total),
  }
}

/** Everything that the provider has told of a payment, sent to the shop, in this order and so often. */
async function tell(
  { reference }: { reference: string },
  order = (events: string[]) => events,
): Promise<readonly number[]> {
  const ids = (await books()).events.filter(({ payment }) => payment === reference).map(({ id }) => id)
  const { signed } = await provider("/control/deliver", { events: order(ids), signed: true })
  const answers: number[] = []
  for (const { body, signature } of signed as { body: string; signature: string }[]) {
    const sent = request(shop.baseUrl)
      .post(HOOK)
      .set("content-type", "application/json")
      .set("test-signature", signature)
    answers.push((await sent.send(body)).status)
  }
  return answers
}

/** As a process that died leaves it, and the minute's job makes of it: the credit has the refund's id, and nobody noted it. */
async function forgetCredit({ id, paymentId }: { readonly id: string; readonly paymentId: string }): Promise<void> {
  const database = new Client({ connectionString: shop.databaseUrl })
  await database.connect()
  await database.query("update payment_operation set credited = null where payment_id = $1", [paymentId])
  await database.query(
    `update order_credit_line set reference = 'refund', reference_id = (select id from refund where payment_id = $2)
      where order_id = $1`,
    [id, paymentId],
  )
  await database.end()
}

/** Webhooks are answered first and handled then. */
async function eventually<T>(look: () => Promise<T>, right: (seen: T) => boolean): Promise<T> {
  for (let asked = 0; ; asked++) {
    const seen = await look()
    if (right(seen) || asked === 200) return seen
  }
}

interface Ledger {
  readonly payments: readonly {
    readonly provider_reference: string
    readonly captured_minor: string
    readonly capture_requested_minor: string
    readonly refunded_minor: string
    readonly expires_at: string | null
    readonly operations: readonly { readonly id: string; readonly act: string; readonly state: string }[]
    readonly fraud_warnings: readonly { readonly reason: string | null }[]
    readonly disputes: readonly { readonly id: string; readonly state: string; readonly due_at: string | null }[]
  }[]
}
const ledger = async (orderId: string) =>
  ((await merchant.get(`/admin/orders/${orderId}/payments-ledger`).expect(200)).body as Ledger).payments[0]

const events = async (orderId: string) => (await desk.lifecycle(orderId)).log.map(({ event }) => event)

describe("payments over HTTP", () => {
  it("captures 5.00, then the rest: both amounts reach the provider and the order's account", async () => {
    const order = await paidOrder()

    await merchant.post(`/admin/payments/${order.paymentId}/capture`, { amount: 5 }).expect(200)
    expect(await summary(order.id)).toMatchObject({ paid: 5 })
    const rest = Math.round(order.total * 100) - 500
    await merchant.post(`/admin/payments/${order.paymentId}/capture`, { amount: rest / 100 }).expect(200)

    expect((await moved(order, "capture")).map(({ amount_minor: amount }) => amount)).toEqual(["500", String(rest)])
    expect(await summary(order.id)).toMatchObject({ paid: order.total, pending: 0 })
    expect(await ledger(order.id)).toMatchObject({
      captured_minor: String(rest + 500),
      provider_reference: order.reference,
    })
  })

  it("answers 409 for a capture whose answer was lost, finds it, and does not capture a second time", async () => {
    const order = await paidOrder({ capture: ["reset_after"] })

    const lost = await merchant.post(`/admin/payments/${order.paymentId}/capture`)
    expect([lost.status, lost.body.code]).toEqual([409, "payment_outcome_unknown"])
    expect(await summary(order.id)).toMatchObject({ paid: 0 })
    const operation = (await ledger(order.id))?.operations.find(({ act }) => act === "capture")
    expect(operation).toMatchObject({ state: "unknown" })
    const found = await merchant.post(`/admin/payment-operations/${operation?.id}/look-up`).expect(200)
    expect(found.body).toMatchObject({ state: "confirmed" })

    expect(await summary(order.id)).toMatchObject({ paid: order.total, pending: 0 })
    await merchant.post(`/admin/payments/${order.paymentId}/capture`)
    expect(await moved(order, "capture")).toHaveLength(1)
    expect(await summary(order.id)).toMatchObject({ paid: order.total })
    expect((await desk.lifecycle(order.id)).state).toBe("captured")
  })

  it("takes a capture off the order's account again that was ordered and failed later", async () => {
    const order = await paidOrder({ capture: ["requested"] }, true)
    expect(await ledger(order.id)).toMatchObject({ captured_minor: "0" })
    const [capture] = await moved(order, "capture")

    await provider("/control/happen", { act: "failed", movement: capture?.id })
    expect(new Set(await tell(order))).toEqual(new Set([202]))

    expect(
      await eventually(
        () => summary(order.id),
        ({ paid }) => paid === 0,
      ),
    ).toMatchObject({ paid: 0 })
    expect(await ledger(order.id)).toMatchObject({ captured_minor: "0", capture_requested_minor: "0" })
    expect(await desk.differences(order.id)).toBe(0)
  })

  it("gives back 3.00 out of goodwill and 2.00 for a line, and the order owes nothing", async () => {
    const order = await paidOrder({}, true)

    await merchant.post(`/admin/payments/${order.paymentId}/refund`, { amount: 3, note: "For the wait." }).expect(200)
    await merchant
      .post(`/admin/payments/${order.paymentId}/refund`, { amount: 2, note: "One mug was chipped." })
      .expect(200)

    expect((await moved(order, "refund")).map(({ amount_minor: amount }) => amount)).toEqual(["300", "200"])
    expect(await summary(order.id)).toMatchObject({ refunded: 5, pending: 0 })
    expect(await desk.differences(order.id)).toBe(0)
  })

  it("gives back for 1 of 2 mugs, then for the rest with its shipping, and for no unit twice", async () => {
    const order = await paidOrder({}, true)
    const lines = async () => {
      const { body } = await merchant.get(`/admin/orders/${order.id}/refundable-lines`).expect(200)
      return (body as { lines: { id: string; kind: string; refunded_quantity: number; shares_minor: string[] }[] })
        .lines
    }
    const giveBack = (asked: Json) => merchant.post(`/admin/payments/${order.paymentId}/refund-lines`, asked)
    const [mugs, shipping] = await lines()
    const mug = { id: mugs?.id, quantity: 1 }
    expect([mugs?.kind, mugs?.shares_minor.length, shipping?.kind]).toEqual(["item", 2, "shipping"])

    const { body } = await giveBack({ lines: [mug], note: "Chipped." }).expect(200)
    const { refunds } = (body as { payment: { refunds: { metadata: unknown; note: string }[] } }).payment
    expect(refunds).toMatchObject([{ metadata: { lines: [mug] }, note: "Chipped." }])
    expect((await lines())[0]).toMatchObject({ refunded_quantity: 1, shares_minor: [expect.any(String)] })

    const twice = await giveBack({ lines: [{ ...mug, quantity: 2 }] }).expect(400)
    expect(twice.body).toMatchObject({ code: "refund_line_exceeds" })
    expect((await giveBack({ lines: [{ id: "ordli_none", quantity: 1 }] }).expect(400)).body).toMatchObject({
      code: "refund_line_unknown",
    })
    for (const bad of [{ lines: [] }, { lines: [{ ...mug, quantity: 0.5 }] }, { lines: [mug], amount: -1 }, {}]) {
      expect((await giveBack(bad).expect(400)).body).toMatchObject({ code: "request_invalid" })
    }

    // Two people at once: the unit and the shipping are given back for once, by one of them.
    const both = await Promise.all(
      [1, 2].map(() => giveBack({ lines: [mug, { id: shipping?.id, quantity: 1 }] }).then(({ status }) => status)),
    )
    expect(both.sort()).toEqual([200, 400])
    expect((await moved(order, "refund")).map(({ amount_minor: amount }) => amount)).toEqual([
      mugs?.shares_minor[0],
      String(Math.round(order.total * 100) - Number(mugs?.shares_minor[0])),
    ])
    expect(await summary(order.id)).toMatchObject({ refunded: order.total, pending: 0 })
    expect((await lines()).map(({ shares_minor: shares }) => shares)).toEqual([[], []])
    expect(await desk.differences(order.id)).toBe(0)
  })

  it("cancels a captured order whose refund the bank confirms later, and books the refund once", async () => {
    const order = await paidOrder({ refund: ["requested"] }, true)
    await merchant.post(`/admin/orders/${order.id}/cancel`).expect(200)
    const canceled = await summary(order.id)
    expect(canceled).toMatchObject({ refunded: order.total, pending: 0 })
    const [refund] = await moved(order, "refund")

    await provider("/control/happen", { act: "confirmed", movement: refund?.id })
    await tell(order)

    await eventually(
      () => ledger(order.id),
      (seen) => seen?.refunded_minor !== "0",
    )
    expect(await summary(order.id)).toEqual(canceled)
    const { body } = await merchant.get(`/admin/orders/${order.id}`, { fields: "*transactions" }).expect(200)
    const { transactions } = (body as { order: { transactions: { reference: string }[] } }).order
    expect(transactions.map(({ reference }) => reference).sort()).toEqual(["capture", "refund"])
    expect(await desk.differences(order.id)).toBe(0)
  })

  it.each([
    ["", false],
    [", also when the process that refunded it had died before it noted what for", true],
  ])("makes the order as dear as it was when a refund of 3.00 comes back from the bank%s", async (_, died) => {
    const order = await paidOrder({ refund: ["requested"] }, true)
    const before = await summary(order.id)
    await merchant.post(`/admin/payments/${order.paymentId}/refund`, { amount: 3 }).expect(200)
    expect(await summary(order.id)).toMatchObject({ refunded: 3 })
    if (died) await forgetCredit(order)
    const [refund] = await moved(order, "refund")

    await provider("/control/happen", { act: "failed", movement: refund?.id })
    await tell(order)

    expect(
      await eventually(
        () => summary(order.id),
        ({ refunded, pending }) => refunded === 0 && pending === 0,
      ),
    ).toEqual(before)
    expect(await ledger(order.id)).toMatchObject({ refunded_minor: "0" })
  })

  it("shows a refund of 4.00 that was made at the provider, told 20 times in any order, once", async () => {
    const order = await paidOrder({}, true)
    await provider("/control/happen", { act: "refunded", payment: order.reference, amount_minor: "400" })

    const shuffled = (ids: string[]) =>
      Array.from({ length: 20 }, (_, n) => ids[(n * 7) % ids.length] ?? "").concat([...ids].reverse())
    expect(new Set(await tell(order, shuffled))).toEqual(new Set([202]))

    // The refund is booked first, and then the order is made cheaper by it.
    expect(
      await eventually(
        () => summary(order.id),
        ({ refunded, pending }) => refunded === 4 && pending === 0,
      ),
    ).toMatchObject({ refunded: 4, pending: 0 })
    expect(await ledger(order.id)).toMatchObject({ refunded_minor: "400" })
    expect(await events(order.id)).toContain("refund.partial")
    expect(await desk.differences(order.id)).toBe(0)
  })

  it("shows a dispute with its deadline, sends evidence once, and says when it is lost", async () => {
    const order = await paidOrder({}, true)
    await provider("/control/happen", { act: "disputed", payment: order.reference, due_at: "2027-01-31T00:00:00.000Z" })
    await tell(order)
    const shown = await eventually(
      () => ledger(order.id),
      (one) => one?.disputes.length === 1,
    )
    expect(shown?.disputes).toMatchObject([{ state: "open", due_at: "2027-01-31T00:00:00.000Z" }])
    expect(
      (
        await eventually(
          () => desk.lifecycle(order.id),
          ({ state }) => state === "disputed",
        )
      ).state,
    ).toBe("disputed")
    const [dispute] = shown?.disputes ?? []

    const evidence = { evidence: { tracking: "1Z-EXAMPLE", note: "Delivered to the door." } }
    await merchant.post(`/admin/payment-disputes/${dispute?.id}/evidence`, evidence).expect(200)
    const again = await merchant.post(`/admin/payment-disputes/${dispute?.id}/accept`)
    expect([again.status, again.body.code]).toEqual([409, "payment_dispute_closed"])
    const [at] = (await books()).disputes.filter(({ payment }) => payment === order.reference)
    expect(at?.evidence).toEqual(evidence.evidence)

    await provider("/control/happen", { act: "dispute_lost", dispute: at?.id })
    await tell(order)
    expect(
      (
        await eventually(
          () => desk.lifecycle(order.id),
          ({ state }) => state === "chargeback",
        )
      ).state,
    ).toBe("chargeback")
    expect((await ledger(order.id))?.disputes).toMatchObject([{ state: "lost" }])
  })

  it("says that an authorization ran out", async () => {
    const order = await paidOrder()
    await provider("/control/happen", { act: "expired", payment: order.reference })

    await tell(order)

    await eventually(
      () => events(order.id),
      (log) => log.includes("payment.expired"),
    )
    expect(await events(order.id)).toContain("payment.expired")
    expect(await desk.differences(order.id)).toBe(0)
  })

  it("holds an order back that its provider reviews, and lets it go on: each event twice, the decision first", async () => {
    const order = await paidOrder()
    const review = (axis: string) =>
      eventually(
        () => desk.lifecycle(order.id),
        ({ axes }) => axes["review"] === axis,
      )
    await provider("/control/happen", { act: "review_opened", payment: order.reference })
    await tell(order, (ids) => [...ids, ...ids])
    expect((await review("open")).axes["review"]).toBe("open")

    const capture = await merchant.post(`/admin/payments/${order.paymentId}/capture`)
    expect([capture.status, capture.body.message]).toEqual([409, expect.stringContaining("its review is open")])
    expect((await desk.pack(order, order.items)).status).toBe(409)
    expect(await moved(order, "capture")).toHaveLength(0)

    await provider("/control/happen", { act: "review_approved", payment: order.reference })
    await tell(order, (ids) => [...ids, ...ids].reverse())
    expect((await review("approved")).axes["review"]).toBe("approved")
    await merchant.post(`/admin/payments/${order.paymentId}/capture`).expect(200)
    await desk.pack(order, order.items).expect(200)
    expect(await desk.differences(order.id)).toBe(0)
  })

  it("cancels an order whose review is rejected, told before it was opened, and gives all of it back", async () => {
    const order = await paidOrder({}, true)
    for (const act of ["review_opened", "review_rejected"]) {
      await provider("/control/happen", { act, payment: order.reference })
    }
    await tell(order, (ids) => [...ids, ...ids].reverse())
    await eventually(
      () => desk.lifecycle(order.id),
      ({ axes }) => axes["review"] === "rejected",
    )
    // What the minute's job does.
    await merchant.post("/admin/workflows-executions/job-order-lifecycle-tick/run", {}).expect(200)

    const { state, axes } = await eventually(
      () => desk.lifecycle(order.id),
      ({ state }) => state === "canceled",
    )
    expect([state, axes["review"]]).toEqual(["canceled", "rejected"])
    const back = (await moved(order, "refund")).reduce((sum, { amount_minor: amount }) => sum + Number(amount), 0)
    expect(back).toBe(Math.round(order.total * 100))
  })

  it("opens a review of an order that its provider warns of, and shows why", async () => {
    const order = await paidOrder()
    const warning = { act: "fraud_warned", payment: order.reference, reference: "tw_1", reason: "unauthorized_use" }
    await provider("/control/happen", warning)
    await provider("/control/happen", warning)
    await tell(order)

    await eventually(
      () => desk.lifecycle(order.id),
      ({ axes }) => axes["review"] === "open",
    )
    expect((await events(order.id)).filter((event) => event === "review.opened")).toHaveLength(1)
    expect((await ledger(order.id))?.fraud_warnings).toMatchObject([{ reason: "unauthorized_use", reference: "tw_1" }])
  })

  it("makes the order of a shopper who paid at the bank and never came back", async () => {
    const { sessionId } = await filledCart()
    const reference = (await books()).payments.find(({ session_id: id }) => id === sessionId)?.id ?? ""
    await provider("/control/happen", { act: "authorized", payment: reference })

    await tell({ reference })

    const orders = await eventually(
      async () => {
        const { body } = await merchant
          .get("/admin/orders", { fields: "id,*payment_collections.payment_sessions", limit: 5, order: "-created_at" })
          .expect(200)
        return (body as { orders: HttpTypes.AdminOrder[] }).orders.filter(({ payment_collections: collections }) =>
          collections.some(({ payment_sessions: sessions }) => sessions?.some(({ id }) => id === sessionId)),
        )
      },
      (found) => found.length === 1,
    )
    expect(orders).toHaveLength(1)
  })
})

describe("reading a cart", () => {
  it("asks no provider anything, whatever is read of it, and how often", async () => {
    const { cartId, sessionId } = await filledCart()
    const asked = async () =>
      (await books()).payments.filter(({ session_id: id }) => id === sessionId).map((payment) => payment.asked)
    const before = await asked()
    expect(before).toHaveLength(1)
    const { store } = await desk.catalogue()
    const { store: api } = store.sdk
    for (const fields of [
      undefined,
      "*payment_collection.payment_sessions",
      "+payment_collection.payment_providers.*",
    ]) {
      const { cart } = await api.cart.retrieve(cartId, fields === undefined ? {} : { fields })
      expect(cart.id).toBe(cartId)
      await api.fulfillment.listCartOptions({ cart_id: cartId })
      await api.payment.listPaymentProviders({ region_id: cart.region_id ?? "" })
    }
    expect(await asked()).toEqual(before)
    await store.complete(cartId)
    expect((await asked())[0]).toBeGreaterThan(before[0] ?? 0)
  })
})

describe("webhooks over HTTP", () => {
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    request(shop.baseUrl)
      .post(path)
      .set({ "content-type": "application/json", ...headers })
      .send(body)

  it("believes nothing without a signature: 401, and nothing is kept", async () => {
    const unsigned = await post(HOOK, `{"id":"evt_forged"}`)
    expect([unsigned.status, unsigned.body.code]).toEqual([401, "webhook_signature_invalid"])
    const wrong = await post(HOOK, `{"id":"evt_forged"}`, { "test-signature": `t=1,v1=${"0".repeat(64)}` })
    expect(wrong.status).toBe(401)
    const { body } = await merchant.get("/admin/inbox", { limit: 100 }).expect(200)
    expect(JSON.stringify(body)).not.toContain("evt_forged")
  })

  it("knows no provider that is not installed: 404", async () => {
    const unknown = await post("/hooks/psp/nobody", "{}")
    expect([unknown.status, unknown.body.code]).toEqual([404, "provider_unknown"])
  })

  it("refuses more than 1 MB", async () => {
    const large = await post(HOOK, JSON.stringify({ id: "x".repeat(1_100_000) }))
    expect(large.status).toBe(413)
  })

  it("is done with what another shop of the account sold once an hour is over, and waits for what is told of now", async () => {
    const name = `evt_${randomUUID()}`
    const told = async (id: string, minutesAgo: number, sessionId?: string) => {
      const event = {
        ...{ id: `${name}_${id}`, type: "payment.authorized", payment: `tp_${name}_${id}`, amount_minor: "700" },
        ...{ currency: "USD", created_at: new Date(Date.now() - minutesAgo * 60_000).toISOString() },
        ...(sessionId !== undefined && { session_id: sessionId }),
      }
      const [body, time] = [JSON.stringify(event), Math.floor(Date.now() / 1000)]
      const signature = createHmac("sha256", WEBHOOK_SECRET).update(`${time}.${body}`).digest("hex")
      expect((await post(HOOK, body, { "test-signature": `t=${time},v1=${signature}` })).status).toBe(202)
    }
    await told("elsewhere", 61)
    await told("just_now", 1)
    await told("ours", 61, "payses_not_there_yet")
    const messages = await eventually(
      async () => {
        const { body } = await merchant.get("/admin/inbox", { q: name, limit: 10 }).expect(200)
        return (body as { messages: { message_id: string; state: string; reason: string | null }[] }).messages
      },
      (found) => found.length === 3 && found.every(({ reason }) => reason !== null),
    )
    const became = messages.map(({ message_id: id, state, reason }) => [id.replace(`${name}_`, ""), state, reason])
    expect(became.sort()).toEqual([
      ["elsewhere", "done", "It is about a payment that this shop has not made."],
      ["just_now", "waiting", "Its payment session is not known here."],
      ["ours", "waiting", "Its payment session is not known here."],
    ])
  })

  it("answers 404 for an operation and a dispute that are not there", async () => {
    const operation = await merchant.post("/admin/payment-operations/payop_none/look-up")
    expect([operation.status, operation.body.code]).toEqual([404, "payment_operation_absent"])
    const dispute = await merchant.post("/admin/payment-disputes/paydis_none/evidence", { evidence: { note: "None." } })
    expect([dispute.status, dispute.body.code]).toEqual([404, "payment_dispute_absent"])
    expect((await merchant.post("/admin/payment-disputes/paydis_none/evidence", {})).status).toBe(400)
  })
})

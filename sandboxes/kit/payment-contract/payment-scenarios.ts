import { expect, it } from "@jest/globals"
import {
  authorized,
  cancel,
  capture,
  captured,
  facts,
  failure,
  found,
  initiated,
  refund,
  refusal,
  type Current,
} from "./scenario-steps"

export function paymentScenarios(current: Current): void {
  it("authorizes 50.00, captures 50.00 and tells of it once", async () => {
    const world = current()
    const paid = await authorized(world)
    expect(await world.moved(paid.data)).toEqual({ captured: "0.00", refunded: "0.00", voided: false })

    const { outcome } = await capture(world.provider, paid)
    expect(outcome?.state ?? "confirmed").toBe(world.confirms === "at_once" ? "confirmed" : "requested")
    expect(await world.moved(paid.data)).toMatchObject({ captured: "50.00" })
    const confirmed = (await facts(world)).filter(({ kind }) => kind === "capture.confirmed")
    expect(confirmed).toHaveLength(1)
    expect(confirmed[0]).toMatchObject({
      amount: "50.00",
      currencyCode: "eur",
      actKey: "cap_1",
      sessionId: paid.sessionId,
    })
  })

  it("captures 20.00 of 50.00 when 20.00 is asked for", async () => {
    const world = current()
    const paid = await authorized(world)
    await capture(world.provider, paid, { amount: "20.00" })
    expect(await world.moved(paid.data)).toMatchObject({ captured: "20.00" })
    const confirmed = (await facts(world)).find(({ kind }) => kind === "capture.confirmed")
    expect(confirmed).toMatchObject({ amount: "20.00" })
  })

  it("captures nothing when nobody says how much", async () => {
    const world = current()
    const paid = await authorized(world)
    const refused = await failure(
      world.provider.capturePayment({ data: paid.data, context: { idempotency_key: "cap_nobody" } }),
    )
    expect(refused).toMatchObject({ kind: "invalid_request", code: "capture_amount_unknown" })
    expect(await world.moved(paid.data)).toMatchObject({ captured: "0.00" })
  })

  it("refunds 10.00 and 15.00 of 50.00, and refuses 30.00 more", async () => {
    const world = current()
    const paid = await captured(world)
    await refund(world.provider, paid, { amount: "10.00", key: "ref_1" })
    await refund(world.provider, paid, { amount: "15.00", key: "ref_2" })
    const tooMuch = refund(world.provider, paid, { amount: "30.00", key: "ref_3" })
    expect(await refusal(world, tooMuch, "ref_3")).toBe("refund_exceeds_captured")
    expect(await world.moved(paid.data)).toMatchObject({ captured: "50.00", refunded: "25.00" })
  })

  it("voids once and answers the second asker the same", async () => {
    const world = current()
    const paid = await authorized(world)
    await cancel(world.provider, paid, "pay_1")
    await cancel(world.provider, paid, "pay_2")
    expect(await world.moved(paid.data)).toEqual({ captured: "0.00", refunded: "0.00", voided: true })
  })

  it("does not void what is captured", async () => {
    const world = current()
    const paid = await captured(world)
    expect(await refusal(world, cancel(world.provider, paid), "pay_1")).toBe("payment_captured_already")
    expect(await world.moved(paid.data)).toMatchObject({ captured: "50.00", voided: false })
  })

  it("captures once for one key, however often it is asked", async () => {
    const world = current()
    const paid = await authorized(world)
    await Promise.all([1, 2, 3].map(() => capture(world.patient, paid, { amount: "20.00", key: "cap_same" })))
    expect(await world.moved(paid.data)).toMatchObject({ captured: "20.00" })
  })

  it("refunds once for one key, and refuses the key for another amount", async () => {
    const world = current()
    const paid = await captured(world)
    await refund(world.provider, paid, { amount: "10.00", key: "ref_same" })
    await refund(world.provider, paid, { amount: "10.00", key: "ref_same" })
    expect(await world.moved(paid.data)).toMatchObject({ refunded: "10.00" })

    const refused = await failure(refund(world.provider, paid, { amount: "12.00", key: "ref_same" }))
    expect(refused).toMatchObject({ kind: "invalid_request", code: "idempotency_key_reused" })
    expect(await world.moved(paid.data)).toMatchObject({ refunded: "10.00" })
  })

  it("captures no more than is authorized when 3 ask for the whole with 3 keys", async () => {
    const world = current()
    const paid = await authorized(world)
    const answers = await Promise.allSettled(
      ["cap_a", "cap_b", "cap_c"].map((key) => capture(world.provider, paid, { key })),
    )
    expect(answers.filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(1)
    await facts(world)
    expect(await world.moved(paid.data)).toMatchObject({ captured: "50.00" })
  })

  it("refuses to capture what has expired, and finds that it did", async () => {
    const world = current()
    const paid = await authorized(world)
    await world.expire(paid.data)
    expect((await facts(world)).map(({ kind }) => kind)).toContain("payment.expired")
    expect(await refusal(world, capture(world.provider, paid), "cap_1")).toBe("authorization_expired")
    const state = world.confirms === "at_once" ? "failed" : "requested"
    expect(await found(world.provider, paid, "capture", "cap_1")).toMatchObject({ state })
    expect(await world.moved(paid.data)).toMatchObject({ captured: "0.00" })
  })

  it("tells the shopper of a decline without the bank's reason, and the operator with it", async () => {
    const world = current()
    const opened = await initiated(world)
    const data = await world.pay(opened.data, "declined")
    const refused = await failure(
      world.provider.authorizePayment({ data, context: { idempotency_key: opened.sessionId } }),
    )
    expect(refused.kind).toBe("declined")
    expect(refused.providerCode).not.toBeNull()
    expect(refused.message).toContain(refused.providerCode)
    expect(refused.shopperMessage).not.toContain(refused.providerCode)
    expect((await facts(world)).map(({ kind }) => kind)).toContain("payment.declined")
  })

  it("waits for the shopper when the bank asks, and authorizes when the bank is answered", async () => {
    const world = current()
    const opened = await initiated(world)
    const data = await world.pay(opened.data, "challenged")
    const context = { idempotency_key: opened.sessionId }
    expect(await world.provider.authorizePayment({ data, context })).toMatchObject({ status: "requires_more" })
    const answered = await world.answerChallenge(data, "passed")
    expect(await world.provider.authorizePayment({ data: answered, context })).toMatchObject({ status: "authorized" })
  })

  it("declines when the shopper fails the bank's question", async () => {
    const world = current()
    const opened = await initiated(world)
    const data = await world.pay(opened.data, "challenged")
    const answered = await world.answerChallenge(data, "failed")
    const refused = await failure(
      world.provider.authorizePayment({ data: answered, context: { idempotency_key: opened.sessionId } }),
    )
    expect(refused.kind).toBe("declined")
    expect(await world.moved(opened.data)).toMatchObject({ captured: "0.00" })
  })

  it.each(["succeeds", "fails"] as const)("lets an order wait for a payment that %s days later", async (outcome) => {
    const world = current()
    const opened = await initiated(world, { currency: "usd" })
    const data = await world.pay(opened.data, "delayed")
    const answer = await world.provider.authorizePayment({ data, context: { idempotency_key: opened.sessionId } })
    expect(answer.status).toBe("pending_authorization")
    // Who confirms by webhook does not tell that it waits, and captures when the shop asks.
    const atOnce = world.confirms === "at_once"
    if (atOnce) expect((await facts(world)).map(({ kind }) => kind)).toContain("payment.pending")

    await world.settleDelayed(data, outcome)
    const kinds = (await facts(world)).map(({ kind }) => kind)
    const paid = atOnce ? "capture.confirmed" : "payment.authorized"
    expect(kinds).toContain(outcome === "succeeds" ? paid : "payment.declined")
    expect(await world.moved(data)).toMatchObject({ captured: atOnce && outcome === "succeeds" ? "50.00" : "0.00" })
  })
}

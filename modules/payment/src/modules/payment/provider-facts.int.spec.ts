import { describe, expect, it } from "@jest/globals"
import type { ProviderFact, ProviderFactKind } from "@holdfast/kernel"
import { authorizedPayment, capturedPayment, openedSession } from "./__fixtures__/paid"
import { paymentSuite, TEST_PROVIDER } from "./__fixtures__/payment-suite"

paymentSuite((suite) => {
  const { service, sql, provider } = suite

  let told = 0
  const fact = (kind: ProviderFactKind, sessionId: string, more: Partial<ProviderFact> = {}): ProviderFact => ({
    id: `evt_${++told}`,
    kind,
    providerEvent: kind,
    occurredAt: new Date(Date.UTC(2026, 10, 21, 12, 0, told)).toISOString(),
    paymentReference: null,
    sessionId,
    reference: null,
    actKey: null,
    amount: null,
    currencyCode: "eur",
    reason: null,
    dueAt: null,
    data: {},
    ...more,
  })
  const apply = (one: ProviderFact) => service.applyFact(TEST_PROVIDER, one)

  /** What the host's tables say of a session and all that hangs on it, without ids and times. */
  async function standing(sessionId: string): Promise<unknown> {
    const [row] = await sql(
      `select s.status, p.captured_at is not null as captured, p.canceled_at is not null as canceled, c.status as collection,
              trim_scale(c.authorized_amount)::text as authorized, trim_scale(c.captured_amount)::text as taken,
              trim_scale(c.refunded_amount)::text as given,
              array(select trim_scale(amount)::text || coalesce(metadata->>'confirmed', '') from capture
                     where payment_id = p.id and deleted_at is null order by 1) as captures,
              array(select trim_scale(amount)::text || coalesce(metadata->>'confirmed', '') from refund
                     where payment_id = p.id and deleted_at is null order by 1) as refunds,
              array(select state || ':' || reference || ':' || amount_minor from payment_dispute where payment_id = p.id
                     order by 1) as disputes
         from payment_session s join payment_collection c on c.id = s.payment_collection_id
         left join payment p on p.payment_session_id = s.id
        where s.id = ?`,
      [sessionId],
    )
    return row
  }

  function* orders<T>(of: readonly T[]): Generator<readonly T[]> {
    if (of.length <= 1) yield of
    for (const [place, one] of of.entries()) {
      for (const rest of orders([...of.slice(0, place), ...of.slice(place + 1)])) yield [one, ...rest]
    }
  }

  describe("what a provider tells", () => {
    it.each<[string, object, (sessionId: string) => readonly ProviderFact[]]>([
      [
        "a decline, an authorization, a capture and a refund at the provider",
        { collection: "completed", taken: "50", given: "20", captures: ["50"], refunds: ["20"], canceled: false },
        (id) => [
          fact("payment.declined", id, { reason: "card_declined" }),
          fact("payment.authorized", id, { amount: "50.00" }),
          fact("capture.confirmed", id, { reference: "c_1", amount: "50.00" }),
          fact("refund.confirmed", id, { reference: "r_1", amount: "20.00" }),
        ],
      ],
      [
        "a refund that is asked for, given, and sent back by the bank",
        { collection: "completed", taken: "50", given: "0", captures: ["50"], refunds: [] },
        (id) => [
          fact("capture.confirmed", id, { reference: "c_1", amount: "50.00" }),
          fact("refund.requested", id, { reference: "r_1", amount: "20.00" }),
          fact("refund.confirmed", id, { reference: "r_1", amount: "20.00" }),
          fact("refund.failed", id, { reference: "r_1", amount: "20.00", reason: "account_closed" }),
        ],
      ],
      [
        "an authorization that is voided",
        { status: "canceled", collection: "awaiting", authorized: "0", captures: [], canceled: true },
        (id) => [
          fact("payment.pending", id),
          fact("payment.authorized", id, { amount: "50.00" }),
          fact("payment.voided", id),
        ],
      ],
      [
        "a capture of a part, and the rest that expires",
        { status: "authorized", authorized: "50", taken: "20", captures: ["20"], captured: false, canceled: false },
        (id) => [
          fact("payment.authorized", id, { amount: "50.00" }),
          fact("capture.confirmed", id, { reference: "c_1", amount: "20.00" }),
          fact("payment.expired", id),
        ],
      ],
      [
        "a dispute that is opened, answered and lost",
        { taken: "50", disputes: ["lost:d_1:5000"] },
        (id) => [
          fact("capture.confirmed", id, { reference: "c_1", amount: "50.00" }),
          fact("dispute.opened", id, {
            reference: "d_1",
            amount: "50.00",
            reason: "fraudulent",
            dueAt: "2026-12-01T00:00:00.000Z",
          }),
          fact("dispute.updated", id, { reference: "d_1" }),
          fact("dispute.lost", id, { reference: "d_1" }),
        ],
      ],
      [
        "facts of the same moment",
        { taken: "10", given: "10", captures: ["10"], refunds: ["10"] },
        (id) =>
          (["refund.requested", "refund.confirmed", "capture.confirmed"] as const).map((kind) =>
            fact(kind, id, { reference: kind.slice(0, 6), amount: "10.00", occurredAt: "2026-11-21T12:00:00.000Z" }),
          ),
      ],
    ])("ends the same in any order, each told twice: %s", async (_, end, factsOf) => {
      const ends = new Set<string>()
      let runs = 0
      const session = await openedSession(suite)
      for (const order of orders(factsOf(session.sessionId))) {
        const { sessionId } = runs++ === 0 ? session : await openedSession(suite)
        for (const one of order) {
          const mine = {
            ...one,
            id: `${one.id}_${runs}`,
            sessionId,
            reference: one.reference && `${one.reference}#${runs}`,
          }
          expect(await apply(mine)).toMatchObject({ ok: true, value: { repeated: false } })
          expect(await apply(mine)).toMatchObject({ ok: true, value: { repeated: true } })
        }
        ends.add(JSON.stringify(await standing(sessionId)).replaceAll(`#${runs}`, ""))
      }
      expect([...ends]).toHaveLength(1)
      expect(JSON.parse([...ends][0] ?? "{}")).toMatchObject(end)
    })

    it("waits when nothing is known of its session", async () => {
      expect(await apply(fact("payment.authorized", "payses_elsewhere"))).toMatchObject({
        ok: false,
        code: "payment_fact_early",
      })
      expect(await sql("select id from payment_fact")).toEqual([])
    })

    it("settles the capture that nobody knew of, and makes no second one", async () => {
      const { paymentId, sessionId } = await authorizedPayment(suite)
      await provider().next("capture", "done_then_timeout")
      await service.capturePayment({ payment_id: paymentId }).catch(() => undefined)

      for (const { body, signature } of await provider().webhooks()) {
        const read = await service.readWebhook(TEST_PROVIDER, { body, headers: { "test-signature": signature } })
        for (const one of read.ok ? read.value : []) expect(await apply(one)).toMatchObject({ ok: true })
      }

      expect(await standing(sessionId)).toMatchObject({ captured: true, captures: ["50"], taken: "50" })
      expect(await service.unsettledOperations()).toEqual([])
    })

    it("of a capture without its key is the capture that is on its way, not another one", async () => {
      const { paymentId, sessionId } = await authorizedPayment(suite)
      await provider().next("capture", "done_then_timeout")
      await service.capturePayment({ payment_id: paymentId }).catch(() => undefined)

      await apply(fact("capture.confirmed", sessionId, { reference: "c_9", amount: "50.00" }))

      expect(await standing(sessionId)).toMatchObject({ captures: ["50"], taken: "50" })
    })

    it("of the capture that came with the authorization is not counted again", async () => {
      const session = await openedSession(suite)
      await provider().next("authorize", "captured")
      await service.authorizeOnce(session)

      for (const { body, signature } of await provider().webhooks()) {
        const read = await service.readWebhook(TEST_PROVIDER, { body, headers: { "test-signature": signature } })
        for (const one of read.ok ? read.value : []) expect(await apply(one)).toMatchObject({ ok: true })
      }

      expect(await standing(session.sessionId)).toMatchObject({ captures: ["50"], taken: "50", given: "0" })
    })

    it("makes the payment of a shopper who confirmed at the bank and never came back", async () => {
      const session = await openedSession(suite)
      await provider().next("authorize", "requires_action")
      await service.authorizeOnce(session)

      await apply(fact("payment.authorized", session.sessionId, { amount: "50.00" }))

      expect(await service.authorizeOnce(session)).toMatchObject({ ok: true, value: { status: "authorized" } })
      expect(await standing(session.sessionId)).toMatchObject({ status: "authorized", collection: "authorized" })
    })

    it("says that an authorization of another amount is not wanted", async () => {
      const { sessionId } = await openedSession(suite)

      const applied = await apply(fact("payment.authorized", sessionId, { amount: "49.99" }))

      expect(applied).toMatchObject({ ok: true, value: { unwanted: "The provider authorized 49.99 and not 50.00." } })
    })

    it("says that an authorization of a session that was given up is not wanted", async () => {
      const session = await openedSession(suite)
      await provider().next("authorize", "timeout")
      await service.authorizeOnce(session)
      await service.voidOrRefund({ sessionId: session.sessionId, reason: "No order." })

      const applied = await apply(fact("payment.authorized", session.sessionId, { amount: "50.00" }))

      expect(applied).toMatchObject({ ok: true, value: { unwanted: expect.stringContaining("given up") } })
    })

    it("keeps what is left to refund exact after a refund at the provider", async () => {
      const { paymentId, sessionId } = await capturedPayment(suite)

      await apply(fact("refund.confirmed", sessionId, { reference: "r_7", amount: "49.99" }))

      await expect(service.refundPayment({ payment_id: paymentId, amount: 0.02 })).rejects.toMatchObject({
        code: "payment_amount_exceeds",
      })
      await service.refundPayment({ payment_id: paymentId, amount: 0.01 })
      expect(await standing(sessionId)).toMatchObject({ given: "50" })
    })
  })
})

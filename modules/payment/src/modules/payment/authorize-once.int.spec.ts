import { describe, expect, it } from "@jest/globals"
import { openedSession } from "./__fixtures__/paid"
import { paymentSuite, TEST_PROVIDER } from "./__fixtures__/payment-suite"

paymentSuite((suite) => {
  const { service, sql, provider } = suite

  const money = async () => {
    const { payments } = await provider().books()
    return payments.map(
      ({ status, authorized_minor: authorized, captured_minor: captured, refunded_minor: refunded }) => ({
        status,
        authorized,
        captured,
        refunded,
      }),
    )
  }

  describe("authorizeOnce", () => {
    it("authorizes a session of 50.00 EUR once, and says so again", async () => {
      const session = await openedSession(suite)

      const first = await service.authorizeOnce(session)
      const again = await service.authorizeOnce(session)

      expect(first).toMatchObject({ ok: true, value: { status: "authorized" } })
      expect(again).toMatchObject({
        ok: true,
        value: { status: "authorized", paymentId: first.ok && first.value.paymentId },
      })
      expect(await money()).toEqual([{ status: "authorized", authorized: "5000", captured: "0", refunded: "0" }])
      expect(await sql("select act, state, sequence, amount_minor::text, attempts from payment_operation")).toEqual([
        { act: "authorize", state: "confirmed", sequence: 1, amount_minor: "5000", attempts: 1 },
      ])
      expect(
        await sql(
          "select status, authorized_amount::text as authorized, captured_amount::text as captured from payment_collection",
        ),
      ).toEqual([{ status: "authorized", authorized: "50", captured: "0" }])
    })

    it("answers 20 callers at once with one payment, and those that came too early with unknown", async () => {
      const session = await openedSession(suite)

      const answers = await Promise.all(Array.from({ length: 20 }, () => service.authorizeOnce(session)))

      const paid = new Set(answers.flatMap((answer) => (answer.ok ? [answer.value.paymentId] : [])))
      expect(paid.size).toBe(1)
      expect(new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.code])))).toEqual(
        new Set(answers.every(({ ok }) => ok) ? [] : ["payment_outcome_unknown"]),
      )
      expect((await provider().books()).calls.filter(({ act }) => act === "authorize")).toHaveLength(1)
      expect(await sql("select count(*)::int as payments from payment")).toEqual([{ payments: 1 }])
    })

    it("sends nothing when the cart comes to a cent more than its session", async () => {
      const session = await openedSession(suite)

      expect(await service.authorizeOnce({ ...session, amount: "50.01" })).toMatchObject({
        ok: false,
        code: "payment_amount_differs",
      })
      expect(await service.authorizeOnce({ ...session, currencyCode: "usd" })).toMatchObject({
        ok: false,
        code: "payment_amount_differs",
      })

      expect(await sql("select id from payment_operation")).toEqual([])
      expect(await service.authorizeOnce(session)).toMatchObject({ ok: true })
    })

    it.each([
      ["jpy", "1999", "1999"],
      ["kwd", "1.999", "1999"],
      ["eur", "19.99", "1999"],
    ])("authorizes %s %s as %s minor units at the provider", async (currency, amount, minor) => {
      const session = await openedSession(suite, { currency, amount })

      expect(await service.authorizeOnce(session)).toMatchObject({ ok: true })

      expect(await money()).toEqual([{ status: "authorized", authorized: minor, captured: "0", refunded: "0" }])
    })

    it("takes a decline for an answer, and the next try with another key", async () => {
      const session = await openedSession(suite)
      await provider().next("authorize", "decline")

      expect(await service.authorizeOnce(session)).toMatchObject({ ok: false, code: "payment_declined" })
      expect(await service.authorizeOnce(session)).toMatchObject({ ok: true })

      const keys = (await provider().books()).calls.filter(({ act }) => act === "authorize").map(({ key }) => key)
      expect(new Set(keys).size).toBe(2)
    })

    it("lets the shopper confirm at the bank, and authorizes then", async () => {
      const session = await openedSession(suite)
      await provider().next("authorize", "requires_action")

      expect(await service.authorizeOnce(session)).toMatchObject({ ok: false, code: "payment_requires_action" })
      expect(await sql("select status from payment_session")).toEqual([{ status: "requires_more" }])
      expect(await service.authorizeOnce(session)).toMatchObject({ ok: true, value: { status: "authorized" } })
    })

    it("is pending without a payment when the provider says later", async () => {
      const session = await openedSession(suite)
      await provider().next("authorize", "pending")

      expect(await service.authorizeOnce(session)).toMatchObject({
        ok: true,
        value: { status: "pending", paymentId: null },
      })
      expect(await service.authorizeOnce(session)).toMatchObject({
        ok: true,
        value: { status: "pending", paymentId: null },
      })
    })

    it("writes the capture when the provider takes the money at once", async () => {
      const session = await openedSession(suite)
      await provider().next("authorize", "captured")

      expect(await service.authorizeOnce(session)).toMatchObject({ ok: true, value: { status: "captured" } })

      expect(await sql("select amount::text from capture")).toEqual([{ amount: "50" }])
      expect(await sql("select status, captured_amount::text as captured from payment_collection")).toEqual([
        { status: "completed", captured: "50" },
      ])
      expect(await sql("select captured_at is not null as captured from payment")).toEqual([{ captured: true }])
    })

    it.each(["done_then_timeout", "done_then_500", "reset_after"])(
      "finds the authorization of a call that was %s, and sends it once",
      async (fault) => {
        const session = await openedSession(suite)
        await provider().next("authorize", fault)

        expect(await service.authorizeOnce(session)).toMatchObject({ ok: false, code: "payment_outcome_unknown" })
        expect(await service.authorizeOnce(session)).toMatchObject({ ok: true, value: { status: "authorized" } })

        const { calls } = await provider().books()
        expect(calls.filter(({ act }) => act === "authorize")).toMatchObject([{ tries: 1 }])
      },
    )

    it.each(["timeout", "reset_before", "error_500"])(
      "sends a call that never arrived (%s) again, with the same key",
      async (fault) => {
        const session = await openedSession(suite)
        await provider().next("authorize", fault)

        expect(await service.authorizeOnce(session)).toMatchObject({ ok: false, code: "payment_outcome_unknown" })
        expect(await service.authorizeOnce(session)).toMatchObject({ ok: true })

        expect(await sql("select state, sequence, attempts from payment_operation")).toEqual([
          { state: "confirmed", sequence: 1, attempts: 2 },
        ])
      },
    )

    it("voids an authorization of another amount than was asked for", async () => {
      const session = await openedSession(suite)
      await provider().next("authorize", "wrong_amount")

      expect(await service.authorizeOnce(session)).toMatchObject({ ok: false, code: "payment_amount_differs" })

      expect(await money()).toEqual([{ status: "voided", authorized: "4999", captured: "0", refunded: "0" }])
      expect(await service.authorizeOnce(session)).toMatchObject({ ok: false, code: "payment_session_gone" })
    })

    it("makes one payment when its answer and 5 webhooks of it come at the same moment, 20 times", async () => {
      for (let round = 0; round < 20; round++) {
        const session = await openedSession(suite)
        const told = Array.from({ length: 5 }, (_, n) =>
          service.applyFact(TEST_PROVIDER, {
            kind: "payment.authorized",
            ...{ id: `evt_${round}_${n % 2}`, providerEvent: "authorized" },
            ...{ occurredAt: "2026-11-21T12:00:00.000Z", sessionId: session.sessionId, amount: "50.00" },
            ...{ paymentReference: null, reference: null, actKey: null, currencyCode: "eur", reason: null },
            ...{ dueAt: null, data: {} },
          }),
        )

        const [answer] = await Promise.all([service.authorizeOnce(session), ...told])

        expect(answer).toMatchObject({ ok: true, value: { status: "authorized" } })
        expect(
          await sql("select count(*)::int as payments from payment where payment_session_id = ?", [session.sessionId]),
        ).toEqual([{ payments: 1 }])
      }
    })

    it("is as good as the host's own way in", async () => {
      const { sessionId } = await openedSession(suite)

      const payment = await service.authorizePaymentSession(sessionId, {})

      expect(payment).toMatchObject({ amount: 50, currency_code: "eur", payment_session_id: sessionId })
    })
  })

  describe("voidOrRefund", () => {
    it("voids what is held, and does so once", async () => {
      const session = await openedSession(suite)
      await service.authorizeOnce(session)

      const reason = "The order was not made."
      expect(await service.voidOrRefund({ sessionId: session.sessionId, reason })).toMatchObject({
        ok: true,
        value: { state: "voided" },
      })
      expect(await service.voidOrRefund({ sessionId: session.sessionId, reason })).toMatchObject({
        ok: true,
        value: { state: "voided" },
      })

      expect(await money()).toEqual([{ status: "voided", authorized: "5000", captured: "0", refunded: "0" }])
    })

    it("refunds what was captured, and does so once", async () => {
      const session = await openedSession(suite)
      await provider().next("authorize", "captured")
      await service.authorizeOnce(session)

      for (let n = 0; n < 3; n++) {
        expect(await service.voidOrRefund({ sessionId: session.sessionId, reason: "No order." })).toMatchObject({
          ok: true,
          value: { state: "refunded", refundedMinor: "5000" },
        })
      }

      expect(await money()).toEqual([{ status: "authorized", authorized: "5000", captured: "5000", refunded: "5000" }])
    })

    it("finds what nobody knew of and voids it", async () => {
      const session = await openedSession(suite)
      await provider().next("authorize", "done_then_timeout")
      await service.authorizeOnce(session)

      expect(await service.voidOrRefund({ sessionId: session.sessionId, reason: "No order." })).toMatchObject({
        ok: true,
        value: { state: "voided" },
      })

      expect(await money()).toEqual([{ status: "voided", authorized: "5000", captured: "0", refunded: "0" }])
    })

    it("closes at the provider what never arrived, so that nothing can come of it later", async () => {
      const session = await openedSession(suite)
      await provider().next("authorize", "timeout")
      await service.authorizeOnce(session)

      expect(await service.voidOrRefund({ sessionId: session.sessionId, reason: "No order." })).toMatchObject({
        ok: true,
        value: { state: "nothing" },
      })

      expect(await money()).toEqual([{ status: "voided", authorized: "0", captured: "0", refunded: "0" }])
      expect(await service.authorizeOnce(session)).not.toMatchObject({ ok: true })
    })
  })
})

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import type { ProviderFact } from "@holdfast/kernel"
import { anotherSession, openedSession } from "./__fixtures__/paid"
import { paymentSuite, SECOND_PROVIDER, TEST_PROVIDER } from "./__fixtures__/payment-suite"

paymentSuite((suite) => {
  const { service, sql, provider } = suite

  const second = (of: Parameters<typeof anotherSession>[1]) => anotherSession(suite, of, SECOND_PROVIDER)
  const givenUp = (sessionId: string) => service.voidOrRefund({ sessionId, reason: "The shopper pays in another way." })

  /** What the providers hold, in minor units. */
  const held = async () => {
    const { payments } = await provider().books()
    return payments.reduce(
      (sum, { status, authorized_minor: authorized }) => sum + (status === "voided" ? 0 : Number(authorized)),
      0,
    )
  }

  describe("a second provider for the same 50.00 EUR", () => {
    it("is tried after the first one declined", async () => {
      const first = await openedSession(suite)
      await provider().next("authorize", "decline")
      expect(await service.authorizeOnce(first)).toMatchObject({ ok: false, code: "payment_declined" })

      const other = await second(first)

      expect(await service.authorizeOnce(other)).toMatchObject({ ok: true, value: { status: "authorized" } })
      expect(await held()).toBe(5000)
    })

    it.each(["done_then_timeout", "timeout"])(
      "is not tried while nobody knows what became of the first call (%s)",
      async (fault) => {
        const first = await openedSession(suite)
        const other = await second(first)
        await provider().next("authorize", fault)
        await provider().next("lookup", "error_500", 4)
        expect(await service.authorizeOnce(first)).toMatchObject({ ok: false, code: "payment_outcome_unknown" })

        expect(await service.authorizeOnce(other)).toMatchObject({ ok: false, code: "payment_outcome_unknown" })
        await expect(second(first)).rejects.toMatchObject({ code: "payment_outcome_unknown" })
        await expect(service.deletePaymentSession(first.sessionId)).rejects.toMatchObject({
          code: "payment_outcome_unknown",
        })

        expect((await provider().books()).calls.filter(({ act }) => act === "authorize").length).toBeLessThanOrEqual(1)
        expect(await sql("select count(*)::int as sessions from payment_session")).toEqual([{ sessions: 2 }])
      },
    )

    it("is tried when the first call turns out never to have arrived", async () => {
      const first = await openedSession(suite)
      const other = await second(first)
      await provider().next("authorize", "timeout")
      await service.authorizeOnce(first)

      expect(await service.authorizeOnce(other)).toMatchObject({ ok: true })

      // The first one is not sent again behind its back.
      expect(await service.authorizeOnce(first)).toMatchObject({ ok: false, code: "payment_already_authorized" })
      expect(await held()).toBe(5000)
    })

    it("is not tried when the first call turns out to have been done, until that is voided", async () => {
      const first = await openedSession(suite)
      const other = await second(first)
      await provider().next("authorize", "done_then_timeout")
      await service.authorizeOnce(first)

      expect(await service.authorizeOnce(other)).toMatchObject({ ok: false, code: "payment_already_authorized" })
      await expect(second(first)).rejects.toMatchObject({ code: "payment_already_authorized" })
      await expect(service.deletePaymentSession(first.sessionId)).rejects.toMatchObject({
        code: "payment_already_authorized",
      })
      expect(await held()).toBe(5000)

      expect(await givenUp(first.sessionId)).toMatchObject({ ok: true, value: { state: "voided" } })
      expect(await service.authorizeOnce(other)).toMatchObject({ ok: true })
      expect(await held()).toBe(5000)
    })

    it("is not tried while the first one says that it will say later", async () => {
      const first = await openedSession(suite)
      const other = await second(first)
      await provider().next("authorize", "pending")
      await service.authorizeOnce(first)

      expect(await service.authorizeOnce(other)).toMatchObject({ ok: false, code: "payment_outcome_unknown" })
    })

    it("gets the money once when 10 callers ask at each provider at the same moment", async () => {
      const first = await openedSession(suite)
      const sessions = [first, await second(first)]

      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => service.authorizeOnce(sessions[n % 2] ?? first)),
      )

      const paid = new Set(answers.flatMap((answer) => (answer.ok ? [answer.value.paymentId] : [])))
      expect(paid.size).toBe(1)
      expect(await held()).toBe(5000)
    })

    it("is given its money back when the first one tells of its own authorization before", async () => {
      const first = await openedSession(suite)
      const other = await second(first)
      expect(await service.authorizeOnce(first)).toMatchObject({ ok: true })
      const late: ProviderFact = {
        kind: "payment.authorized",
        ...{ id: "evt_1", providerEvent: "authorized", sessionId: other.sessionId },
        ...{ occurredAt: "2026-11-21T12:00:00.000Z", amount: "50.00", currencyCode: "eur", data: {} },
        ...{ paymentReference: null, reference: null, actKey: null, reason: null, dueAt: null },
      }

      for (let told = 0; told < 2; told++) {
        expect(await service.applyFact(SECOND_PROVIDER, late)).toMatchObject({
          ok: true,
          value: { unwanted: "The cart was paid for with another payment session before." },
        })
      }
      expect(
        await service.applyFact(TEST_PROVIDER, { ...late, id: "evt_2", sessionId: first.sessionId }),
      ).toMatchObject({ ok: true, value: { unwanted: null } })
    })

    it("is tried at once when the first one has not answered 5 calls in a row: the 6th is not even sent", async () => {
      await provider().next("authorize", "timeout", 5)
      for (let n = 0; n < 5; n++) await service.authorizeOnce(await openedSession(suite))
      const first = await openedSession(suite)
      const sent = (await provider().books()).calls.length

      expect(await service.authorizeOnce(first)).toMatchObject({
        ok: false,
        code: "payment_provider_failed",
        message: expect.stringContaining("Pay in another way"),
      })
      expect((await provider().books()).calls).toHaveLength(sent)

      expect(await service.authorizeOnce(await second(first))).toMatchObject({ ok: true })
    })

    it("never holds the same money twice, whatever is tried in which order with 2 sessions", async () => {
      const fault = fc.constantFrom("ok", "decline", "timeout", "done_then_timeout", "reset_after", "error_500")
      const step = fc.oneof(
        { weight: 4, arbitrary: fc.tuple(fc.constant("pay" as const), fc.nat(1), fault) },
        { weight: 1, arbitrary: fc.tuple(fc.constant("void" as const), fc.nat(1), fault) },
        { weight: 1, arbitrary: fc.tuple(fc.constant("both" as const), fc.nat(1), fault) },
      )
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), fc.boolean(), async (steps, blind) => {
          await provider().control("reset")
          const first = await openedSession(suite)
          const sessions = [first, await second(first)]
          for (const [act, n, meets] of steps) {
            const session = sessions[n] ?? first
            if (act !== "void" && meets !== "ok") await provider().next("authorize", meets)
            if (blind) await provider().next("lookup", "error_500")
            if (act === "void") await givenUp(session.sessionId)
            else if (act === "pay") await service.authorizeOnce(session)
            else await Promise.all(sessions.map((one) => service.authorizeOnce(one)))
            expect(await held()).toBeLessThanOrEqual(5000)
          }
        }),
        { numRuns: 30 },
      )
    })
  })
})

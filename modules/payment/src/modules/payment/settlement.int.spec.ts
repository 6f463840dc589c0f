import { describe, expect, it } from "@jest/globals"
import type { ProviderFact } from "@holdfast/kernel"
import { capturedPayment, openedSession } from "./__fixtures__/paid"
import { paymentSuite, TEST_PROVIDER } from "./__fixtures__/payment-suite"

paymentSuite((suite) => {
  const { service, sql, provider } = suite

  /** Has the provider make a report, and reads what it tells of it. */
  async function told(name: string, lines?: readonly object[]): Promise<ProviderFact> {
    const { event } = await provider().control("report", { name, ...(lines && { lines }) })
    const [webhook] = await provider().webhooks([String(event)])
    const read = await service.readWebhook(TEST_PROVIDER, {
      body: webhook?.body ?? "",
      headers: { "test-signature": webhook?.signature ?? "" },
    })
    const [fact] = read.ok ? read.value : []
    if (!fact) throw new Error(JSON.stringify(read))
    return fact
  }
  const compare = (fact: ProviderFact) => service.settlements.compare(TEST_PROVIDER, fact)
  const kept = () =>
    sql(
      `select report, line, code, act, reference, amount_minor::text as amount_minor, currency_code, moved, operation_id,
              accepted_by from payment_settlement_difference order by report, line`,
    )
  const line = (reference: string, amountMinor: string, act = "capture") => ({
    ...{ act, reference, payment: "tp_1", amount_minor: amountMinor, currency: "EUR" },
  })

  describe("a settlement report", () => {
    it("of 1 capture and 1 refund that the shop has recorded differs in nothing", async () => {
      const { paymentId } = await capturedPayment(suite)
      await service.refundPayment({ payment_id: paymentId, amount: 20 })

      expect(await compare(await told("settled-1"))).toEqual({
        ok: true,
        value: { matched: 2, differences: 0, added: 0 },
      })
      expect(await kept()).toEqual([])
    })

    it("of another amount, and of money that the shop knows nothing of, is kept as 2 differences, told 3 times", async () => {
      await capturedPayment(suite)
      const [capture] = (await provider().books()).movements
      const lines = [line(capture?.id ?? "", "4999"), line("tc_elsewhere", "700")]
      const fact = await told("settled-2", lines)

      expect(await compare(fact)).toMatchObject({ value: { matched: 0, differences: 2, added: 2 } })
      expect(await compare(fact)).toMatchObject({ value: { differences: 2, added: 0 } })
      expect(await compare(await told("settled-2", lines))).toMatchObject({ value: { differences: 2, added: 0 } })

      expect(await kept()).toMatchObject([
        {
          ...{ report: "settled-2", line: 1, code: "settlement_amount_differs", act: "capture", amount_minor: "4999" },
          ...{ currency_code: "eur", moved: true, operation_id: expect.stringMatching(/^payop_/), accepted_by: null },
        },
        { line: 2, code: "settlement_unrecorded", reference: "tc_elsewhere", operation_id: null },
      ])
    })

    it("matches a chargeback, what came back and the second 1, each once it was told of", async () => {
      const { sessionId } = await capturedPayment(suite)
      const lines = ["chargeback", "chargeback_reversal", "second_chargeback"].map((act) => line("td_1", "5000", act))
      const fact = await told("settled-7", lines)
      const heard = (id: string, kind: ProviderFact["kind"], minute: number) =>
        service.applyFact(TEST_PROVIDER, {
          ...{ id, kind, providerEvent: kind, occurredAt: `2026-11-21T12:0${minute}:00.000Z`, paymentReference: null },
          ...{ sessionId, reference: "td_1", actKey: null, amount: "50", currencyCode: "eur", reason: null },
          ...{ dueAt: null, data: {} },
        })

      await heard("evt_1", "dispute.funds_withdrawn", 1)
      await heard("evt_2", "dispute.funds_returned", 2)
      expect(await compare(fact)).toMatchObject({ value: { matched: 2, differences: 1, added: 1 } })
      expect(await kept()).toMatchObject([{ act: "second_chargeback", code: "settlement_unrecorded", moved: true }])

      await heard("evt_3", "dispute.funds_withdrawn", 3)
      expect(await compare(fact)).toMatchObject({ value: { matched: 3, differences: 0 } })
    })

    it("whose difference somebody accepted does not bring it back", async () => {
      const fact = await told("settled-3", [line("tc_elsewhere", "700")])
      await compare(fact)
      const [{ id }] = (await sql("select id from payment_settlement_difference")) as [{ id: string }]

      await service.settlements.accept(id, "user_1")
      await service.settlements.accept(id, "user_2")
      expect(await compare(fact)).toMatchObject({ value: { differences: 1, added: 0 } })
      expect(await kept()).toMatchObject([{ accepted_by: "user_1" }])
    })

    it("knows a capture that came with its authorization, told of by name or not", async () => {
      const session = await openedSession(suite)
      await provider().next("authorize", "captured")
      await service.authorizeOnce(session)
      const { movements, payments } = await provider().books()
      const byPayment = [line(payments[0]?.id ?? "", "5000")]
      expect(await compare(await told("settled-4", byPayment))).toMatchObject({ value: { matched: 1, differences: 0 } })

      for (const { body, signature } of await provider().webhooks()) {
        const read = await service.readWebhook(TEST_PROVIDER, { body, headers: { "test-signature": signature } })
        for (const one of read.ok ? read.value : []) if (one.sessionId) await service.applyFact(TEST_PROVIDER, one)
      }
      const byName = [line(movements[0]?.id ?? "", "5000")]
      expect(await compare(await told("settled-5", byName))).toMatchObject({ value: { matched: 1, differences: 0 } })
    })

    it("that cannot be fetched is refused and leaves nothing, and is compared when it can", async () => {
      const fact = await told("settled-6", [line("tc_elsewhere", "700")])
      await provider().next("lookup", "error_500")

      expect(await compare(fact)).toMatchObject({ ok: false, code: "report_not_fetched" })
      expect(await kept()).toEqual([])
      expect(await compare(fact)).toMatchObject({ value: { added: 1 } })
    })
  })
})

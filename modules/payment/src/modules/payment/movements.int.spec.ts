import { describe, expect, it } from "@jest/globals"
import { authorizedPayment, capturedPayment } from "./__fixtures__/paid"
import { paymentSuite, rebornService } from "./__fixtures__/payment-suite"

paymentSuite((suite) => {
  const { service, sql, provider } = suite

  const moved = async (act: "capture" | "refund") =>
    (await provider().books()).movements.flatMap((movement) => (movement.act === act ? [movement.amount_minor] : []))
  const keysOf = async (act: string) =>
    (await provider().books()).calls.filter((call) => call.act === act).map(({ key }) => key)
  const operations = () =>
    sql(`select act, sequence, state, amount_minor::text as amount from payment_operation
          where act <> 'authorize' order by created_at, id`)
  const rows = (table: "capture" | "refund") =>
    sql(`select amount::text, metadata->>'confirmed' as confirmed, metadata->>'unknown' as unknown, deleted_at is not null as deleted
           from ${table} order by created_at, id`)
  const collection = async () =>
    (
      await sql(
        `select status, captured_amount::text as captured, refunded_amount::text as refunded from payment_collection`,
      )
    )[0]

  const refusal = async (act: Promise<unknown>): Promise<string> =>
    act.then(
      () => "done",
      (error: unknown) => String((error as { code?: unknown }).code),
    )

  describe("a capture", () => {
    it("reaches the provider with its amount: 20.00, then 30.00 of 50.00", async () => {
      const { paymentId } = await authorizedPayment(suite)

      const first = await service.capturePayment({ payment_id: paymentId, amount: 20 })
      expect(first).toMatchObject({ captured_at: null, captures: [{ amount: 20 }] })
      expect(await collection()).toEqual({ status: "authorized", captured: "20", refunded: "0" })
      const second = await service.capturePayment({ payment_id: paymentId, amount: 30 })

      expect(second.captured_at).not.toBeNull()
      expect(second.captures).toMatchObject([{ amount: 30 }])
      expect(await moved("capture")).toEqual(["2000", "3000"])
      expect(await collection()).toEqual({ status: "completed", captured: "50", refunded: "0" })
      expect(await rows("capture")).toEqual([
        { amount: "20", confirmed: null, unknown: null, deleted: false },
        { amount: "30", confirmed: null, unknown: null, deleted: false },
      ])
    })

    it.each([
      ["jpy", "1999", 999, ["999", "1000"]],
      ["kwd", "1.999", 0.999, ["999", "1000"]],
      ["eur", "0.30", 0.1, ["10", "20"]],
    ])("of %s %s in two parts is exact", async (currency, amount, part, minor) => {
      const { paymentId } = await authorizedPayment(suite, { currency, amount })

      await service.capturePayment({ payment_id: paymentId, amount: part })
      const rest = (Number(amount) - part).toFixed(3)
      const payment = await service.capturePayment({ payment_id: paymentId, amount: rest })

      expect(payment.captured_at).not.toBeNull()
      expect(await moved("capture")).toEqual(minor)
    })

    it("of all of 21.649175 takes 21.65 and leaves nothing of it, neither does its refund", async () => {
      const { paymentId } = await authorizedPayment(suite, { currency: "usd", amount: "21.649175" })

      const payment = await service.capturePayment({ payment_id: paymentId })
      await service.refundPayment({ payment_id: paymentId, amount: 1.65 })
      await service.refundPayment({ payment_id: paymentId, amount: 20 })

      expect(payment.captured_at).not.toBeNull()
      expect([await moved("capture"), await moved("refund")]).toEqual([["2165"], ["165", "2000"]])
      expect(await collection()).toEqual({ status: "completed", captured: "21.649175", refunded: "21.649175" })
    })

    it("of 30.01 of the remaining 30.00 is refused, and nothing is sent", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await service.capturePayment({ payment_id: paymentId, amount: 20 })

      expect(await refusal(service.capturePayment({ payment_id: paymentId, amount: 30.01 }))).toBe(
        "payment_amount_exceeds",
      )
      expect(await refusal(service.capturePayment({ payment_id: paymentId, amount: 0 }))).toBe("payment_amount_invalid")
      expect(await refusal(service.capturePayment({ payment_id: paymentId, amount: -1 }))).toBe(
        "payment_amount_invalid",
      )

      expect(await moved("capture")).toEqual(["2000"])
    })

    it("asked for 20 times at once takes the money once", async () => {
      const { paymentId } = await authorizedPayment(suite)

      const answers = await Promise.all(
        Array.from({ length: 20 }, () => refusal(service.capturePayment({ payment_id: paymentId }))),
      )

      expect(new Set(answers)).toContain("done")
      expect(await moved("capture")).toEqual(["5000"])
      expect(await keysOf("capture")).toHaveLength(1)
    })

    it("that the provider does and does not answer is looked up, and 20 retries take the money once", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await provider().next("capture", "done_then_timeout", 20)
      await provider().next("lookup", "timeout", 19)

      const answers: string[] = []
      for (let n = 0; n < 20; n++)
        answers.push(await refusal(service.capturePayment({ payment_id: paymentId, amount: 20 })))

      expect(answers.slice(0, 19)).toEqual(Array.from({ length: 19 }, () => "payment_outcome_unknown"))
      expect(await rows("capture")).toEqual([{ amount: "20", confirmed: "false", unknown: "true", deleted: false }])
      expect(await collection()).toMatchObject({ captured: "0" })
      expect(await refusal(service.capturePayment({ payment_id: paymentId, amount: 20 }))).toBe("done")
      expect(await moved("capture")).toEqual(["2000"])
      expect(await keysOf("capture")).toHaveLength(1)
      expect(await operations()).toEqual([{ act: "capture", sequence: 1, state: "confirmed", amount: "2000" }])
    })

    it("that nobody knows of lets no other capture pass, of whatever amount", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await provider().next("capture", "timeout")
      await provider().next("lookup", "timeout", 3)
      await refusal(service.capturePayment({ payment_id: paymentId, amount: 20 }))

      expect(await refusal(service.capturePayment({ payment_id: paymentId, amount: 10 }))).toBe(
        "payment_outcome_unknown",
      )

      expect(await keysOf("capture")).toEqual([])
    })

    it("that never arrived is sent again with the same key", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await provider().next("capture", "timeout")
      expect(await refusal(service.capturePayment({ payment_id: paymentId, amount: 20 }))).toBe(
        "payment_outcome_unknown",
      )
      const [first] = await sql<{ key: string }>(
        "select idempotency_key as key from payment_operation where act = 'capture'",
      )

      expect(await refusal(service.capturePayment({ payment_id: paymentId, amount: 20 }))).toBe("done")

      expect(await operations()).toEqual([{ act: "capture", sequence: 1, state: "confirmed", amount: "2000" }])
      expect(await keysOf("capture")).toEqual([`capture:${first?.key}`])
      expect(await moved("capture")).toEqual(["2000"])
    })

    it.each(["bad_request", "decline"])(
      "refused by a %s leaves no trace at the host, and may be tried anew",
      async (no) => {
        const { paymentId } = await authorizedPayment(suite)
        await provider().next("capture", no, 2)

        expect(await refusal(service.capturePayment({ payment_id: paymentId }))).not.toBe("done")
        expect(await refusal(service.capturePayment({ payment_id: paymentId }))).not.toBe("done")
        expect(await service.listCaptures({ payment_id: paymentId })).toEqual([])
        expect(await refusal(service.capturePayment({ payment_id: paymentId }))).toBe("done")

        expect(new Set(await keysOf("capture")).size).toBe(3)
        expect(await moved("capture")).toEqual(["5000"])
      },
    )

    it("that could not be sent is sent with the same key when the provider is back", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await provider().next("capture", "rate_limited", 3)

      for (let n = 0; n < 3; n++) {
        expect(await refusal(service.capturePayment({ payment_id: paymentId }))).toMatch(
          /provider_failed|outcome_unknown/,
        )
        expect(await service.listCaptures({ payment_id: paymentId }).then((live) => live.length)).toBeLessThanOrEqual(1)
      }
      expect(await refusal(service.capturePayment({ payment_id: paymentId }))).toBe("done")

      expect(await keysOf("capture")).toHaveLength(1)
      expect(await moved("capture")).toEqual(["5000"])
    })

    it("of a cent less than was asked for is booked as what moved", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await provider().next("capture", "wrong_amount")

      await service.capturePayment({ payment_id: paymentId })

      expect(await collection()).toEqual({ status: "authorized", captured: "49.99", refunded: "0" })
      expect(
        await sql(
          "select amount_minor::text, confirmed_minor::text, code from payment_operation where act = 'capture'",
        ),
      ).toEqual([{ amount_minor: "5000", confirmed_minor: "4999", code: "amount_differs" }])
    })

    it("that the provider only ordered is not captured yet", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await provider().next("capture", "requested")

      const payment = await service.capturePayment({ payment_id: paymentId })

      expect(payment.captured_at).toBeNull()
      expect(await collection()).toMatchObject({ status: "authorized", captured: "0" })
      expect(await rows("capture")).toEqual([{ amount: "50", confirmed: "false", unknown: null, deleted: false }])
      const [{ id } = { id: "" }] = await service.unsettledOperations()
      expect(await service.lookUp(id)).toBe("requested")
      const [movement] = (await provider().books()).movements
      await provider().control("happen", { act: "confirmed", movement: movement?.id })
      expect(await service.lookUp(id)).toBe("confirmed")
      expect(await collection()).toMatchObject({ status: "completed", captured: "50" })
    })

    it("that was ordered and failed later is gone", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await provider().next("capture", "requested")
      await service.capturePayment({ payment_id: paymentId })
      const [movement] = (await provider().books()).movements
      await provider().control("happen", { act: "failed", movement: movement?.id })

      const [{ id } = { id: "" }] = await service.unsettledOperations()
      expect(await service.lookUp(id)).toBe("failed")

      expect(await service.listCaptures({ payment_id: paymentId })).toEqual([])
      expect(await collection()).toMatchObject({ captured: "0" })
    })

    it("of a process that dies inside the call is found by the next one", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await provider().next("capture", "hold_after")
      const dying = rebornService(service)
      const call = refusal(dying.capturePayment({ payment_id: paymentId, amount: 20 }))
      await provider().untilHeld("capture")
      await dying.__hooks.onApplicationShutdown()
      await call

      expect(await operations()).toEqual([{ act: "capture", sequence: 1, state: "sent", amount: "2000" }])
      expect(await refusal(service.capturePayment({ payment_id: paymentId, amount: 20 }))).toBe(
        "payment_operation_in_flight",
      )
      const [{ id } = { id: "" }] = await service.unsettledOperations()
      expect(await service.lookUp(id)).toBe("confirmed")

      expect(await collection()).toMatchObject({ captured: "20" })
      expect(await moved("capture")).toEqual(["2000"])
    })

    it("of a process that dies before the provider has done anything is sent by the next one", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await provider().next("capture", "hold_before")
      const dying = rebornService(service)
      const call = refusal(dying.capturePayment({ payment_id: paymentId }))
      await provider().untilHeld("capture")
      await dying.__hooks.onApplicationShutdown()
      await call
      await provider().control("release", { then: "drop" })
      // As if the time had passed in which the dead one could have heard the answer.
      await sql("update payment_operation set leased_until = now() - interval '1 second' where act = 'capture'")

      expect(await refusal(service.capturePayment({ payment_id: paymentId }))).toBe("done")

      expect(await operations()).toEqual([{ act: "capture", sequence: 1, state: "confirmed", amount: "5000" }])
      expect(await moved("capture")).toEqual(["5000"])
    })

    it("with the caller's own key is done once, however often it is asked for afterwards", async () => {
      const { paymentId } = await authorizedPayment(suite)

      for (let n = 0; n < 3; n++) {
        const payment = await service.capturePayment({
          payment_id: paymentId,
          amount: 20,
          idempotency_key: "shipment-1",
        })
        expect(payment.captures).toMatchObject([{ amount: 20 }])
      }
      await service.capturePayment({ payment_id: paymentId, amount: 20, idempotency_key: "shipment-2" })

      expect(await moved("capture")).toEqual(["2000", "2000"])
    })

    it("that has not arrived in 2 hours has failed", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await provider().next("capture", "timeout")
      await refusal(service.capturePayment({ payment_id: paymentId }))
      await sql("update payment_operation set sent_at = now() - interval '2 hours' where act = 'capture'")

      const [{ id } = { id: "" }] = await service.unsettledOperations()
      expect(await service.lookUp(id)).toBe("failed")

      expect(await service.listCaptures({ payment_id: paymentId })).toEqual([])
    })
  })

  describe("a refund", () => {
    it("never gives back more than was captured: 30.00 and 20.00 of 50.00, and not a cent more", async () => {
      const { paymentId } = await capturedPayment(suite)

      await service.refundPayment({ payment_id: paymentId, amount: 30 })
      await service.refundPayment({ payment_id: paymentId, amount: 20 })

      expect(await refusal(service.refundPayment({ payment_id: paymentId, amount: 0.01 }))).toBe(
        "payment_amount_exceeds",
      )
      expect(await moved("refund")).toEqual(["3000", "2000"])
      expect(await collection()).toMatchObject({ captured: "50", refunded: "50" })
    })

    it("asked for 20 times at once as a whole is given once", async () => {
      const { paymentId } = await capturedPayment(suite)

      await Promise.all(
        Array.from({ length: 20 }, () => refusal(service.refundPayment({ payment_id: paymentId, amount: 50 }))),
      )

      expect(await moved("refund")).toEqual(["5000"])
    })

    it("of 12 amounts at once never exceeds what was captured", async () => {
      const { paymentId } = await capturedPayment(suite)

      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, n) => refusal(service.refundPayment({ payment_id: paymentId, amount: 5 + n }))),
      )

      // Who comes second is told why, and not by an error of the database.
      expect(answers.filter((answer) => !/^(done|payment_\w+)$/.test(answer))).toEqual([])
      const given = (await moved("refund")).reduce((sum, minor) => sum + Number(minor), 0)
      expect(given).toBeGreaterThan(0)
      expect(given).toBeLessThanOrEqual(5000)
    })

    it("that the provider gives and does not answer is given once over 20 retries", async () => {
      const { paymentId } = await capturedPayment(suite)
      await provider().next("refund", "done_then_timeout", 20)
      await provider().next("lookup", "timeout", 19)

      const answers: string[] = []
      for (let n = 0; n < 20; n++)
        answers.push(await refusal(service.refundPayment({ payment_id: paymentId, amount: 20 })))

      expect(answers.slice(0, 19)).toEqual(Array.from({ length: 19 }, () => "payment_outcome_unknown"))
      expect(answers[19]).toBe("payment_outcome_unknown")
      expect(await refusal(service.refundPayment({ payment_id: paymentId, amount: 20 }))).toBe("done")
      expect(await moved("refund")).toEqual(["2000"])
      expect(await rows("refund")).toEqual([{ amount: "20", confirmed: null, unknown: null, deleted: false }])
    })

    it("is not given of a capture that nobody knows of", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await provider().next("capture", "done_then_timeout")
      await refusal(service.capturePayment({ payment_id: paymentId }))

      expect(await refusal(service.refundPayment({ payment_id: paymentId, amount: 1 }))).toBe("payment_amount_exceeds")

      expect(await moved("refund")).toEqual([])
    })

    it("keeps its note, its reason and who gave it", async () => {
      const { paymentId } = await capturedPayment(suite)
      const reason = await service.createRefundReasons({ label: "Goodwill", code: "goodwill" } as never)

      await service.refundPayment({
        payment_id: paymentId,
        amount: 5,
        note: "For the wait.",
        created_by: "user_1",
        refund_reason_id: (reason as { id: string }).id,
      })

      expect(await service.listRefunds({ payment_id: paymentId })).toMatchObject([
        { amount: 5, note: "For the wait.", created_by: "user_1", refund_reason_id: (reason as { id: string }).id },
      ])
    })
  })

  describe("a void", () => {
    it("frees what is held, once", async () => {
      const { paymentId } = await authorizedPayment(suite)

      await service.cancelPayment(paymentId)
      const again = await service.cancelPayment(paymentId)

      expect(again.canceled_at).not.toBeNull()
      expect(await refusal(service.capturePayment({ payment_id: paymentId }))).toBe("payment_canceled")
    })

    it("of captured money is refused", async () => {
      const { paymentId } = await capturedPayment(suite)

      expect(await refusal(service.cancelPayment(paymentId))).toBe("payment_captured")
    })

    it("that the provider did and did not answer is found", async () => {
      const { paymentId } = await authorizedPayment(suite)
      await provider().next("cancel", "done_then_timeout")

      expect(await refusal(service.cancelPayment(paymentId))).toBe("payment_outcome_unknown")
      const [{ id } = { id: "" }] = await service.unsettledOperations()
      expect(await service.lookUp(id)).toBe("confirmed")

      expect((await service.retrievePayment(paymentId)).canceled_at).not.toBeNull()
    })
  })
})

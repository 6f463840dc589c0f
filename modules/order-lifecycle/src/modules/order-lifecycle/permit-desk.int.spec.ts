import { describe, expect, it, jest } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import { captureAtHost, placeHostOrder } from "./__fixtures__/host-order"
import { lifecycleSuite } from "./__fixtures__/lifecycle-suite"

jest.setTimeout(60_000)

lifecycleSuite(({ service, sql }) => {
  const begin = (run: string, event: string, orderId = "order_1", outer: readonly string[] = []) =>
    service.begin({ workflow: "capture-payment-workflow", run, outer, events: [event], orderIds: [orderId] })
  const placed = async () => {
    await service.open()
    await placeHostOrder(sql, "order_1")
    await service.settle(["order_1"], "complete-cart")
  }
  const stateOf = async () => expectDone(await service.lifecycle("order_1")).state
  const eventsOf = async () => expectDone(await service.lifecycle("order_1")).log.map(({ event }) => event)

  describe("a run that changes an order", () => {
    it("logs what the host's records say has happened, not what it meant to do", async () => {
      await placed()
      expect(await stateOf()).toBe("authorized")
      expectDone(await begin("run_1", "payment.captured"))
      await captureAtHost(sql, "order_1", 10)
      await service.end("run_1", "capture-payment-workflow")
      expect(await eventsOf()).toEqual(["checkout.submitted", "payment.authorized", "payment.captured"])
      const { axes, amounts } = expectDone(await service.lifecycle("order_1"))
      expect([axes.payment, amounts.captured]).toEqual(["partially_captured", "1000"])
    })

    it("is refused before anything happened, and leaves no permit", async () => {
      await placed()
      const refused = await begin("run_1", "shipment.created")
      expect(refused).toMatchObject({ ok: false, code: "order_event_not_allowed" })
      expect(await sql("select * from order_lifecycle_permit")).toEqual([])
      expect(await eventsOf()).toHaveLength(2)
    })

    it("lets the runs inside it pass, and logs nothing when it changed nothing", async () => {
      await placed()
      expectDone(await begin("run_1", "order.canceled"))
      expectDone(await begin("refund-as-step-run_1", "refund.full", "order_1", ["run_1"]))
      await service.end("refund-as-step-run_1", "refund-payment-workflow")
      expect(await sql("select order_id from order_lifecycle_permit")).toEqual([{ order_id: "order_1" }])
      await service.end("run_1", "cancel-order")
      expect(await sql("select order_id from order_lifecycle_permit")).toEqual([])
      expect(await eventsOf()).toHaveLength(2)
    })

    it("that gives money back is refused while an edit is open, before the host would refund and then fail", async () => {
      await service.open()
      await placeHostOrder(sql, "order_1")
      const change = `insert into order_change (id, order_id, version, change_type, status)`
      await sql(`${change} values ('ordch_1', 'order_1', 1, 'edit', 'pending')`)
      await service.settle(["order_1"], "complete-cart")
      for (const event of ["order.canceled", "refund.partial"]) {
        const refused = await begin(`run_${event}`, event)
        expect(refused.ok).toBe(false)
      }
      const { refusals } = await service.refusals({ orderId: "order_1", limit: 10, offset: 0 })
      expect(refusals.map(({ code }) => code)).toContain("order_change_open")
      await sql(`update order_change set deleted_at = now() where id = 'ordch_1'`)
      expectDone(await begin("run_1", "order.canceled"))
      await service.end("run_1", "cancel-order")
    })

    it("waits for the one before it, and is decided against the new state", async () => {
      await placed()
      expectDone(await begin("run_1", "payment.captured"))
      const second = begin("run_2", "order.canceled")
      await captureAtHost(sql, "order_1", 30)
      await service.end("run_1", "capture-payment-workflow")
      expect(await second).toMatchObject({ ok: false, code: "order_guard_failed" })
      expect(await stateOf()).toBe("captured")
    })

    it("of 20 that mean to capture and 20 that mean to cancel at once, 1 goes first and all others see what it did", async () => {
      await placed()
      let captured = 0
      const attempts = Array.from({ length: 40 }, async (_, n) => {
        const run = `run_${n}`
        const begun = await begin(run, n % 2 ? "order.canceled" : "payment.captured")
        if (!begun.ok) return begun.code
        if (n % 2) await sql(`update "order" set status = 'canceled', canceled_at = now() where id = 'order_1'`)
        else await captureAtHost(sql, "order_1", (captured += 1) && 30)
        await service.end(run, "capture-payment-workflow")
        return n % 2 ? "canceled" : "captured"
      })
      const answers = await Promise.all(attempts)
      const first = await stateOf()
      expect(["captured", "canceled"]).toContain(first)
      expect(answers.filter((answer) => answer === first)).toHaveLength(1)
      expect(await service.replay()).toMatchObject({ orders: 1, differences: [] })
    })
  })

  describe("something done in an order's turn", () => {
    it("logs what it did and lets the order go, also when it throws; meanwhile nobody else has it", async () => {
      await placed()
      const pay = async () => {
        await captureAtHost(sql, "order_1", 30)
        expect(await sql("select order_id, workflow from order_lifecycle_permit")).toEqual([
          { order_id: "order_1", workflow: "follow" },
        ])
        throw new Error("The provider said so.")
      }
      await expect(service.inTurn("follow", "order_1", pay)).rejects.toThrow("The provider said so.")
      expect([await stateOf(), await sql("select * from order_lifecycle_permit")]).toEqual(["captured", []])
      expect(await service.inTurn("follow", "order_1", () => Promise.resolve(7))).toEqual({ ok: true, value: 7 })
    })
  })

  describe("a run that does half of what the order has to be told of", () => {
    const ship = (run: string, outer: readonly string[] = []) =>
      service.begin({
        ...{ workflow: "create-shipment-workflow", run, outer, events: ["shipment.created"], orderIds: ["order_1"] },
        within: "workflow create-order-shipment",
      })
    const captured = async () => {
      await placed()
      expectDone(await begin("run_0", "payment.captured"))
      await captureAtHost(sql, "order_1", 30)
      await service.end("run_0", "capture-payment-workflow")
    }

    it("passes within the one that does the whole, and is refused alone with the name of that one", async () => {
      await captured()
      expectDone(await begin("run_1", "shipment.created"))
      expectDone(await ship("inner-as-step-run_1", ["run_1"]))
      await service.end("inner-as-step-run_1", "create-shipment-workflow")
      await service.end("run_1", "create-order-shipment")
      expect(await ship("run_2")).toMatchObject({
        code: "order_would_not_know",
        message: "Order order_1 would not know of what create-shipment-workflow does alone.",
        nextStep: "Use workflow create-order-shipment, which tells it.",
      })
      expect(await sql("select * from order_lifecycle_permit")).toEqual([])
      const { refusals } = await service.refusals({ orderId: "order_1", limit: 10, offset: 0 })
      expect(refusals).toMatchObject([{ code: "order_would_not_know", event: "shipment.created" }])
    })
  })

  describe("a process that ended in the middle", () => {
    const lapse = () => sql("update order_lifecycle_permit set lease_until = now() - interval '1 second'")

    it("after the capture: what it did is logged, and the order is free", async () => {
      await placed()
      expectDone(await begin("run_1", "payment.captured"))
      await captureAtHost(sql, "order_1", 30)
      await lapse()
      expect(await service.reconcile()).toEqual({ lapsed: 1, unseen: 0 })
      expect(await stateOf()).toBe("captured")
      await service.end("run_1", "capture-payment-workflow")
      expect(await eventsOf()).toHaveLength(3)
    })

    it("before the capture: nothing is logged, and the next one finds the order free", async () => {
      await placed()
      expectDone(await begin("run_1", "payment.captured"))
      await lapse()
      expectDone(await begin("run_2", "order.canceled"))
      expect(await eventsOf()).toHaveLength(2)
      // What is only said to be gone goes on renewing until it ends.
      for (const run of ["run_1", "run_2"]) await service.end(run, "capture-payment-workflow")
    })

    const leftToDo = () => sql("select order_id, effect, facts->>'actor_id' as actor from order_lifecycle_effect")

    it.each([
      ["the minute's job", () => service.reconcile()],
      ["the next one that comes", async () => expectDone(await begin("run_2", "payment.captured"))],
    ])("of a cancellation: %s leaves it to be finished, for who asked for it, once", async (_, comes) => {
      await placed()
      expectDone(await begin("run_1", "order.canceled"))
      await lapse()
      await comes()
      await service.reconcile()
      expect(await leftToDo()).toEqual([
        { order_id: "order_1", effect: "finish_cancellation", actor: "capture-payment-workflow" },
      ])
      for (const run of ["run_1", "run_2"]) await service.end(run, "capture-payment-workflow")
    })

    it("while a change for a refund was drawn up: the change is left to be dropped, and nobody else's", async () => {
      await placed()
      const change = (id: string, type: string, at: string) =>
        sql(`insert into order_change (id, order_id, version, change_type, status, created_at)
             values ('${id}', 'order_1', 1, '${type}', 'pending', ${at})`)
      expectDone(await begin("run_1", "payment.captured"))
      await change("ordch_edit", "edit", "now()")
      await change("ordch_before", "credit_line", "now() - interval '1 hour'")
      await lapse()
      await service.reconcile()
      expect(await leftToDo()).toEqual([])

      await service.end("run_1", "capture-payment-workflow")
      expectDone(await begin("run_2", "payment.captured"))
      await change("ordch_half", "credit_line", "now()")
      await lapse()
      await service.reconcile()
      expect(await leftToDo()).toMatchObject([{ order_id: "order_1", effect: "finish_refund" }])
      await service.end("run_2", "capture-payment-workflow")
    })

    it.each([
      ["nothing was owed, and nobody made the order cheaper", "30", null, "5"],
      ["2.00 was owed, and nobody made the order cheaper", "32", null, "3"],
      ["nothing was owed, and the order was made cheaper by 5.00", "30", "5", null],
      ["6.00 was owed", "36", null, null],
    ])("after 5.00 was given back: %s", async (_, paid, credited, left) => {
      await placed()
      const money = (amount: string) => `${amount}, '{"value":"${amount}","precision":20}'`
      const book = (reference: string, amount: string, at: string) =>
        sql(`insert into order_transaction (id, order_id, version, amount, raw_amount, currency_code, reference, reference_id, created_at)
             values ('tr_${reference}', 'order_1', 1, ${money(amount)}, 'usd', '${reference}', '${reference}_1', ${at})`)
      expectDone(await begin("run_1", "payment.captured"))
      await captureAtHost(sql, "order_1", 30)
      await book("capture", paid, "now() - interval '1 hour'")
      await sql("update order_summary set created_at = now() - interval '1 hour'")
      await service.end("run_1", "capture-payment-workflow")

      expectDone(await begin("run_2", "refund.partial"))
      await book("refund", "-5", "now()")
      if (credited !== null) {
        await sql(`insert into order_credit_line (id, order_id, version, reference, amount, raw_amount)
                   values ('cl_1', 'order_1', 2, 'refund', ${money(credited)})`)
        await sql(`insert into order_summary (id, order_id, version, totals)
                   values ('sum_2', 'order_1', 2, '{"current_order_total": 25, "raw_current_order_total": {"value": "25"}}')`)
        await sql("update order_item set version = 2")
        await sql(`update "order" set version = 2`)
      }
      await lapse()
      await service.reconcile()
      expect(
        await sql("select effect, facts->>'credit' as credit, facts->>'refund' as refund from order_lifecycle_effect"),
      ).toEqual(left === null ? [] : [{ effect: "finish_refund", credit: left, refund: "refund_1" }])
      await service.end("run_2", "capture-payment-workflow")
    })
  })

  describe("past every workflow", () => {
    it("the database refuses to change an order without a permit, and says so", async () => {
      await placed()
      const writes = [
        `update "order" set status = 'canceled' where id = 'order_1'`,
        `update order_item set shipped_quantity = 2 where order_id = 'order_1'`,
      ]
      for (const write of writes) await expect(sql(write)).rejects.toThrow("order_permit_missing")
      await expect(captureAtHost(sql, "order_1", 30)).rejects.toThrow("order_permit_missing")
      await sql(`update "order" set email = 'robin@example.com' where id = 'order_1'`)
    })

    it("a write that got through all the same is found by the replay, and kept as a difference", async () => {
      await placed()
      await sql("alter table capture disable trigger user")
      await captureAtHost(sql, "order_1", 30)
      await sql("alter table capture enable trigger user")
      const { differences } = await service.check()
      expect(differences).toMatchObject([{ orderId: "order_1", kind: "host_differs", found: "payment.captured" }])
      await service.settle(["order_1"], "reconciler")
      expect((await service.check()).differences).toEqual([])
      expect((await service.differences(10, 0)).differences).toMatchObject([{ kind: "host_differs" }])
    })

    it("an order that nobody gave a state gets one from the host's records", async () => {
      await service.open()
      await placeHostOrder(sql, "order_9")
      await sql(`update "order" set created_at = now() - interval '1 hour' where id = 'order_9'`)
      expect(await service.reconcile()).toEqual({ lapsed: 0, unseen: 1 })
      expect((await service.states(["order_9"])).get("order_9")).toBe("authorized")
    })
  })
})

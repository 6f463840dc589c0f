import { describe, expect, it, jest } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import { lifecycleSuite } from "./__fixtures__/lifecycle-suite"
import type { EventAsked } from "./event-asked"
import { OrderLifecycleModuleService } from "./service"

jest.setTimeout(60_000)

const NO_CONNECTION = { __pg_connection__: { client: { connectionSettings: {} } } }
const PLACED = { currency: "usd", total: "3000", lines: { mug: 2, shirt: 1 } }

lifecycleSuite(({ service, sql }) => {
  const send = (event: string, facts: object = {}, more: Partial<EventAsked> = {}) =>
    service.record({
      orderId: "order_1",
      event,
      eventId: `${event}:${Object.values(facts).map(String).join()}`,
      facts,
      actor: { type: "provider", id: "stripe" },
      ...more,
    })
  const user = { actor: { type: "user", id: "user_1" } } as const
  const codeOf = (answer: Awaited<ReturnType<typeof send>>) => (answer.ok ? answer.value.transition.to : answer.code)
  const capture = async () => {
    expectDone(await send("checkout.submitted", PLACED))
    expectDone(await send("payment.authorized", { amount: "3000", payment: "pay_1" }))
    expectDone(await send("payment.captured", { amount: "3000", payment: "pay_1" }))
  }

  describe("recording events", () => {
    it("walks an order from the cart to returned, each published state as the table says", async () => {
      await service.open()
      const walked = []
      walked.push(codeOf(await send("checkout.submitted", PLACED)))
      walked.push(codeOf(await send("payment.authorized", { amount: "3000", payment: "pay_1" })))
      walked.push(codeOf(await send("payment.captured", { amount: "3000", payment: "pay_1" })))
      walked.push(codeOf(await send("shipment.created", { lines: { mug: 2 } })))
      walked.push(codeOf(await send("shipment.completed")))
      walked.push(codeOf(await send("rma.completed")))
      expect(walked).toEqual([
        "pending_payment",
        "authorized",
        "captured",
        "partially_fulfilled",
        "fulfilled",
        "returned",
      ])
      const told = await sql(
        `select data->>'from' as "from", data->>'to' as "to" from message_log_outbox order by position`,
      )
      expect(told[0]).toEqual({ from: "cart", to: "pending_payment" })
      expect(told).toHaveLength(6)
    })

    it("answers a repeat with the first answer and changes nothing; the same id for another event is refused", async () => {
      await capture()
      const again = expectDone(await send("payment.captured", { amount: "3000", payment: "pay_1" }))
      expect(again.replayed).toBe(true)
      expect(again.transition.sequence).toBe(3)
      const other = await send("refund.full", {}, { eventId: "payment.captured:3000,pay_1" })
      expect(codeOf(other)).toBe("order_event_exists_with_different_content")
      expect(await sql("select count(*)::int as lines from order_lifecycle_transition")).toEqual([{ lines: 3 }])
    })

    it("refuses what the state does not accept, says what it accepts, and keeps the refusal", async () => {
      await capture()
      const refused = await send("payment.declined", {}, user)
      expect(codeOf(refused)).toBe("captured")
      const shipped = await send("shipment.created", { lines: { mug: 3 } }, user)
      expect(shipped).toMatchObject({ ok: false, code: "order_event_facts_do_not_fit" })
      expect((shipped as unknown as { allowed: string[] }).allowed).toContain("refund.partial")
      const { refusals } = await service.refusals({ orderId: "order_1", limit: 10, offset: 0 })
      expect(refusals).toMatchObject([{ event: "shipment.created", state: "captured", actor: { id: "user_1" } }])
    })

    it("20 refunds of 2000 of 3000 at once: 1 is made, 19 are decided against the new state", async () => {
      await capture()
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) => send("refund.partial", { amount: "2000" }, { ...user, eventId: `r${n}` })),
      )
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
      expect(new Set(answers.filter(({ ok }) => !ok).map(codeOf))).toEqual(new Set(["order_event_facts_do_not_fit"]))
      expect(expectDone(await service.lifecycle("order_1")).amounts.refunded).toBe("2000")
    })

    it("keeps a provider's event that came too early, and records it after the one it follows", async () => {
      expect(codeOf(await send("payment.captured", { amount: "3000", payment: "pay_1" }))).toBe("order_event_waits")
      expectDone(await send("checkout.submitted", PLACED))
      const { state, log, waiting } = expectDone(await service.lifecycle("order_1"))
      expect(state).toBe("captured")
      expect(log.map(({ event }) => event)).toEqual(["checkout.submitted", "payment.captured"])
      expect(waiting).toEqual([])
    })

    it("refuses an unknown event, an actor without an id, unreadable facts and an order nobody knows", async () => {
      await capture()
      expect(codeOf(await send("order.exploded"))).toBe("order_event_unknown")
      expect(codeOf(await send("refund.full", {}, { actor: { type: "user", id: "" } }))).toBe("order_actor_invalid")
      expect(codeOf(await send("refund.partial", { amount: 12 }, user))).toBe("order_event_facts_malformed")
      expect(codeOf(await send("refund.full", {}, { orderId: "order_2", ...user }))).toBe("order_unknown")
    })
  })

  describe("timers", () => {
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
    const fired = async (at: string, by = 1) => {
      const send = async (timer: { id: string; order_id: string; event: string }) => {
        const { order_id: orderId, event, id } = timer
        const answer = await service.record({ orderId, event, eventId: id, actor: { type: "job", id: "timers" } })
        return answer.ok ? "done" : answer.code
      }
      return Promise.all(Array.from({ length: by }, () => service.fireTimers(send, at)))
    }

    it("cancels an unpaid order after 24 hours, once, however many look", async () => {
      expectDone(await send("checkout.submitted", PLACED))
      await service.armTimers()
      expect(await fired(inHours(23))).toEqual([0])
      expect((await fired(inHours(25), 8)).reduce((sum, one) => sum + one, 0)).toBe(1)
      expect(expectDone(await service.lifecycle("order_1")).state).toBe("canceled")
      await service.armTimers()
      expect(await fired(inHours(99))).toEqual([0])
    })

    it("expires an authorization after 48 hours, and leaves one that was captured", async () => {
      expectDone(await send("checkout.submitted", PLACED))
      expectDone(await send("payment.authorized", { amount: "3000", payment: "pay_1" }))
      await service.armTimers()
      expect(expectDone(await service.lifecycle("order_1")).timers).toMatchObject([{ event: "payment.expired" }])
      expectDone(await send("payment.captured", { amount: "3000", payment: "pay_1" }))
      expect(await fired(inHours(49))).toEqual([1])
      expect(expectDone(await service.lifecycle("order_1")).state).toBe("captured")
    })
  })

  describe("a review", () => {
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
    const fire = (at: string, by = 1) =>
      Promise.all(
        Array.from({ length: by }, () =>
          service.fireTimers(async ({ order_id: orderId, event, id }) => {
            const answer = await service.record({ orderId, event, eventId: id, actor: { type: "job", id: "timers" } })
            return answer.ok ? "done" : answer.code
          }, at),
        ),
      )
    const axes = async () => expectDone(await service.lifecycle("order_1")).axes
    const effects = () => sql("select effect from order_lifecycle_effect where done_at is null")

    it("that nobody decided in 12 hours is rejected, once, however many look, and the order is to be canceled", async () => {
      await capture()
      expectDone(await send("review.opened", {}, user))
      await service.armTimers()
      expect(expectDone(await service.lifecycle("order_1")).timers).toMatchObject([{ event: "review.timed_out" }])
      expect(await fire(inHours(11))).toEqual([0])
      expect((await fire(inHours(13), 8)).reduce((sum, one) => sum + one, 0)).toBe(1)
      expect([(await axes()).review, await effects()]).toEqual(["rejected", [{ effect: "cancel_rejected" }]])
      expect(await fire(inHours(99), 8)).toEqual(Array(8).fill(0))
    })

    it("that was approved and opened anew has its own 12 hours, not the rest of the first", async () => {
      await capture()
      expectDone(await send("review.opened", {}, user))
      await service.armTimers()
      await sql("update order_lifecycle_timer set due_at = due_at - interval '6 hours'")
      expectDone(await send("review.approved", {}, user))
      expectDone(await send("review.opened", {}, { ...user, eventId: "again" }))
      await service.armTimers()
      expect(await fire(inHours(7))).toEqual([0])
      expect((await axes()).review).toBe("open")
      expect(await fire(inHours(13))).toEqual([1])
      expect((await axes()).review).toBe("rejected")
    })

    it("holds back what is asked for with a reason, keeps the refusal, and lets a provider tell what it took", async () => {
      expectDone(await send("checkout.submitted", PLACED))
      expectDone(await send("payment.authorized", { amount: "3000", payment: "pay_1" }))
      expectDone(await send("review.opened", {}, user))
      const asked = { orderId: "order_1", event: "payment.captured", eventId: "c", ...user }
      expect(await service.wouldAccept(asked)).toMatchObject({
        code: "order_event_not_allowed",
        nextStep: "Approve the review, or reject it.",
      })
      const run = { workflow: "capture-payment-workflow", run: "r", outer: [], orderIds: ["order_1"] }
      expect(await service.begin({ ...run, events: ["payment.captured"] })).toMatchObject({ ok: false })
      expectDone(await service.begin({ ...run, events: ["order.canceled"] }))
      await service.end("r", "cancel-order")
      const { count } = await service.refusals({ orderId: "order_1", limit: 10, offset: 0 })
      expect(count).toBe(2)
      expectDone(await send("payment.captured", { amount: "3000", payment: "pay_1" }))
      expect(await axes()).toMatchObject({ payment: "captured", review: "open" })
      expect((await service.replay()).differences).toEqual([])
    })
  })

  it.each([
    ["reviewTimeout", { reviewTimeout: "maybe" }, "is maybe: give reject or approve"],
    ["capture", { capture: "never" }, "is never: give before_shipment or at_shipment"],
    ["reviewTimesOutAfterHours", { reviewTimesOutAfterHours: 0 }, "is 0: give hours above 0"],
  ])("the option %s that makes no sense refuses the start", (name, options, message) => {
    const start = () => new OrderLifecycleModuleService(NO_CONNECTION, options as never)
    expect(start).toThrow(`The option ${name} of @holdfast/order-lifecycle ${message}`)
  })

  describe("the log", () => {
    it("folds to what is kept, and shows the order as it was", async () => {
      await capture()
      expect(await service.replay()).toEqual({ orders: 1, transitions: 3, differences: [] })
      const { log } = expectDone(await service.lifecycle("order_1"))
      const then = expectDone(await service.lifecycle("order_1", log[1]!.at))
      expect(["authorized", "captured"]).toContain(then.state)
    })

    it("refuses to be changed, and shows it when somebody did", async () => {
      await capture()
      await expect(sql("update order_lifecycle_transition set facts = '{}' where sequence = 2")).rejects.toThrow(
        "order_log_append_only",
      )
      await sql("alter table order_lifecycle_transition disable trigger user")
      await sql(`update order_lifecycle_transition set facts = '{"amount":"1"}' where sequence = 2`)
      await sql("alter table order_lifecycle_transition enable trigger user")
      const { differences } = await service.replay()
      expect(differences).toMatchObject([{ orderId: "order_1", kind: "log_broken" }])
      expect(differences[0]!.found).toContain("line 2")
    })
  })
})

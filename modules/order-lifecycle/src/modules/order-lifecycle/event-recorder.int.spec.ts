import { expect, it, jest } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import { lifecycleSuite } from "./__fixtures__/lifecycle-suite"

jest.setTimeout(60_000)

const PLACED = { currency: "usd", total: "3000", lines: { mug: 2 } }

lifecycleSuite(({ service, sql }) => {
  const send = (orderId: string, event: string, facts: object = {}, actor = "stripe") =>
    service.record({ orderId, event, eventId: `${event}:1`, facts, actor: { type: "provider", id: actor } })

  it("1 event that cannot be stored fails alone; the 9 that went with it are recorded", async () => {
    await service.open()
    const poisoned = "no\u0000text"
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => send(`order_${n}`, "checkout.submitted", PLACED, n === 4 ? poisoned : "s")),
    )
    expect(answers.map(({ status }) => status).filter((status) => status === "rejected")).toHaveLength(1)
    expect(answers[4]?.status).toBe("rejected")
    expect(await sql("select count(*)::int as orders from order_lifecycle_order")).toEqual([{ orders: 9 }])
  })

  it("40 orders asked at once are recorded with 2 statements, and 20 of them refused with the same", async () => {
    await service.open()
    const ids = Array.from({ length: 40 }, (_, n) => `order_${n}`)
    for (const answer of await Promise.all(ids.map((id) => send(id, "checkout.submitted", PLACED)))) expectDone(answer)
    const user = { type: "user", id: "user_1" } as const
    const answers = await Promise.all(
      ids.map((orderId, n) =>
        service.record({
          ...{ orderId, eventId: "e2", actor: user, facts: {} },
          event: n < 20 ? "refund.full" : "payment.authorized",
        }),
      ),
    )
    expect(answers.filter(({ ok }) => !ok)).toHaveLength(20)
    // What one statement writes has one time.
    const [times] = await sql<{ times: number }>(
      `select count(distinct at)::int as times from (
         select updated_at as at from order_lifecycle_order where sequence = 2
          union all select at from order_lifecycle_refusal) written`,
    )
    expect(times).toEqual({ times: 1 })
  })

  it("an event that waited and is sent again is recorded once, and does not wait any more", async () => {
    await service.open()
    expect(await send("order_1", "payment.captured", { amount: "3000", payment: "pay_1" })).toMatchObject({
      code: "order_event_waits",
    })
    expectDone(await send("order_1", "checkout.submitted", PLACED))
    const again = expectDone(await send("order_1", "payment.captured", { amount: "3000", payment: "pay_1" }))
    expect(again).toMatchObject({ replayed: true, transition: { sequence: 2 } })
    expect(await sql("select * from order_lifecycle_waiting")).toEqual([])
    expect((await service.replay()).differences).toEqual([])
  })

  it("what waits for an order that somebody holds is recorded by the next reconciliation after it is let go", async () => {
    await service.open()
    expectDone(await send("order_1", "checkout.submitted", PLACED))
    await sql(
      `insert into order_lifecycle_waiting (order_id, event_id, event, facts, actor)
       values ('order_1', 'late', 'payment.authorized', '{"payment":"pay_1"}', '{"type":"provider","id":"stripe"}')`,
    )
    await sql(
      `insert into order_lifecycle_permit (order_id, transaction_id, workflow, actor, lease_until)
       values ('order_1', 'run_1', 'w', '{}', now() + interval '1 minute')`,
    )
    await service.reconcile()
    expect((await service.states(["order_1"])).get("order_1")).toBe("pending_payment")
    await sql("delete from order_lifecycle_permit")
    await service.reconcile()
    expect((await service.states(["order_1"])).get("order_1")).toBe("authorized")
  })
})

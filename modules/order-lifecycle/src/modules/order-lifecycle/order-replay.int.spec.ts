import { expect, it, jest } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import { lifecycleSuite } from "./__fixtures__/lifecycle-suite"

jest.setTimeout(60_000)

const PLACED = { currency: "usd", total: "3000", lines: { mug: 2 } }

lifecycleSuite(({ service, sql }) => {
  const send = (orderId: string, event: string, facts: object = {}) =>
    service.record({ orderId, event, eventId: `${event}:${orderId}`, facts, actor: { type: "user", id: "user_1" } })
  const place = async (...orderIds: string[]) => {
    await service.open()
    for (const orderId of orderIds) {
      expectDone(await send(orderId, "checkout.submitted", PLACED))
      expectDone(await send(orderId, "payment.authorized", { amount: "3000", payment: "pay_1" }))
    }
  }
  const unguarded = async (statement: string) => {
    await sql("alter table order_lifecycle_transition disable trigger user")
    await sql(statement)
    await sql("alter table order_lifecycle_transition enable trigger user")
  }

  it("finds nothing in 3 orders that nobody touched, and tells the state of each", async () => {
    await place("order_1", "order_2", "order_3")
    const states: string[] = []
    const report = await service.replay({ onOrder: (orderId, state) => states.push(`${orderId} ${state}`) })
    expect(report).toEqual({ orders: 3, transitions: 6, differences: [] })
    expect(states).toEqual(["order_1 authorized", "order_2 authorized", "order_3 authorized"])
  })

  it("finds that the last line of 1 log of 2 was cut off", async () => {
    await place("order_1", "order_2")
    await unguarded("delete from order_lifecycle_transition where order_id = 'order_1' and sequence = 2")
    const { differences } = await service.replay()
    expect(differences).toEqual([
      { orderId: "order_1", kind: "state_differs", found: "1 lines in its log", expected: "2 lines" },
    ])
  })

  it("finds a log that is gone, and an order of which only its 2 lines are left", async () => {
    await place("order_1", "order_2")
    await unguarded("delete from order_lifecycle_transition where order_id = 'order_1'")
    await sql("delete from order_lifecycle_order where order_id = 'order_2'")
    const { differences } = await service.replay()
    expect(differences.map(({ orderId, found, expected }) => [orderId, found, expected])).toEqual([
      ["order_1", "0 lines in its log", "2 lines"],
      ["order_2", "nothing is kept of it but its log", "an order of 2 lines"],
    ])
  })

  it("finds that what is kept was changed by hand, files it once, and closes it when it is put right", async () => {
    await place("order_1")
    await sql("update order_lifecycle_order set state = 'captured'")
    await service.check()
    await service.check()
    expect((await service.differences(10, 0)).differences).toMatchObject([{ kind: "state_differs", resolved_at: null }])
    await sql("update order_lifecycle_order set state = 'authorized'")
    expect((await service.check()).differences).toEqual([])
    const [filed] = (await service.differences(10, 0)).differences
    expect(filed?.resolved_at).not.toBeNull()
  })

  it("tells of an instant before the second of 2 orders only the first", async () => {
    await place("order_1")
    const [{ now } = { now: "" }] = await sql<{ now: string }>("select now()::text as now")
    await place("order_2")
    const states: string[] = []
    const report = await service.replay({ asOf: now, onOrder: (orderId, state) => states.push(`${orderId} ${state}`) })
    expect(states).toEqual(["order_1 authorized"])
    expect(report).toEqual({ orders: 1, transitions: 2, differences: [] })
  })
})

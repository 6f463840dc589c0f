import { randomUUID } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals"
import { Client } from "pg"
import type { Response } from "supertest"
import { freePort } from "../../launcher/free-port"
import { startShopProcess, untilReady, type ShopProcess } from "../../launcher/shop-processes"
import { adminDesk } from "../support/admin-desk"
import { LifecycleDesk, type PlacedOrder } from "../support/lifecycle-desk"
import { Merchant } from "../support/merchant"
import { runningShop } from "../support/running-shop"
import { type Fleet, startFleet } from "../support/shop-fleet"
import { ROOT } from "../support/start-command"
import { StockRoom } from "../support/stock-room"

const AT_ONCE = 10
const MUG = "HOM-MUG-CHK"

interface Race {
  readonly name: string
  /** Brings an order to where the race begins. */
  readonly before: (order: PlacedOrder) => Promise<void>
  readonly call: (merchant: Merchant, order: PlacedOrder) => PromiseLike<Response>
  /** Where the order may be when all have been answered. */
  readonly ends: readonly string[]
}

/** Two servers that know nothing of each other's locks: what keeps an order's history one is the database alone. */
describe("two servers without Redis, 10 calls of an order's operation and 10 of its cancelation at once", () => {
  const shop = runningShop()
  let fleet: Fleet
  let merchants: readonly Merchant[]
  let desk: LifecycleDesk
  let room: StockRoom

  beforeAll(async () => {
    fleet = await startFleet(shop, { servers: 2, workers: 0, name: "lifecycle_races" })
    const own = fleet.servers().map(({ baseUrl }) => ({ ...shop, baseUrl }))
    merchants = await Promise.all(own.map((server) => Merchant.login(server)))
    desk = new LifecycleDesk(own[0]!, merchants[0]!)
    room = new StockRoom(await adminDesk(own[0]!))
    await room.topUp(MUG, 100)
  })
  afterAll(() => fleet.stop())

  const at = (call: number) => merchants[call % 2]!
  const nothing = async () => undefined
  const captured = (order: PlacedOrder) => desk.capture(order)
  const shipped = async (order: PlacedOrder) => {
    await desk.capture(order)
    await desk.ship(order, order.items)
  }
  const edited = async ({ id }: PlacedOrder) => {
    await merchants[0]!.post("/admin/order-edits", { order_id: id }).expect(200)
    const { mug } = await desk.catalogue()
    const items = [{ variant_id: mug, quantity: 1, unit_price: 0 }]
    await merchants[0]!.post(`/admin/order-edits/${id}/items`, { items }).expect(200)
  }
  const event =
    (name: string): Race["call"] =>
    (merchant, { id }) =>
      merchant.post(`/admin/orders/${id}/lifecycle/events`, { event: name, event_id: randomUUID() })

  const races: readonly Race[] = [
    {
      name: "capture",
      before: nothing,
      call: async (merchant, { id }) => merchant.post(`/admin/payments/${(await desk.payment(id)).id}/capture`),
      ends: ["canceled"],
    },
    {
      name: "refund of 1 dollar",
      before: captured,
      call: async (merchant, { id }) =>
        merchant.post(`/admin/payments/${(await desk.payment(id)).id}/refund`, { amount: 1 }),
      ends: ["canceled", "partially_refunded"],
    },
    {
      name: "packing and shipping",
      before: captured,
      call: event("shipment.completed"),
      ends: ["canceled", "fulfilled"],
    },
    {
      name: "completion",
      before: captured,
      call: (merchant, { id }) => merchant.post(`/admin/orders/${id}/complete`),
      ends: ["canceled", "captured"],
    },
    {
      name: "confirmation of an edit",
      before: edited,
      call: (merchant, { id }) => merchant.post(`/admin/order-edits/${id}/confirm`),
      ends: ["canceled", "authorized", "pending_payment"],
    },
    { name: "return", before: shipped, call: event("rma.completed"), ends: ["returned"] },
    { name: "chargeback", before: nothing, call: event("chargeback.notice"), ends: ["disputed"] },
  ]

  it.each(races)("$name: one history, and the host, the money and the stock agree with it", async (race) => {
    const units = await room.units(MUG)
    const order = await desk.order()
    await race.before(order)
    const answers = await Promise.all(
      Array.from({ length: 2 * AT_ONCE }, async (_, call) =>
        call % 4 < 2 ? race.call(at(call), order) : at(call).post(`/admin/orders/${order.id}/cancel`),
      ),
    )
    const odd = answers.filter(({ status }) => status >= 500).map(({ status, body }) => ({ status, body }))
    expect(odd).toEqual([])

    const { state, axes, amounts, log, pending } = await desk.lifecycle(order.id)
    expect({ pending, ends: race.ends }).toEqual({ pending: null, ends: expect.arrayContaining([state]) })
    expect(log.map(({ sequence }) => sequence)).toEqual(log.map((_, place) => place + 1))
    expect(log.filter((line) => line.event === "order.canceled").length).toBeLessThanOrEqual(1)
    expect(await desk.differences(order.id)).toBe(0)

    const { status, payment_collections } = await desk.record(order.id)
    expect(status === "canceled").toBe(axes["order"] === "canceled")
    const payments = payment_collections.flatMap(({ payments: all }) => all ?? [])
    const sum = (of: "captures" | "refunds") =>
      payments
        .flatMap((payment) => payment[of] ?? [])
        .reduce((total, { amount }) => total + Math.round(Number(amount) * 100), 0)
    expect({ captured: amounts["captured"], refunded: amounts["refunded"] }).toEqual({
      captured: String(sum("captures")),
      refunded: String(sum("refunds")),
    })
    expect(Number(amounts["refunded"])).toBeLessThanOrEqual(Number(amounts["captured"]))
    expect(Number(amounts["captured"])).toBeLessThanOrEqual(Number(amounts["authorized"]))

    const now = await room.units(MUG)
    const canceled = axes["order"] === "canceled"
    if (canceled) expect(now).toEqual(units)
    else expect(now.onHand - now.reserved).toBeLessThanOrEqual(units.onHand - units.reserved)
  })

  it("20 copies of one manual event at once over both servers: 1 transition, 19 answered that it is the same", async () => {
    const order = await desk.order()
    const eventId = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, call) =>
        at(call).post(`/admin/orders/${order.id}/lifecycle/events`, { event: "payment.captured", event_id: eventId }),
      ),
    )
    const { log, amounts } = await desk.lifecycle(order.id)
    expect(log.filter((line) => line.event_id === eventId)).toHaveLength(1)
    expect(log.filter((line) => line.event === "payment.captured")).toHaveLength(1)
    expect(amounts["captured"]).toBe(amounts["authorized"])
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(answers.filter(({ body }) => (body as { replayed: boolean }).replayed)).toHaveLength(19)
    expect(await desk.differences(order.id)).toBe(0)
  })

  it("20 copies of one chargeback at once over both servers: 1 transition, 19 answered that it is the same", async () => {
    const order = await desk.order()
    const body = { event: "chargeback.notice", event_id: randomUUID() }
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, call) => at(call).post(`/admin/orders/${order.id}/lifecycle/events`, body)),
    )
    const { log, state } = await desk.lifecycle(order.id)
    expect(state).toBe("disputed")
    expect(log.filter((line) => line.event === "chargeback.notice")).toHaveLength(1)
    expect(answers.filter((answer) => (answer.body as { replayed: boolean }).replayed)).toHaveLength(19)
  })

  describe("a server that is killed inside four workflows at once", () => {
    const logs = mkdtempSync(path.join(tmpdir(), "holdfast-killed-"))
    let observer: Client
    const connected = async () => {
      const client = new Client({ connectionString: fleet.databaseUrl })
      await client.connect()
      return client
    }

    beforeAll(async () => {
      observer = await connected()
    })
    afterAll(async () => {
      await observer.end()
      rmSync(logs, { recursive: true })
    })

    /** One of its own, that runs no jobs, and may be killed. */
    const startVictim = async (
      name: string,
    ): Promise<{ readonly process: ShopProcess; readonly merchant: Merchant }> => {
      const port = await freePort()
      const logFile = path.join(logs, `${name}.log`)
      const env = { ...shop.env, DATABASE_URL: fleet.databaseUrl, PORT: String(port), MEDUSA_WORKER_MODE: "server" }
      const process = startShopProcess(ROOT, { env, logFile })
      await untilReady(process, port, logFile)
      return { process, merchant: await Merchant.login({ ...shop, baseUrl: `http://localhost:${port}` }) }
    }

    const until = async (what: string, holds: () => Promise<boolean>, seconds = 30): Promise<void> => {
      const end = performance.now() + seconds * 1000
      while (!(await holds())) {
        if (performance.now() > end) throw new Error(`${what}: not within ${seconds} s.`)
        await pause(50)
      }
    }
    const rows = async <Row extends object>(text: string, params: readonly unknown[]): Promise<readonly Row[]> =>
      (await observer.query<Row>(text, [...params])).rows
    const pidOf = async (client: Client): Promise<number> =>
      (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows[0]!.pid
    /** Who waits for what this connection holds. */
    const waiters = (pid: number) =>
      rows<{ pid: number }>("select pid from pg_stat_activity where $1 = any(pg_blocking_pids(pid))", [pid])
    const permits = async (ids: readonly string[]): Promise<number> =>
      (await rows("select order_id from order_lifecycle_permit where order_id = any($1::text[])", [ids])).length

    /** What the four workflows stand in when the server is killed: before their first write, or with only ours to come. */
    const killedIn = async (victim: Awaited<ReturnType<typeof startVictim>>, moment: "before" | "after") => {
      const four = {
        capture: await desk.order(),
        refund: await desk.order(),
        cancel: await desk.order(),
        pack: await desk.order(),
      }
      for (const order of [four.refund, four.pack]) await desk.capture(order)
      const ids = Object.values(four).map(({ id }) => id)
      const payments = await Promise.all([four.capture, four.refund, four.cancel].map(({ id }) => desk.payment(id)))
      const [capture, refund] = payments as [{ id: string }, { id: string }]

      const first = await connected()
      const second = await connected()
      try {
        await first.query("begin")
        await first.query("select id from payment where id = any($1::text[]) for update", [
          payments.map(({ id }) => id),
        ])
        await first.query("select id from fulfillment_provider for update")
        const { merchant } = victim
        const calls = [
          merchant.post(`/admin/payments/${capture.id}/capture`),
          merchant.post(`/admin/payments/${refund.id}/refund`, { amount: 1 }),
          merchant.post(`/admin/orders/${four.cancel.id}/cancel`),
          merchant.post(`/admin/orders/${four.pack.id}/fulfillments`, {
            items: four.pack.items.map(({ id, quantity }) => ({ id, quantity })),
          }),
        ].map((call) =>
          call.then(
            ({ status }) => `answered ${status}`,
            () => "cut off",
          ),
        )
        const firstPid = await pidOf(first)
        await until("4 workflows wait for the first lock", async () => (await waiters(firstPid)).length >= 4)
        expect(await permits(ids)).toBe(4)
        let holder = first
        if (moment === "after") {
          await second.query("begin")
          await second.query("select order_id from order_lifecycle_order where order_id = any($1::text[]) for update", [
            ids,
          ])
          await first.query("rollback")
          holder = second
        }
        const pid = await pidOf(holder)
        await until("4 workflows wait for the lock", async () => (await waiters(pid)).length >= 4)
        process.kill(victim.process.pid, "SIGKILL")
        expect(await victim.process.ended).toBe("ended by SIGKILL")
        expect(await Promise.all(calls)).toEqual(["cut off", "cut off", "cut off", "cut off"])
        // As PostgreSQL itself does it once it notices that nobody is there any more.
        const gone = (await waiters(pid)).map((waiter) => waiter.pid)
        await rows("select pg_terminate_backend(pid) from unnest($1::int[]) as pid", [gone])
        await until("its connections are gone", async () => {
          return (await rows("select pid from pg_stat_activity where pid = any($1::int[])", [gone])).length === 0
        })
        await holder.query("rollback")
      } finally {
        await first.end()
        await second.end()
      }
      expect(await permits(ids)).toBe(4)
      // The minute of the permits is over, and the half minute of the locks that the process held.
      await rows(
        "update order_lifecycle_permit set lease_until = now() - interval '1 second' where order_id = any($1::text[])",
        [ids],
      )
      await rows("update locking_lease set expires_at = now() - interval '1 second' where taken_by like '%/' || $1", [
        String(victim.process.pid),
      ])
      return { ...four, ids }
    }

    const told = async ({ id }: PlacedOrder) => (await desk.lifecycle(id)).log.slice(2).map(({ event }) => event)

    it("before they wrote: nothing has happened, the next call does it, and no permit is left", async () => {
      const { capture, refund, cancel, pack, ids } = await killedIn(await startVictim("before"), "before")
      expect(await Promise.all([capture, refund, cancel, pack].map(told))).toEqual([
        [],
        ["payment.captured"],
        [],
        ["payment.captured"],
      ])
      await desk.capture(capture)
      const refunded = `/admin/payments/${(await desk.payment(refund.id)).id}/refund`
      const answers = [
        await merchants[0]!.post(refunded, { amount: 1 }),
        await merchants[1]!.post(`/admin/orders/${cancel.id}/cancel`),
        await desk.pack(pack, pack.items),
      ]
      expect(
        answers.flatMap(({ status, body }) => (status === 200 ? [] : [{ status, body: body as unknown }])),
      ).toEqual([])
      const states = await Promise.all(ids.map(async (id) => (await desk.lifecycle(id)).state))
      expect(states).toEqual(["captured", "partially_refunded", "canceled", "captured"])
      expect(await permits(ids)).toBe(0)
      for (const id of ids) expect(await desk.differences(id)).toBe(0)
    })

    it("after they wrote: the other server's next round logs what they did; a rejected order is canceled by it as well", async () => {
      const { capture, refund, cancel, pack, ids } = await killedIn(await startVictim("after"), "after")
      const rejected = await desk.order()
      await desk.capture(rejected)
      await desk.send(rejected.id, "review.opened").expect(200)
      await desk.send(rejected.id, "review.rejected").expect(200)
      await until("what was left over is logged", async () => (await permits(ids)) === 0, 100)
      expect(await Promise.all([capture, refund, cancel, pack].map(told))).toEqual([
        ["payment.captured"],
        // The host writes down what it gave back as a credit, which makes the order cheaper.
        ["payment.captured", "order.edited", "refund.partial"],
        ["payment.voided", "order.canceled"],
        ["payment.captured", "fulfillment.created"],
      ])
      const [captured] = (await desk.record(capture.id)).payment_collections.flatMap(({ payments = [] }) => payments)
      expect(captured?.captures).toHaveLength(1)
      expect((await desk.record(cancel.id)).status).toBe("canceled")
      // They go on.
      await desk.ship(capture, capture.items)
      await merchants[1]!.post(`/admin/orders/${refund.id}/cancel`).expect(200)
      for (const id of ids) expect(await desk.differences(id)).toBe(0)

      await until(
        "the rejected order is canceled",
        async () => (await desk.lifecycle(rejected.id)).state === "canceled",
        100,
      )
      const { axes, amounts } = await desk.lifecycle(rejected.id)
      expect([axes["review"], amounts["refunded"]]).toEqual(["rejected", amounts["captured"]])
    })
  })
})

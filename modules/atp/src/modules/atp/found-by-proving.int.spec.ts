import { setTimeout as pause } from "node:timers/promises"
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals"
import type { Context } from "@medusajs/framework/types"
import { Client } from "pg"
import { atpSuite, stocked } from "./__fixtures__/atp-suite"
import { expectSound } from "./__fixtures__/expect-sound"

jest.setTimeout(120_000)

// What `npm run prove:stock` found, each as the shortest schedule that shows it.
atpSuite(({ service, sql }) => {
  let mug: string
  let lamp: string
  /** Somebody else, in a transaction of their own. */
  let other: Client
  beforeEach(async () => {
    mug = await stocked(service, "mug", { berlin: 10, reno: 5 })
    lamp = await stocked(service, "lamp", { berlin: 5 })
    const [row] = await sql<{ name: string }>("select current_database() as name")
    const { DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD } = process.env
    const connection = { host: DB_HOST, port: Number(DB_PORT), user: DB_USERNAME, password: DB_PASSWORD }
    other = new Client({ ...connection, database: row!.name })
    await other.connect()
  })
  afterEach(async () => {
    await other.end()
  })

  /** A test after which counters, ledger, holds and reservations still say the same. */
  const keeps = (name: string, test: () => Promise<void>) =>
    it(name, async () => {
      await test()
      await expectSound(sql)
    })

  const at = async (itemId: string, locationId = "berlin") => (await service.availability([itemId], [locationId]))[0]!
  const place = (holdId: string, quantity: number, itemId = mug, locationId = "berlin") =>
    service.placeHold({ holdId, lines: [{ itemId, locationId, quantity }], ttlSeconds: 900 })
  const reserve = (quantity: number, line = "li_1", more: object = {}) =>
    service.createReservationItems({
      inventory_item_id: mug,
      location_id: "berlin",
      quantity,
      line_item_id: line,
      ...more,
    })
  const lapse = (holdId: string) =>
    other.query("update atp_hold set expires_at = now() - interval '1 second' where hold_id = $1", [holdId])
  const step = (transactionId: string): Context =>
    ({ __type: "MedusaContext", transactionId, idempotencyKey: `w:${transactionId}:s:invoke` }) as unknown as Context

  /** Resolves when so many statements wait for a lock: nothing else tells that a call has come that far. */
  const waiting = async (statements: number) => {
    for (;;) {
      // Not on the other connection: a transaction sees the activity as it was when it first looked.
      const [row] = await sql<{ n: number }>(
        "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
      if (row!.n >= statements) return
      await pause(5)
    }
  }
  const holdLevel = async (itemId: string, locationId = "berlin") => {
    await other.query("begin")
    await other.query("select from atp_stock_level where (item_id, location_id) = ($1, $2) for update", [
      itemId,
      locationId,
    ])
  }

  describe("two acts on one reservation", () => {
    keeps(
      "restoring a reservation of 4 while it is deleted leaves it live with 4 units, or deleted with none",
      async () => {
        const { id } = await reserve(4)
        await holdLevel(mug)
        const deleted = service.softDeleteReservationItems([id])
        await waiting(1)
        const restored = service.restoreReservationItemsByLineItem("li_1")
        await Promise.race([restored, waiting(2)])
        await other.query("commit")
        await Promise.all([deleted, restored])
        const live = await service.listReservationItems({ line_item_id: "li_1" })
        expect((await at(mug)).allocated).toBe(live.length * 4)
      },
    )

    keeps("raising a reservation from 4 to 7 while it is deleted is refused, and allocates none", async () => {
      const { id } = await reserve(4)
      await holdLevel(mug)
      const deleted = service.softDeleteReservationItems([id])
      await waiting(1)
      const raised = expect(service.updateReservationItems({ id, quantity: 7 })).rejects.toThrow(/not found/)
      await Promise.race([raised, waiting(2)])
      await other.query("commit")
      await Promise.all([deleted, raised])
      expect((await at(mug)).allocated).toBe(0)
    })

    keeps("a line split over 2 locations moves to one of them", async () => {
      await service.placeHold({
        holdId: "cart_1",
        lines: [
          { itemId: mug, locationId: "berlin", quantity: 2 },
          { itemId: mug, locationId: "reno", quantity: 2 },
        ],
        ttlSeconds: 900,
      })
      service.beginFlow("trx_1", { holdId: "cart_1" })
      const [made] = await service.createReservationItems(
        [{ inventory_item_id: mug, location_id: "berlin", quantity: 4, line_item_id: "li_2" }],
        step("trx_1"),
      )
      await service.updateReservationItems({ id: made!.id, location_id: "reno", quantity: 5 })
      expect([(await at(mug)).allocated, (await at(mug, "reno")).allocated]).toEqual([0, 5])
    })
  })

  describe("a lapsed hold", () => {
    keeps("of the cart itself is not freed for the cart: 8 of 10 are refused when others have 5", async () => {
      await place("cart_own", 5)
      await place("cart_other", 5)
      await lapse("cart_own")
      const lines = [
        { itemId: mug, locationId: "berlin", quantity: 8 },
        { itemId: lamp, locationId: "berlin", quantity: 1 },
      ]
      const answer = await service.placeHold({ holdId: "cart_own", lines, ttlSeconds: 900 })
      expect(answer).toMatchObject({ ok: false, code: "insufficient_inventory" })
    })

    keeps("taken by somebody else while its order of 4 waited for the level is not taken a second time", async () => {
      await place("cart_1", 4)
      service.beginFlow("trx_2", { holdId: "cart_1" })
      await holdLevel(mug)
      const ordered = service.createReservationItems(
        [{ inventory_item_id: mug, location_id: "berlin", quantity: 4, line_item_id: "li_3" }],
        step("trx_2"),
      )
      await waiting(1)
      await lapse("cart_1")
      await other.query("select atp_sweep(10)")
      await other.query("commit")
      await ordered
      expect(await at(mug)).toMatchObject({ held: 0, allocated: 4, atp: 6 })
    })

    keeps("of 3 units is no backorder: 7 permitted of 5 on hand are 2 beyond supply", async () => {
      await place("cart_1", 3, lamp)
      await lapse("cart_1")
      await service.createReservationItems({
        ...{ inventory_item_id: lamp, location_id: "berlin", quantity: 7, line_item_id: "li_4" },
        allow_backorder: true,
      })
      const [level] = await sql("select backordered::int from atp_stock_level where item_id = $$" + lamp + "$$")
      expect(level).toEqual({ backordered: 2 })
    })
  })

  it("a hold that was extended by hand keeps one deadline for all its lines when the cart changes", async () => {
    await place("cart_1", 1)
    await service.extendHold("cart_1", 3_600)
    const lines = [
      { itemId: mug, quantity: 1, allowBackorder: false },
      { itemId: lamp, quantity: 1, allowBackorder: false },
    ]
    const locations = [{ locationId: "berlin", priority: 1 }]
    const cart = { lines, locations, destination: {}, strategy: "priority", ttlSeconds: 1, capSeconds: null }
    await service.holdCart({ holdId: "cart_1", ...cart })
    const deadlines = await sql("select expires_at > now() + interval '59 minutes' as kept from atp_hold")
    expect(deadlines).toEqual([{ kept: true }, { kept: true }])
  })

  describe("levels", () => {
    keeps("locks what a cart gives up together with what it asks for, in order", async () => {
      const [first, second] = [mug, lamp].sort()
      await place("cart_1", 1, first)
      await holdLevel(first!)
      const changed = service.holdCart({
        holdId: "cart_1",
        lines: [{ itemId: second!, quantity: 50, allowBackorder: true }],
        locations: [{ locationId: "berlin", priority: 1 }],
        destination: {},
        strategy: "priority",
        ttlSeconds: 900,
        capSeconds: null,
      })
      await waiting(1)
      // Free: whoever waits for the first has not locked the second yet.
      await other.query("select from atp_stock_level where item_id = $1 for update nowait", [second])
      await other.query("commit")
      expect(await changed).toMatchObject({ ok: true, value: { lines: [{ itemId: second, quantity: 50 }] } })
    })

    keeps("restoring a level that is there already adds nothing to its 10 units", async () => {
      const level = await service.retrieveInventoryLevelByItemAndLocation(mug, "berlin")
      await service.restoreInventoryLevels([level.id])
      expect((await at(mug)).onHand).toBe(10)
    })
  })
})

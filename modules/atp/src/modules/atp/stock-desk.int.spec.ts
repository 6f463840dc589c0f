import { beforeEach, describe, expect, it, jest } from "@jest/globals"
import { atpSuite, stocked } from "./__fixtures__/atp-suite"

jest.setTimeout(120_000)

atpSuite(({ service, sql }) => {
  let mug: string
  beforeEach(async () => {
    mug = await stocked(service, "mug", { berlin: 10, reno: 5 }, { title: "A mug" })
  })

  const hold = (holdId: string, quantity: number, itemId = mug, locationId = "berlin") =>
    service.placeHold({ holdId, lines: [{ itemId, locationId, quantity }], ttlSeconds: 900 })
  const lapse = (holdId: string) =>
    sql(`update atp_hold set expires_at = now() - interval '1 second' where hold_id = ?`, [holdId])
  const page = { limit: 50, offset: 0 }
  const inDays = async (days: number) => {
    const [row] = await sql<{ day: string }>(`select (current_date + ?::int)::text as day`, [days])
    return row!.day
  }
  const receipt = (id: string, itemId: string, quantity: number, day: string, locationId = "berlin") =>
    sql(`insert into atp_receipt (id, item_id, location_id, quantity, expected_day) values (?, ?, ?, ?, ?)`, [
      id,
      itemId,
      locationId,
      quantity,
      day,
    ])

  describe("the list of levels", () => {
    it("shows every component of one level, and its item's names", async () => {
      await hold("cart_1", 3)
      await service.createReservationItems({ inventory_item_id: mug, location_id: "berlin", quantity: 2 })
      const { rows, count, asOf } = await service.listStockLevels({ ...page, itemIds: [mug], locationIds: ["berlin"] })
      expect(rows).toEqual([
        {
          itemId: mug,
          sku: "mug",
          title: "A mug",
          locationId: "berlin",
          onHand: 10,
          inFulfilment: 0,
          allocated: 2,
          held: 3,
          transitOut: 0,
          transitIn: 0,
          safetyStock: 0,
          atp: 5,
          backordered: 0,
          belowSafetyStock: false,
        },
      ])
      expect(count).toBe(1)
      expect(new Date(asOf).toISOString()).toBe(asOf)
    })

    it("counts a lapsed hold of 4 nowhere, neither in what is shown, nor in what is sorted by, nor in the filter", async () => {
      await hold("cart_1", 4)
      await lapse("cart_1")
      await sql(`update atp_stock_level set safety_stock = 8 where item_id = ? and location_id = 'berlin'`, [mug])
      for (const by of ["sku", "held", "atp"] as const) {
        const { rows } = await service.listStockLevels({
          ...page,
          locationIds: ["berlin"],
          order: { by, descending: true },
        })
        expect(rows).toMatchObject([{ held: 0, atp: 2, belowSafetyStock: false }])
      }
      expect((await service.listStockLevels({ ...page, belowSafetyStock: true })).rows).toEqual([])
      await hold("cart_2", 2)
      await sql(`update atp_stock_level set safety_stock = 9 where item_id = ? and location_id = 'berlin'`, [mug])
      const below = await service.listStockLevels({ ...page, belowSafetyStock: true })
      expect(below).toMatchObject({
        count: 1,
        rows: [{ locationId: "berlin", held: 2, atp: -1, belowSafetyStock: true }],
      })
    })

    it("finds by part of a SKU or a title in any case, and takes a percent sign as it is", async () => {
      await stocked(service, "CUP-100%", { berlin: 1 }, { title: "Cotton_cup" })
      const found = async (q: string) => (await service.listStockLevels({ ...page, q })).rows.map((row) => row.sku)
      expect(await found("MU")).toEqual(["mug", "mug"])
      expect(await found("a mug")).toEqual(["mug", "mug"])
      expect(await found("0%")).toEqual(["CUP-100%"])
      expect(await found("n_c")).toEqual(["CUP-100%"])
      expect(await found("m%g")).toEqual([])
      expect(await found("\\")).toEqual([])
    })

    it("pages through 24 levels two at a time without showing one twice, in every order", async () => {
      for (let n = 0; n < 11; n++) await stocked(service, `sku-${n % 3}-${n}`, { berlin: n % 2, reno: 1 })
      for (const by of ["sku", "title", "location_id", "on_hand", "held", "atp", "backordered"] as const) {
        for (const descending of [false, true]) {
          const seen: string[] = []
          for (let offset = 0; offset < 24; offset += 2) {
            const { rows, count } = await service.listStockLevels({ limit: 2, offset, order: { by, descending } })
            expect(count).toBe(24)
            seen.push(...rows.map((row) => `${row.itemId} ${row.locationId}`))
          }
          expect(new Set(seen).size).toBe(24)
        }
      }
      expect(await service.listStockLevels({ limit: 2, offset: 100 })).toMatchObject({ rows: [], count: 24 })
    })
  })

  describe("one item", () => {
    it("shows 5 on hand, 8 allocated and 10 arriving in 7 days as 7 that can be promised for that day", async () => {
      const lamp = await stocked(service, "lamp", { berlin: 10 })
      await service.createReservationItems({ inventory_item_id: lamp, location_id: "berlin", quantity: 8 })
      await sql(`update atp_stock_level set on_hand = 5, backordered = 3 where item_id = ?`, [lamp])
      const day = await inDays(7)
      await receipt("rcpt_1", lamp, 10, day)
      const sheet = await service.retrieveStockItem(lamp)
      expect(sheet).toMatchObject({
        ok: true,
        value: {
          item: { id: lamp, sku: "lamp" },
          levels: [{ locationId: "berlin", onHand: 5, allocated: 8, atp: -3, backordered: 3, belowSafetyStock: true }],
          policy: null,
          timelines: [
            { locationId: "berlin", now: -3, undatedDue: 0, points: [{ available: -3 }, { day, available: 7 }] },
          ],
          supplies: [{ id: "rcpt_1", kind: "receipt", locationId: "berlin", day, quantity: 10 }],
        },
      })
    })

    it("keeps what is promised with no date out of the days of the chart", async () => {
      await hold("cart_1", 4)
      await sql(`update atp_hold set promise_day = '9999-12-31'`)
      const sheet = await service.retrieveStockItem(mug)
      const berlin = sheet.ok && sheet.value.timelines.find((timeline) => timeline.locationId === "berlin")
      expect(berlin).toMatchObject({ now: 6, undatedDue: 4, points: [{ cumulative: 10, available: 6 }] })
      expect((await service.listHolds(page)).rows).toMatchObject([{ promiseDay: null }])
    })

    it("says that an item is unknown", async () => {
      expect(await service.retrieveStockItem("iitem_none")).toMatchObject({ ok: false, code: "inventory_item_unknown" })
    })
  })

  describe("the ledger", () => {
    it("lists an item's movements newest first over all its locations, page by page, with their count", async () => {
      for (let n = 1; n <= 5; n++) await service.adjustInventory(mug, n % 2 ? "berlin" : "reno", n)
      const list = (locationId: string | undefined, limit: number, offset: number) =>
        service.listStockMovements({ itemId: mug, locationId, limit, offset })
      const all = await list(undefined, 50, 0)
      expect(all.count).toBe(7)
      const ids = all.rows.map((row) => Number(row.id))
      expect(ids).toEqual([...ids].sort((a, b) => b - a))
      expect(all.rows[0]).toMatchObject({ itemId: mug, locationId: "berlin", kind: "adjusted", onHand: 5, held: 0 })
      const paged = [
        ...(await list(undefined, 3, 0)).rows,
        ...(await list(undefined, 3, 3)).rows,
        ...(await list(undefined, 3, 6)).rows,
      ]
      expect(paged).toEqual(all.rows)
      const reno = await list("reno", 50, 0)
      expect(reno.count).toBe(3)
      expect(reno.rows.map((row) => row.onHand)).toEqual([4, 2, 5])
      expect(await list("nowhere", 50, 0)).toMatchObject({ rows: [], count: 0 })
    })
  })

  describe("holds", () => {
    it("lists live holds, the first to lapse first, and neither lapsed nor committed ones", async () => {
      await hold("cart_a", 1)
      await hold("cart_b", 2, mug, "reno")
      await hold("cart_c", 3)
      await sql(`update atp_hold set expires_at = now() + interval '1 minute' where hold_id = 'cart_b'`)
      await lapse("cart_c")
      await hold("cart_d", 1)
      await sql(`update atp_hold set state = 'committed' where hold_id = 'cart_d'`)
      const { rows, count } = await service.listHolds(page)
      expect(count).toBe(2)
      expect(rows.map((row) => row.holdId)).toEqual(["cart_b", "cart_a"])
      expect(rows[0]).toMatchObject({
        sku: "mug",
        title: "A mug",
        locationId: "reno",
        quantity: 2,
        state: "active",
        promiseDay: null,
      })
      expect((await service.listHolds({ ...page, locationId: "berlin" })).rows).toMatchObject([{ holdId: "cart_a" }])
      expect((await service.listHolds({ ...page, holdId: "cart_b", itemId: mug })).count).toBe(1)
      expect((await service.listHolds({ ...page, state: "committed" })).rows).toMatchObject([{ holdId: "cart_d" }])
    })

    it("extends a live hold to at least 3600 seconds from now, and asking again changes next to nothing", async () => {
      await hold("cart_1", 2)
      const extended = await service.extendHold("cart_1", 3_600)
      expect(extended).toMatchObject({ ok: true, value: { holdId: "cart_1", lines: [{ quantity: 2 }] } })
      const left = async () =>
        (await sql<{ s: number }>(`select extract(epoch from expires_at - now())::float8 as s from atp_hold`))[0]!.s
      expect(await left()).toBeGreaterThan(3_500)
      const before = await left()
      await service.extendHold("cart_1", 60)
      expect(await left()).toBeGreaterThan(before - 100)
      expect((await service.availability([mug], ["berlin"]))[0]).toMatchObject({ held: 2, atp: 8 })
    })

    it("does not revive a lapsed hold, whose last unit somebody else may have by now", async () => {
      await hold("cart_1", 10)
      await lapse("cart_1")
      expect(await service.extendHold("cart_1", 600)).toMatchObject({ ok: false, code: "hold_expired" })
      expect(await hold("cart_2", 10)).toMatchObject({ ok: true })
      expect(await service.extendHold("cart_1", 600)).toMatchObject({ ok: false, code: "hold_unknown" })
      expect((await service.availability([mug], ["berlin"]))[0]).toMatchObject({ held: 10, atp: 0 })
    })

    it("neither extends nor ends a hold that is an order's", async () => {
      await hold("cart_1", 2)
      await sql(`update atp_hold set state = 'committed'`)
      expect(await service.extendHold("cart_1", 600)).toMatchObject({ ok: false, code: "hold_committed" })
      expect(await service.endHold("cart_1")).toMatchObject({ ok: false, code: "hold_committed" })
      expect(await sql(`select state from atp_hold`)).toEqual([{ state: "committed" }])
    })

    it("ends a hold of 2 locations, shows its units in the host's level at once, and may be asked twice", async () => {
      const lines = ["berlin", "reno"].map((locationId) => ({ itemId: mug, locationId, quantity: 3 }))
      await service.placeHold({ holdId: "cart_1", lines, ttlSeconds: 900 })
      await service.projectStaleLevels()
      expect(Number((await service.retrieveInventoryLevelByItemAndLocation(mug, "reno")).reserved_quantity)).toBe(3)
      expect(await service.endHold("cart_1")).toEqual({ ok: true, value: undefined })
      expect(Number((await service.retrieveInventoryLevelByItemAndLocation(mug, "reno")).reserved_quantity)).toBe(0)
      expect(await service.availability([mug])).toMatchObject([
        { held: 0, atp: 10 },
        { held: 0, atp: 5 },
      ])
      expect(await service.endHold("cart_1")).toMatchObject({ ok: true })
      expect(await service.extendHold("cart_1", 60)).toMatchObject({ ok: false, code: "hold_unknown" })
    })
  })

  describe("the explanation", () => {
    const explain = (quantity: number, more: object = {}) =>
      service.explainAvailability({ itemId: mug, quantity, locationIds: null, backorderAllowed: false, ...more })

    it("says which units come from which location and which have nothing, and the smallest change that would help", async () => {
      await hold("cart_1", 4)
      const answer = await explain(13)
      expect(answer).toMatchObject({
        ok: true,
        value: {
          answer: { ok: false, code: "insufficient_inventory", promisable: 11 },
          coverage: [
            { after: 0, upTo: 6, source: "stock", locationId: "berlin" },
            { after: 6, upTo: 11, source: "stock", locationId: "reno" },
            { after: 11, upTo: 13, source: "none" },
          ],
          smallestChange: { kind: "allow_backorder", quantity: 2 },
        },
      })
      const said = answer.ok ? answer.value.sentences : []
      expect(said).toContain("Units 1-6 from stock at berlin.")
      expect(said).toContain("Units 12-13 without any supply.")
      expect(said.some((sentence) => sentence.startsWith("4 at berlin are held in carts"))).toBe(true)
    })

    it("asks about one location when one is named", async () => {
      expect(await explain(6, { locationIds: ["reno"] })).toMatchObject({
        value: { answer: { ok: false, promisable: 5 } },
      })
    })

    it("leaves out a receipt at a location that was not asked about", async () => {
      await receipt("rcpt_1", mug, 10, await inDays(3))
      expect(await explain(6, { locationIds: ["reno"] })).toMatchObject({ value: { answer: { ok: false } } })
      expect(await explain(20, { locationIds: ["berlin"] })).toMatchObject({
        value: { answer: { ok: true, value: { day: await inDays(3) } } },
      })
    })

    it("refuses half a mug, an unknown item and a location that has none", async () => {
      expect(await explain(0.5)).toMatchObject({ ok: false, code: "quantity_invalid" })
      expect(await explain(1, { itemId: "iitem_none" })).toMatchObject({ ok: false, code: "inventory_item_unknown" })
      expect(await explain(1, { locationIds: ["oslo"] })).toMatchObject({ ok: false, code: "inventory_level_unknown" })
    })
  })
})

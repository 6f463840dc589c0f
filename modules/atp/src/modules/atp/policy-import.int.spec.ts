import { beforeEach, describe, expect, it, jest } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import { atpSuite, stocked } from "./__fixtures__/atp-suite"
import { expectSound } from "./__fixtures__/expect-sound"
import { daysFromToday } from "./__fixtures__/supply-days"
import type { CalendarDay } from "./domain/calendar-day"

jest.setTimeout(180_000)

atpSuite(({ service, sql }) => {
  let mug: string
  let day: (days: number) => CalendarDay
  beforeEach(async () => {
    mug = await stocked(service, "mug", { berlin: 10, reno: 5 })
    await stocked(service, "flour", { berlin: 10 }, { unit_of_measure: "kg" })
    day = await daysFromToday(sql)
  })
  /** A test after which counters, ledger, holds and reservations still say the same. */
  const keeps = (name: string, test: () => Promise<void>) =>
    it(name, async () => {
      await test()
      await expectSound(sql)
    })
  const safety = (csv: string, dryRun = false) => service.importSheet({ kind: "safety_stock", csv, dryRun })
  const receipts = (csv: string) => service.importSheet({ kind: "receipts", csv })
  const policies = (csv: string) => service.importSheet({ kind: "item_policies", csv })
  const kept = async (sku: string, locationId = "berlin") => {
    const { rows } = await service.listStockLevels({ q: sku, locationIds: [locationId], limit: 1, offset: 0 })
    return rows[0]?.safetyStock
  }

  describe("safety stock", () => {
    keeps("takes 3 rows by SKU or id, and says how many changed something", async () => {
      const csv = `sku,item_id,location_id,safety_stock\nmug,,berlin,4\n,${mug},reno,0\nflour,,berlin,0.25\n`
      expect(await safety(csv)).toEqual({ ok: true, value: { rows: 3, changed: 2 } })
      expect([await kept("mug"), await kept("flour")]).toEqual([4, 0.25])
      expect(await safety(csv)).toEqual({ ok: true, value: { rows: 3, changed: 0 } })
    })

    keeps("says what a dry run would change, and changes nothing", async () => {
      expect(await safety("sku,location_id,safety_stock\nmug,berlin,4\n", true)).toEqual({
        ok: true,
        value: { rows: 1, changed: 1 },
      })
      expect(await kept("mug")).toBe(0)
      expect(await sql(`select count(*)::int as n from atp_movement where kind = 'safety_stock_set'`)).toEqual([
        { n: 0 },
      ])
    })

    keeps("reads what a spreadsheet writes: a byte order mark, semicolons, quotes and empty lines", async () => {
      expect(await safety('\uFEFF"sku";"location_id";"safety_stock"\r\n"mug";"berlin";"4"\r\n\r\n')).toMatchObject({
        ok: true,
      })
      expect(await kept("mug")).toBe(4)
    })

    it("refuses a bad row naming row, column and value", async () => {
      const header = "sku,location_id,safety_stock"
      const refusals = [
        [`${header}\nmug,berlin,-1`, "Row 2, column safety_stock", '"-1"'],
        [`${header}\nmug,berlin,1.5`, "Row 2, column safety_stock", '"1.5"'],
        [`${header}\nmug,berlin,1\nmug,berlin,2`, "Row 3, column location_id", "Row 2"],
        [`${header}\nmug,berlin,`, "Row 2, column safety_stock", "empty"],
        [`${header}\ncup,berlin,1`, "Row 2, column sku", '"cup"'],
        [`${header}\nmug,paris,1`, "Row 2, column location_id", '"paris"'],
        [`${header}\n,berlin,1`, "Row 2, column sku", "empty"],
        [`${header}\nmug,berlin`, "Row 2 has 2 cells", "3"],
      ] as const
      for (const [csv, place, value] of refusals) {
        const answer = await safety(`${csv}\n`)
        expect(answer).toMatchObject({ ok: false, code: "import_row_invalid", message: expect.stringContaining(place) })
        expect(!answer.ok && answer.message).toContain(value)
      }
      expect(await kept("mug")).toBe(0)
    })

    it("refuses a file that is no sheet of this kind", async () => {
      for (const csv of [
        "",
        "sku,location_id,safety_stock\n",
        "sku,amount\nmug,1\n",
        'sku,location_id,safety_stock\n"mug,berlin,1\n',
        "sku,sku,location_id,safety_stock\nmug,mug,berlin,1\n",
      ]) {
        expect(await safety(csv)).toMatchObject({ ok: false, code: "import_invalid" })
      }
      expect(await service.importSheet({ kind: "prices" as never, csv: "" })).toMatchObject({ code: "import_invalid" })
    })
  })

  describe("10,000 rows", () => {
    const ROWS = 10_000
    const sheet = (bad?: number) =>
      ["sku,location_id,safety_stock"]
        .concat(Array.from({ length: ROWS }, (_, n) => `many_${n},berlin,${n + 2 === bad ? "two" : 2}`))
        .join("\n")
    beforeEach(async () => {
      for (let from = 0; from < ROWS; from += 2_500) {
        const items = await service.createInventoryItems(
          Array.from({ length: 2_500 }, (_, n) => ({ sku: `many_${from + n}` })),
        )
        await service.createInventoryLevels(
          [items].flat().map((item) => ({ inventory_item_id: item.id, location_id: "berlin", stocked_quantity: 10 })),
        )
      }
    })

    keeps("change nothing when row 900 is bad, and all of them when it is not", async () => {
      expect(await safety(sheet(900))).toMatchObject({
        ok: false,
        code: "import_row_invalid",
        message: expect.stringContaining('Row 900, column safety_stock, is "two"'),
      })
      const set = `select count(*)::int as n from atp_stock_level where safety_stock > 0`
      expect(await sql(set)).toEqual([{ n: 0 }])
      expect(await safety(sheet())).toEqual({ ok: true, value: { rows: ROWS, changed: ROWS } })
      expect(await sql(set)).toEqual([{ n: ROWS }])
      expect(await safety(expectDone(await service.exportSheet("safety_stock")))).toMatchObject({
        value: { changed: 0 },
      })

      const arrivals = ["id,sku,location_id,quantity,expected_day"]
        .concat(Array.from({ length: ROWS }, (_, n) => `po_${n},many_${n},berlin,5,${day(9)}`))
        .join("\n")
      expect(await receipts(arrivals)).toEqual({ ok: true, value: { rows: ROWS, changed: ROWS } })
      expect(await receipts(arrivals.replaceAll(day(9), day(10)))).toMatchObject({ value: { changed: ROWS } })
      const leads = ["sku,lead_time_days"].concat(Array.from({ length: ROWS }, (_, n) => `many_${n},7`)).join("\n")
      expect(await policies(leads)).toEqual({ ok: true, value: { rows: ROWS, changed: ROWS } })
    })
  })

  describe("receipts", () => {
    const header = "id,sku,location_id,quantity,expected_day,reference,note"

    it("creates new ones, brings known ones up to date, and leaves the same ones alone", async () => {
      expect(
        await receipts(`${header}\npo_1,mug,berlin,10,${day(3)},PO 1,\npo_2,flour,berlin,2.5,${day(4)},,late\n`),
      ).toEqual({
        ok: true,
        value: { rows: 2, changed: 2 },
      })
      expect(
        await receipts(
          `id,sku,location_id,quantity,expected_day\npo_1,mug,berlin,10,${day(8)}\npo_2,flour,berlin,2.5,${day(4)}\n`,
        ),
      ).toEqual({
        ok: true,
        value: { rows: 2, changed: 1 },
      })
      const { rows } = await service.listReceipts({ limit: 5, offset: 0 })
      expect(rows).toMatchObject([
        { id: "po_2", quantity: 2.5, note: "late" },
        { id: "po_1", expectedDay: day(8), reference: "PO 1" },
      ])
    })

    it("re-dates the promises that a sheet of later days no longer keeps", async () => {
      await receipts(`${header}\npo_1,mug,berlin,10,${day(3)},,\n`)
      await service.createReservationItems({
        ...{ inventory_item_id: mug, location_id: "berlin", quantity: 12, line_item_id: "li_1", allow_backorder: true },
      })
      expect(await receipts(`${header}\npo_1,mug,berlin,10,${day(8)},,\n`)).toMatchObject({ value: { changed: 1 } })
      const { rows } = await service.listPromises({ lineItemIds: ["li_1"], limit: 5, offset: 0 })
      expect(rows).toMatchObject([{ promiseDay: day(8), firstPromiseDay: day(3) }])
    })

    it("refuses a past day, another item under a known id, an ended one, and an id twice", async () => {
      await receipts(`${header}\npo_1,mug,berlin,10,${day(3)},,\n`)
      expectDone(
        await service.createReceipt({
          id: "po_x",
          itemId: mug,
          locationId: "berlin",
          quantity: 1,
          expectedDay: day(1),
        }),
      )
      expectDone(await service.cancelReceipt("po_x"))
      const refusals = [
        [`po_3,mug,berlin,10,${day(-1)},,`, "Row 2, column expected_day"],
        [`po_3,mug,berlin,10,tomorrow,,`, '"tomorrow"'],
        [`po_1,flour,berlin,10,${day(3)},,`, "another item or location"],
        [`po_x,mug,berlin,2,${day(3)},,`, "canceled already"],
        [`po_4,mug,berlin,1,${day(3)},,\npo_4,mug,berlin,1,${day(3)},,`, "Row 3, column id"],
        [`,mug,berlin,1,${day(3)},,`, "Row 2, column id"],
      ] as const
      for (const [rows, named] of refusals) {
        const answer = await receipts(`${header}\n${rows}\n`)
        expect(answer).toMatchObject({ ok: false, code: "import_row_invalid", message: expect.stringContaining(named) })
      }
      expect((await service.listReceipts({ state: "open", limit: 5, offset: 0 })).count).toBe(1)
    })
  })

  describe("item policies", () => {
    it("takes rules, drops those of empty cells, keeps those of absent columns", async () => {
      expect(await policies(`sku,lead_time_days,backorder_limit\nmug,14,3\nflour,,\n`)).toEqual({
        ok: true,
        value: { rows: 2, changed: 1 },
      })
      expect(await policies(`sku,backorder_limit\nmug,\n`)).toMatchObject({ value: { changed: 1 } })
      expect(await service.itemPolicy(mug)).toMatchObject({ value: { leadTimeDays: 14, backorderLimit: null } })
    })

    it("refuses 4 decimals, and fewer than what is on hand has", async () => {
      expect(await policies("sku,decimals\nmug,4\n")).toMatchObject({
        message: expect.stringContaining("Row 2, column decimals"),
      })
      const flour = (await service.listInventoryItems({ sku: "flour" }))[0]
      expectDone(
        await service.setStockLevel({ itemId: flour?.id ?? "", locationId: "berlin" }, { count: { onHand: 2.5 } }),
      )
      expect(await policies("sku,decimals\nflour,0\n")).toMatchObject({ code: "import_row_invalid" })
    })
  })

  it("writes sheets that change nothing when they come back, whatever is in a cell", async () => {
    await stocked(service, '=1+1,"quoted"; SKU', { berlin: 1 })
    expectDone(
      await service.createReceipt({
        ...{ id: "-po", itemId: mug, locationId: "berlin", quantity: 3, expectedDay: day(2) },
        note: '+49 30\n"call", then; wait',
      }),
    )
    await policies("sku,lead_time_days\nmug,14\n")
    for (const kind of ["safety_stock", "item_policies", "receipts"] as const) {
      const csv = expectDone(await service.exportSheet(kind))
      expect(await service.importSheet({ kind, csv })).toMatchObject({ ok: true, value: { changed: 0 } })
    }
    expect(expectDone(await service.exportSheet("safety_stock"))).toContain(`"'=1+1,""quoted""; SKU"`)
  })
})

import { describe, expect, it } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import fc from "fast-check"

import { addDays, DAY_UNKNOWN, parseCalendarDay } from "./calendar-day"
import { coverDemands, type QueuedDemand } from "./coverage"
import { buildTimeline, earliestDay, type Supply } from "./supply-timeline"

const today = expectDone(parseCalendarDay("2026-11-21", "today"))
const inDays = (days: number) => addDays(today, days)
const receipt = (id: string, days: number, quantity: number): Supply => ({
  id,
  kind: "receipt",
  locationId: "sloc_ny",
  day: inDays(days),
  quantity,
})
/** Promised in the order of `age`, for so many days from today; `null` from stock. */
const demand = (id: string, age: number, days: number | null, quantity: number): QueuedDemand => ({
  id,
  day: days === null ? null : inDays(days),
  quantity,
  promisedAt: `2026-11-0${age}T12:00:00.000Z`,
})
const cover = (stockNow: number, supplies: Supply[], demands: QueuedDemand[]) =>
  coverDemands({ today, locationId: "sloc_ny", stockNow, supplies, demands })
const inShort = (coverages: ReturnType<typeof cover>) =>
  coverages.map(({ demandId, day, slices, uncovered }) => [
    demandId,
    day,
    slices.map((slice) => `${slice.quantity} ${slice.supplyId ?? slice.source}`).join(" + "),
    uncovered,
  ])

describe("coverDemands", () => {
  it("covers 8 promised for day 10 with the 5 in stock and 3 of the 10 that arrive", () => {
    expect(cover(5, [receipt("rcpt_1", 10, 10)], [demand("a", 1, 10, 8)])).toEqual([
      {
        demandId: "a",
        promisedDay: inDays(10),
        day: inDays(10),
        slices: [
          { source: "stock", supplyId: null, locationId: "sloc_ny", quantity: 5, day: today },
          { source: "receipt", supplyId: "rcpt_1", locationId: "sloc_ny", quantity: 3, day: inDays(10) },
        ],
        uncovered: 0,
      },
    ])
  })

  it("serves stock promises first, then by promised day, whoever was promised earlier for later", () => {
    const demands = [demand("late", 1, 9, 4), demand("soon", 2, 5, 3), demand("now", 3, null, 2)]
    expect(inShort(cover(3, [receipt("r5", 5, 3), receipt("r9", 9, 3)], demands))).toEqual([
      ["late", inDays(9), "1 r5 + 3 r9", 0],
      ["soon", inDays(5), "1 stock + 2 r5", 0],
      ["now", today, "2 stock", 0],
    ])
  })

  it("keeps the promise for day 15 when the receipt for day 10 is delayed to day 20: 1 is late, not 2", () => {
    const demands = [demand("ten", 1, 10, 5), demand("fifteen", 2, 15, 5)]
    expect(inShort(cover(0, [receipt("r10", 20, 5), receipt("r15", 15, 5)], demands))).toEqual([
      ["ten", inDays(20), "5 r10", 0],
      ["fifteen", inDays(15), "5 r15", 0],
    ])
  })

  it("lets the older of 2 late promises have the earlier of 2 receipts", () => {
    const demands = [demand("newer", 2, 3, 2), demand("older", 1, 4, 2)]
    expect(inShort(cover(0, [receipt("r9", 9, 2), receipt("r12", 12, 2)], demands))).toEqual([
      ["newer", inDays(12), "2 r12", 0],
      ["older", inDays(9), "2 r9", 0],
    ])
  })

  it("gives 1 unit that 2 equal promises want to the older one, then to the smaller id", () => {
    const r = [receipt("r", 5, 1)]
    expect(inShort(cover(0, r, [demand("a", 2, 5, 1), demand("b", 1, 5, 1)])).map(([, , from]) => from)).toEqual([
      "",
      "1 r",
    ])
    expect(inShort(cover(0, r, [demand("b", 1, 5, 1), demand("a", 1, 5, 1)])).map(([, , from]) => from)).toEqual([
      "",
      "1 r",
    ])
  })

  it("lets 3 units owed elsewhere take the first arrivals", () => {
    expect(inShort(cover(-3, [receipt("r2", 2, 2), receipt("r5", 5, 4)], [demand("a", 1, 5, 3)]))).toEqual([
      ["a", inDays(5), "3 r5", 0],
    ])
  })

  it("counts 3 of 8 units as uncovered when supply ends at 5, also behind demands without a day", () => {
    expect(inShort(cover(5, [], [demand("a", 1, 4, 8)]))).toEqual([["a", null, "5 stock", 3]])
    const undated = { ...demand("b", 1, 0, 5), day: DAY_UNKNOWN }
    expect(inShort(cover(5, [], [demand("a", 2, 4, 8), undated]))).toEqual([
      ["a", null, "", 8],
      ["b", today, "5 stock", 0],
    ])
  })

  it("covers an overdue promise from stock of today, and answers nothing for nothing", () => {
    expect(inShort(cover(2, [], [demand("a", 1, -3, 2)]))).toEqual([["a", today, "2 stock", 0]])
    expect(cover(2, [receipt("r", 1, 1)], [])).toEqual([])
  })
})

const units = fc.integer({ min: 1, max: 9 })
const supplies = fc
  .array(fc.tuple(fc.integer({ min: -2, max: 12 }), units), { maxLength: 6 })
  .map((all) => all.map(([days, quantity], n) => receipt(`r${n}`, days, quantity)))

describe("coverage of any demands", () => {
  it("is in time for every promise that was made by the timeline", () => {
    fc.assert(
      fc.property(fc.nat({ max: 15 }), supplies, fc.array(units, { maxLength: 9 }), (stock, coming, asks) => {
        const demands: QueuedDemand[] = []
        for (const [n, quantity] of asks.entries()) {
          const day = earliestDay(buildTimeline({ today, stockNow: stock, supplies: coming, demands }), quantity)
          if (day !== null) demands.push({ ...demand(`d${n}`, n + 1, 0, quantity), day })
        }
        for (const { day, promisedDay, uncovered } of cover(stock, coming, demands)) {
          expect(uncovered).toBe(0)
          expect(day !== null && promisedDay !== null && day <= promisedDay).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it("uses no unit twice, and leaves none over while a demand is uncovered", () => {
    const queue = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 9 }), fc.option(fc.integer({ min: -2, max: 14 })), units),
      {
        maxLength: 10,
      },
    )
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 10 }), supplies, queue, (stock, coming, all) => {
        const demands = all.map(([age, days, quantity], n) => demand(`d${n}`, age, days, quantity))
        const coverages = cover(stock, coming, demands)
        const used = new Map<string, number>()
        for (const slice of coverages.flatMap(({ slices }) => slices)) {
          const id = slice.supplyId ?? "stock"
          used.set(id, (used.get(id) ?? 0) + slice.quantity)
        }
        for (const [id, quantity] of used) {
          const there = id === "stock" ? stock : coming.find((one) => one.id === id)?.quantity
          expect(quantity).toBeLessThanOrEqual(there ?? 0)
        }
        const supply = coming.reduce((sum, one) => sum + one.quantity, stock)
        const needed = demands.reduce((sum, one) => sum + one.quantity, 0)
        const uncovered = coverages.reduce((sum, one) => sum + one.uncovered, 0)
        expect(uncovered).toBe(Math.min(needed, Math.max(0, needed - supply)))
      }),
    )
  })
})

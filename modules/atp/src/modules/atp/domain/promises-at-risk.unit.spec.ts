import { describe, expect, it } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import fc from "fast-check"

import { addDays, DAY_UNKNOWN, parseCalendarDay } from "./calendar-day"
import { promisesAtRisk, reDate, type LinePromise } from "./promises-at-risk"
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
const promise = (id: string, age: number, days: number | null, quantity: number): LinePromise => ({
  id,
  lineItemId: `ordli_${id}`,
  promisedDay: days === null ? null : inDays(days),
  promisedAt: `2026-11-0${age}T12:00:00.000Z`,
  quantity,
})
const atRisk = (stockNow: number, supplies: Supply[], promises: LinePromise[], leadTimeDays: number | null = null) =>
  promisesAtRisk({ today, stockNow, supplies, promises, leadTimeDays })

describe("promisesAtRisk", () => {
  it("lists nothing while the receipt for day 10 is on time, and 1 promise when it moves to day 14", () => {
    const promises = [promise("a", 1, 10, 3), promise("b", 2, null, 2)]
    expect(atRisk(2, [receipt("rcpt_1", 10, 3)], promises)).toEqual([])
    expect(atRisk(2, [receipt("rcpt_1", 14, 3)], promises)).toEqual([
      {
        promiseId: "a",
        lineItemId: "ordli_a",
        quantity: 3,
        promisedDay: inDays(10),
        newDay: inDays(14),
        obtainableDay: null,
        slices: [{ source: "receipt", supplyId: "rcpt_1", locationId: "sloc_ny", quantity: 3, day: inDays(14) }],
      },
    ])
  })

  it("keeps what it can: of 3 promises on 2 receipts only the 1 whose receipt is late is on the list", () => {
    const promises = [promise("a", 1, 10, 5), promise("b", 2, 15, 3), promise("c", 3, 15, 2)]
    const risks = atRisk(0, [receipt("r10", 30, 5), receipt("r15", 15, 5)], promises)
    expect(risks.map(({ promiseId, newDay }) => [promiseId, newDay])).toEqual([["a", inDays(30)]])
  })

  it("has no new day for 4 units of a canceled receipt, and lists the soonest promised first", () => {
    const promises = [promise("b", 1, 12, 2), promise("a", 2, 10, 2)]
    expect(atRisk(0, [], promises).map(({ promiseId, newDay }) => [promiseId, newDay])).toEqual([
      ["a", null],
      ["b", null],
    ])
  })

  it("lists a promise from stock when 1 of its 2 units is lost, with the day of the next receipt", () => {
    expect(atRisk(1, [receipt("r", 6, 4)], [promise("a", 1, null, 2)])).toMatchObject([
      { promisedDay: null, newDay: inDays(6) },
    ])
  })

  it("never lists a promise that was given no date", () => {
    expect(atRisk(0, [], [{ ...promise("a", 1, 0, 2), promisedDay: DAY_UNKNOWN }])).toEqual([])
  })

  it("lists a promise on its receipt's day plus 1, while the receipt is overdue", () => {
    expect(atRisk(0, [receipt("r", -1, 2)], [promise("a", 1, -1, 2)])).toMatchObject([{ newDay: inDays(1) }])
  })

  it("waits with a lead time promise until ordering today would be 1 day too late", () => {
    const backorder = [promise("a", 1, 7, 2)]
    expect(atRisk(0, [], backorder, 7)).toEqual([])
    expect(atRisk(0, [], backorder, 8)).toMatchObject([{ newDay: null, obtainableDay: inDays(8) }])
    expect(atRisk(0, [], backorder)).toMatchObject([{ newDay: null, obtainableDay: null }])
  })

  it("does not call a late receipt in time because a lead time would be shorter", () => {
    expect(atRisk(0, [receipt("r", 14, 2)], [promise("a", 1, 10, 2)], 3)).toMatchObject([{ newDay: inDays(14) }])
  })
})

describe("reDate", () => {
  it("moves 1 day later, leaves the others, and keeps the day where no new one is known", () => {
    const promises = [promise("a", 1, 10, 5), promise("b", 2, 15, 3), promise("c", 3, 5, 9), promise("d", 4, null, 1)]
    const risks = [
      { ...promises[0]!, promiseId: "a", newDay: inDays(14), obtainableDay: null, slices: [] },
      { ...promises[2]!, promiseId: "c", newDay: null, obtainableDay: null, slices: [] },
      { ...promises[3]!, promiseId: "d", newDay: inDays(2), obtainableDay: null, slices: [] },
    ]
    expect(reDate(promises, risks).map(({ promisedDay }) => promisedDay)).toEqual([
      inDays(14),
      inDays(15),
      inDays(5),
      inDays(2),
    ])
  })

  it("never moves a day earlier, whatever the list says", () => {
    const promises = [promise("a", 1, 10, 5)]
    expect(
      reDate(promises, [{ ...promises[0]!, promiseId: "a", newDay: inDays(4), obtainableDay: null, slices: [] }]),
    ).toEqual(promises)
  })

  it("leaves nothing dated at risk after any delays, and moves no promise that could be kept", () => {
    const units = fc.integer({ min: 1, max: 9 })
    const coming = fc.array(fc.tuple(fc.nat({ max: 12 }), units, fc.nat({ max: 9 })), { maxLength: 6 })
    const leadTime = fc.option(fc.nat({ max: 15 }))
    const asks = fc.array(units, { maxLength: 9 })
    fc.assert(
      fc.property(
        fc.nat({ max: 10 }),
        coming,
        asks,
        leadTime,
        fc.nat({ max: 4 }),
        (stock, all, quantities, lead, lost) => {
          const before = all.map(([days, quantity], n) => receipt(`r${n}`, days, quantity))
          const after = all.map(([days, quantity, delay], n) => receipt(`r${n}`, days + delay, quantity))
          const promises: LinePromise[] = []
          for (const [n, quantity] of quantities.entries()) {
            const demands = promises.map((one) => ({ ...one, day: one.promisedDay }))
            const timeline = buildTimeline({ today, stockNow: stock, supplies: before, demands })
            const day = timeline.now >= quantity ? null : earliestDay(timeline, quantity)
            if (timeline.now >= quantity || day !== null)
              promises.push({ ...promise(`p${n}`, n + 1, 0, quantity), promisedDay: day })
          }
          expect(atRisk(stock, before, promises, lead)).toEqual([])

          const risks = atRisk(stock - lost, after, promises, lead)
          const again = reDate(promises, risks)
          const stillAtRisk = atRisk(stock - lost, after, again, lead)
          expect(stillAtRisk.filter((risk) => risk.newDay !== null)).toEqual([])
          for (const [n, one] of again.entries()) {
            const was = promises[n]!
            if (one.promisedDay !== was.promisedDay) expect(one.promisedDay! > (was.promisedDay ?? today)).toBe(true)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

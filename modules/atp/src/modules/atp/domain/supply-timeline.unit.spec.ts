import { describe, expect, it } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import fc from "fast-check"

import { addDays, DAY_UNKNOWN, parseCalendarDay, type CalendarDay } from "./calendar-day"
import {
  availableOn,
  buildTimeline,
  earliestDay,
  firstUnits,
  poolTimelines,
  stockNowOf,
  withDemand,
  type Demand,
  type Supply,
} from "./supply-timeline"

const today = expectDone(parseCalendarDay("2026-11-21", "today"))
const inDays = (days: number) => addDays(today, days)
const receipt = (id: string, days: number, quantity: number): Supply => ({
  id,
  kind: "receipt",
  locationId: "sloc_ny",
  day: inDays(days),
  quantity,
})
const due = (days: number | null, quantity: number): Demand => ({
  id: `demand_${days}`,
  day: days === null ? null : inDays(days),
  quantity,
})
const timelineOf = (stockNow: number, supplies: Supply[] = [], demands: Demand[] = []) =>
  buildTimeline({ today, locationId: "sloc_ny", stockNow, supplies, demands })

describe("buildTimeline", () => {
  it("answers day D for 6 when 5 are on hand, 10 arrive on D and 8 are allocated", () => {
    const level = { onHand: 5, inFulfilment: 0, allocated: 8, held: 0, transitOut: 0, transitIn: 0, safetyStock: 0 }
    const timeline = timelineOf(stockNowOf(level, []), [receipt("rcpt_1", 10, 10)])

    expect(timeline.now).toBe(-3)
    expect(earliestDay(timeline, 6)).toBe(inDays(10))
    expect(earliestDay(timeline, 7)).toBe(inDays(10))
    expect(earliestDay(timeline, 8)).toBeNull()
  })

  it("answers the same when the 8 were promised for day D, and still has the 5 for today", () => {
    const demands = [due(10, 8)]
    const level = { onHand: 5, inFulfilment: 0, allocated: 8, held: 0, transitOut: 0, transitIn: 0, safetyStock: 0 }
    const timeline = timelineOf(stockNowOf(level, demands), [receipt("rcpt_1", 10, 10)], demands)

    expect(timeline.now).toBe(5)
    expect(earliestDay(timeline, 5)).toBe(today)
    expect(earliestDay(timeline, 6)).toBe(inDays(10))
    expect(earliestDay(timeline, 8)).toBeNull()
  })

  it("keeps 8 of 10 in stock for the promise on day 7, and offers 2 until the receipt on day 9", () => {
    const timeline = timelineOf(10, [receipt("rcpt_1", 9, 5)], [due(7, 8)])

    expect(timeline.points.map(({ day, cumulative, available }) => [day, cumulative, available])).toEqual([
      [today, 10, 2],
      [inDays(7), 2, 2],
      [inDays(9), 7, 7],
    ])
    expect([0, 6, 7, 8, 9, 400].map((days) => availableOn(timeline, inDays(days)))).toEqual([2, 2, 2, 2, 7, 7])
    expect(availableOn(timeline, inDays(-1))).toBe(0)
  })

  it("expects an overdue receipt tomorrow, and today's receipt today, neither as stock now", () => {
    const timeline = timelineOf(0, [receipt("rcpt_late", -3, 4), receipt("rcpt_today", 0, 1)])

    expect(timeline.now).toBe(0)
    expect(earliestDay(timeline, 1)).toBe(today)
    expect(earliestDay(timeline, 2)).toBe(inDays(1))
    expect(timeline.rises.map(({ supplyId, day }) => [supplyId, day])).toEqual([
      ["rcpt_today", today],
      ["rcpt_late", inDays(1)],
    ])
  })

  it("owes overdue and undated demand from stock now, and today's from what today brings", () => {
    expect(timelineOf(3, [receipt("rcpt_1", 0, 5)], [due(-2, 2)]).now).toBe(1)
    expect(timelineOf(3, [receipt("rcpt_1", 0, 5)], [due(null, 2)]).now).toBe(1)
    expect(timelineOf(3, [receipt("rcpt_1", 0, 5)], [due(0, 5)]).now).toBe(3)
  })

  it("ignores a receipt with 0 or -2 still open", () => {
    expect(timelineOf(1, [receipt("rcpt_1", 1, 0), receipt("rcpt_2", 2, -2)]).points).toHaveLength(1)
  })

  it("lets a demand without a known day claim what no dated promise needs", () => {
    const timeline = timelineOf(0, [receipt("rcpt_1", 5, 10)], [due(5, 8), { id: "a", day: DAY_UNKNOWN, quantity: 5 }])
    expect(availableOn(timeline, inDays(5))).toBe(-3)
  })

  it("names transfers before receipts of the same day, and adds 0.1 and 0.2 to 0.3", () => {
    const transfer: Supply = { ...receipt("trf_1", 4, 0.2), kind: "transfer" }
    const timeline = timelineOf(0, [receipt("rcpt_1", 4, 0.1), transfer])

    expect(availableOn(timeline, inDays(4))).toBe(0.3)
    expect(firstUnits(timeline, 0.25).map(({ source, quantity }) => [source, quantity])).toEqual([
      ["transfer", 0.2],
      ["receipt", 0.05],
    ])
  })
})

describe("stockNowOf", () => {
  it("is 20 + 1 - 6 - 3 - 2 - 4 = 6 without the 5 in transit, and gives the 2 dated units back", () => {
    const level = { onHand: 20, inFulfilment: 1, allocated: 6, held: 3, transitOut: 2, transitIn: 5, safetyStock: 4 }
    expect(stockNowOf(level, [])).toBe(6)
    expect(stockNowOf(level, [due(3, 2)])).toBe(8)
  })
})

describe("poolTimelines", () => {
  it("adds up 2 locations, and a third that owes 7 takes nothing from them", () => {
    const pool = poolTimelines(today, [
      timelineOf(2),
      timelineOf(1, [receipt("rcpt_1", 5, 3)]),
      timelineOf(-7, [receipt("rcpt_2", 6, 8)]),
    ])

    expect(pool.now).toBe(3)
    expect([0, 5, 6].map((days) => availableOn(pool, inDays(days)))).toEqual([3, 6, 7])
    expect(firstUnits(pool, 9).map(({ source, quantity }) => [source, quantity])).toEqual([
      ["stock", 2],
      ["stock", 1],
      ["receipt", 3],
      ["receipt", 1],
    ])
  })

  it("has nothing where there is no location, and refuses another day's timeline", () => {
    expect(poolTimelines(today, [])).toMatchObject({ now: 0, rises: [], points: [{ day: today, available: 0 }] })
    expect(() => poolTimelines(inDays(1), [timelineOf(1)])).toThrow(/another day's timeline/)
  })
})

const quantity = fc.integer({ min: 1, max: 20_000 }).map((thousandths) => thousandths / 1000)
const supplies = fc
  .array(fc.tuple(fc.integer({ min: -3, max: 12 }), quantity, fc.boolean()), { maxLength: 8 })
  .map((all) =>
    all.map(([days, units, moved], n): Supply => {
      return { ...receipt(`supply_${n}`, days, units), kind: moved ? "transfer" : "receipt" }
    }),
  )
const stock = fc.integer({ min: 0, max: 30_000 }).map((thousandths) => thousandths / 1000)

/** Counted anew in thousandths, day by day: what is there, less what is due. */
function leastBalance(stockNow: number, arriving: readonly Supply[], promised: readonly Demand[]): number {
  const units = (all: readonly { quantity: number }[]) =>
    all.reduce((sum, one) => sum + Math.round(one.quantity * 1000), 0)
  const balanceOn = (day: CalendarDay | null) =>
    Math.round(stockNow * 1000) +
    units(arriving.filter((supply) => day !== null && (supply.day < today ? inDays(1) : supply.day) <= day)) -
    units(promised.filter((demand) => demand.day === null || (day !== null && demand.day <= day)))
  const days = Array.from({ length: 30 }, (_, n) => inDays(n))
  return Math.min(balanceOn(null), ...days.map(balanceOn))
}

describe("a promise never breaks an earlier one", () => {
  it("covers every promise by its day after any sequence of up to 25 accepted ones", () => {
    fc.assert(
      fc.property(
        stock,
        supplies,
        fc.array(fc.tuple(quantity, fc.boolean()), { maxLength: 25 }),
        (onHand, coming, asks) => {
          const promised: Demand[] = []
          for (const [n, [units, isUndated]] of asks.entries()) {
            const timeline = buildTimeline({ today, stockNow: onHand, supplies: coming, demands: promised })
            if (isUndated && timeline.now >= units) promised.push({ id: `p${n}`, day: null, quantity: units })
            else {
              const day = earliestDay(timeline, units)
              if (day !== null) promised.push({ id: `p${n}`, day, quantity: units })
            }
            expect(leastBalance(onHand, coming, promised)).toBeGreaterThanOrEqual(0)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it("never answers later than needed: one day earlier would break a promise", () => {
    fc.assert(
      fc.property(stock, supplies, fc.array(quantity, { minLength: 1, maxLength: 12 }), (onHand, coming, asks) => {
        const promised: Demand[] = []
        for (const [n, units] of asks.entries()) {
          const timeline = buildTimeline({ today, stockNow: onHand, supplies: coming, demands: promised })
          const day = earliestDay(timeline, units)
          const tooEarly = day === null ? inDays(29) : addDays(day, -1)
          if (tooEarly >= today) {
            const wish = { id: "wish", day: tooEarly, quantity: units }
            expect(leastBalance(onHand, coming, [...promised, wish])).toBeLessThan(0)
          }
          if (day !== null) promised.push({ id: `p${n}`, day, quantity: units })
        }
      }),
    )
  })

  it("adds one demand to a timeline as building it anew does", () => {
    const demands = fc.array(fc.tuple(fc.option(fc.integer({ min: -2, max: 14 })), quantity), { maxLength: 10 })
    fc.assert(
      fc.property(stock, supplies, demands, (onHand, coming, all) => {
        const promised = all.map(([days, units]) => due(days, units))
        const anew = buildTimeline({ today, stockNow: onHand, supplies: coming, demands: promised })
        const start = buildTimeline({ today, stockNow: onHand, supplies: coming, demands: [] })
        expect(promised.reduce(withDemand, start)).toEqual(anew)
      }),
    )
  })

  it("names a source for every promisable unit: the rises add up to each point", () => {
    fc.assert(
      fc.property(
        stock,
        supplies,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 14 }), quantity), { maxLength: 8 }),
        (onHand, coming, all) => {
          const timeline = timelineOf(
            onHand,
            coming,
            all.map(([days, units]) => due(days, units)),
          )
          for (const point of timeline.points) {
            const risen = timeline.rises.filter(({ day }) => day <= point.day)
            const thousandths = risen.reduce((sum, rise) => sum + Math.round(rise.quantity * 1000), 0)
            expect(thousandths).toBe(Math.max(0, Math.round(point.available * 1000)))
          }
        },
      ),
    )
  })
})

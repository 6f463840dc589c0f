import { describe, expect, it } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import fc from "fast-check"

import { addDays, DAY_UNKNOWN, parseCalendarDay, type CalendarDay } from "./calendar-day"
import { promiseFor, type PromisePolicy } from "./promise-date"
import { buildTimeline, type Demand, type Supply } from "./supply-timeline"

const today = expectDone(parseCalendarDay("2026-11-21", "today"))
const inDays = (days: number) => addDays(today, days)
const supply = (kind: Supply["kind"], days: number, quantity: number): Supply => ({
  id: `${kind}_${days}`,
  kind,
  locationId: "sloc_ny",
  day: inDays(days),
  quantity,
})

const strict: PromisePolicy = {
  backorderAllowed: false,
  backorderLimit: null,
  backorderedNow: 0,
  leadTimeDays: null,
  preorderCap: null,
  preorderReleaseDay: null,
  preorderedNow: 0,
}
const backorder = { backorderAllowed: true }
const lead = { ...backorder, leadTimeDays: 7 }
const release = { preorderReleaseDay: inDays(20) }

// 2 in stock, 3 from a transfer on day 4, 5 from a receipt on day 10.
const usual = [supply("transfer", 4, 3), supply("receipt", 10, 5)]
const ask = (quantity: number, policy: Partial<PromisePolicy> = {}, stockNow = 2, supplies = usual) =>
  promiseFor({
    timeline: buildTimeline({ today, stockNow, supplies, demands: [] }),
    quantity,
    policy: { ...strict, ...policy },
  })

describe("promiseFor says yes", () => {
  it.each<[string, number, Partial<PromisePolicy>, number | null, string, number]>([
    ["enough in stock", 2, {}, 0, "stock", 0],
    ["a transfer covers the rest", 3, {}, 4, "transfer", 0],
    ["a transfer covers the rest to its last unit", 5, {}, 4, "transfer", 0],
    ["a receipt covers the rest", 6, {}, 10, "receipt", 0],
    ["scheduled supply comes before a shorter lead time", 6, { ...lead, leadTimeDays: 1 }, 10, "receipt", 0],
    ["beyond all supply, a lead time after the last receipt", 11, { ...lead, leadTimeDays: 30 }, 30, "lead_time", 1],
    ["beyond all supply, a lead time before the last receipt", 11, lead, 10, "receipt", 1],
    ["a backorder limit to its last unit", 12, { ...lead, backorderLimit: 5, backorderedNow: 3 }, 10, "receipt", 2],
    ["a backorder limit that supply does not need", 10, { ...lead, backorderLimit: 0 }, 10, "receipt", 0],
    ["a backorder without a lead time", 11, backorder, null, "backorder", 1],
    ["stock before the release day", 2, release, 20, "stock", 0],
    ["a receipt after the release day", 6, { preorderReleaseDay: inDays(5) }, 10, "receipt", 0],
    ["a preorder cap to its last unit", 2, { ...release, preorderCap: 5, preorderedNow: 3 }, 20, "stock", 0],
    ["a preorder beyond supply, by lead time", 11, { ...release, ...lead }, 20, "receipt", 1],
    [
      "a preorder beyond supply, a lead time after the release",
      11,
      { ...release, ...lead, leadTimeDays: 40 },
      40,
      "lead_time",
      1,
    ],
    ["a preorder beyond supply, without a lead time", 11, { ...release, ...backorder }, 20, "backorder", 1],
    ["the release day itself, cap and all", 2, { preorderReleaseDay: today, preorderCap: 0 }, 0, "stock", 0],
    ["a release day that has passed", 2, { preorderReleaseDay: inDays(-1), preorderCap: 0 }, 0, "stock", 0],
  ])("%s: %p units", (_, quantity, policy, days, source, backordered) => {
    const day = days === null ? null : inDays(days)
    const promise = expectDone(ask(quantity, policy))
    expect(promise).toMatchObject({ day, source, backordered })
    expect(promise.parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(quantity)
  })

  it("names where each of 11 units comes from, and when", () => {
    expect(expectDone(ask(11, lead)).parts).toEqual([
      { source: "stock", supplyId: null, locationId: null, quantity: 2, day: today },
      { source: "transfer", supplyId: "transfer_4", locationId: "sloc_ny", quantity: 3, day: inDays(4) },
      { source: "receipt", supplyId: "receipt_10", locationId: "sloc_ny", quantity: 5, day: inDays(10) },
      { source: "lead_time", supplyId: null, locationId: null, quantity: 1, day: inDays(7) },
    ])
  })

  it("backorders all 4 when earlier backorders owe 3 more than there is", () => {
    expect(expectDone(ask(4, lead, -3, []))).toMatchObject({ day: inDays(7), source: "lead_time", backordered: 4 })
  })
})

describe("promiseFor says no", () => {
  it("to 11 without backorders, and says what is there now and next", () => {
    expect(ask(11)).toStrictEqual({
      ok: false,
      code: "insufficient_inventory",
      message: "11 were asked for; available are 2 now, 5 on 2026-11-25. Backorders are not allowed.",
      nextStep: "Ask for at most 10, or schedule a receipt, or allow backorders.",
      availableNow: 2,
      nextDay: inDays(4),
      availableOnNextDay: 5,
      promisable: 10,
    })
  })

  it("to 3 beyond supply when 2 of 5 backorders are left", () => {
    expect(ask(13, { ...lead, backorderLimit: 5, backorderedNow: 3 })).toMatchObject({
      code: "insufficient_inventory",
      message: expect.stringContaining("Of at most 5 backorders, 3 are taken."),
      promisable: 12,
    })
  })

  it("to 1 when the limit was lowered to 2 below the 3 already taken", () => {
    expect(ask(11, { ...lead, backorderLimit: 2, backorderedNow: 3 })).toMatchObject({ promisable: 10 })
  })

  it("to 1 of nothing: sold out, and no more is expected", () => {
    expect(ask(1, {}, 0, [])).toMatchObject({
      message: "1 were asked for; available are 0 now, and no more is expected. Backorders are not allowed.",
      nextStep: "Schedule a receipt, or allow backorders.",
      availableNow: 0,
      nextDay: null,
      promisable: 0,
    })
    expect(ask(1, {}, -3, [])).toMatchObject({ availableNow: 0, promisable: 0 })
  })

  it("to 3 preorders when 2 of 5 are left, even with stock and backorders", () => {
    expect(ask(3, { ...release, ...lead, preorderCap: 5, preorderedNow: 3 })).toStrictEqual({
      ok: false,
      code: "preorder_cap_reached",
      message: "3 were asked for before the release on 2026-12-11: 3 of at most 5 preorders are taken, 2 are left.",
      nextStep: "Ask for at most 2, or raise the preorder cap.",
      availableNow: 2,
      nextDay: inDays(4),
      availableOnNextDay: 5,
      promisable: 2,
    })
    expect(ask(1, { ...release, preorderCap: 5, preorderedNow: 6 })).toMatchObject({
      code: "preorder_cap_reached",
      nextStep: "Raise the preorder cap.",
      promisable: 0,
    })
  })

  it("to a preorder that is within the cap but without any supply: a cap limits, it does not permit", () => {
    expect(ask(1, { ...release, preorderCap: 100 }, 0, [])).toMatchObject({ code: "insufficient_inventory" })
  })

  it("by throwing at 0, -1 and NaN units, which is the program's mistake", () => {
    for (const quantity of [0, -1, NaN]) expect(() => ask(quantity)).toThrow(/Ask for more than 0/)
  })
})

const units = fc.integer({ min: 1, max: 12 })
const anyPolicy = fc.record({
  backorderAllowed: fc.boolean(),
  backorderLimit: fc.option(fc.nat({ max: 15 })),
  leadTimeDays: fc.option(fc.nat({ max: 12 })),
  preorderCap: fc.option(fc.nat({ max: 30 })),
  preorderReleaseDay: fc.option(fc.integer({ min: -2, max: 12 }).map(inDays)),
})

describe("any sequence of asks under any policy", () => {
  const supplies = fc
    .array(fc.tuple(fc.integer({ min: -2, max: 12 }), units), { maxLength: 6 })
    .map((all) => all.map(([days, quantity], n) => ({ ...supply("receipt", days, quantity), id: `receipt_${n}` })))

  it("covers every dated promise by its day, once the backordered units are obtained as promised", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 15 }),
        supplies,
        fc.array(fc.tuple(units, anyPolicy), { maxLength: 20 }),
        (stock, coming, asks) => {
          const promised: Demand[] = []
          const obtained: Supply[] = []
          for (const [n, [quantity, policy]] of asks.entries()) {
            const timeline = buildTimeline({
              today,
              stockNow: stock,
              supplies: [...coming, ...obtained],
              demands: promised,
            })
            const answer = promiseFor({ timeline, quantity, policy: { ...strict, ...policy } })
            if (!answer.ok) continue
            promised.push({ id: `p${n}`, day: answer.value.day ?? DAY_UNKNOWN, quantity })
            const beyond = answer.value.parts.at(-1)
            if (beyond && answer.value.backordered > 0) {
              const day = beyond.day ?? DAY_UNKNOWN
              obtained.push({ ...supply("receipt", 0, beyond.quantity), id: `bought_${n}`, day })
            }
          }
          const all = [...coming, ...obtained]
          const days: CalendarDay[] = [...Array.from({ length: 30 }, (_, n) => inDays(n)), DAY_UNKNOWN]
          for (const day of days) {
            const there = all.filter((one) => (one.day < today ? inDays(1) : one.day) <= day)
            const owed = promised.filter((one) => one.day !== null && one.day <= day)
            const balance = [...there.map((one) => one.quantity), ...owed.map((one) => -one.quantity)]
            expect(balance.reduce((sum, one) => sum + one, stock)).toBeGreaterThanOrEqual(0)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it("says yes to exactly what a refusal calls promisable, and no to 1 more", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 10 }),
        supplies,
        anyPolicy,
        fc.nat({ max: 10 }),
        (stock, coming, some, taken) => {
          const timeline = buildTimeline({ today, stockNow: stock, supplies: coming, demands: [] })
          const policy = { ...strict, ...some, backorderedNow: taken, preorderedNow: taken }
          const refused = promiseFor({ timeline, quantity: 1000, policy })
          if (refused.ok) return
          if (refused.promisable > 0) {
            expect(promiseFor({ timeline, quantity: refused.promisable, policy }).ok).toBe(true)
          }
          expect(promiseFor({ timeline, quantity: refused.promisable + 1, policy }).ok).toBe(false)
        },
      ),
    )
  })
})

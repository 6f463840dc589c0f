import { describe, expect, it } from "@jest/globals"
import { cartOf, percent, priced } from "../__fixtures__/promotions"
import type { Condition } from "./entry"
import { zonedTime } from "./zoned-time"

const at = (time: string) => Date.parse(time)
const applies = (condition: Condition, time: string) =>
  priced([percent("p", 10, { condition })], cartOf({ nowMs: at(time), lines: [{ id: "a", sku: "a", amount: 1_000 }] }))
    .applied.length === 1

describe("the calendar of a zone", () => {
  it.each([
    // The night in which clocks go forward, and the one in which they go back.
    ["America/New_York", "2026-03-08T01:59:59-05:00", 7, 119],
    ["America/New_York", "2026-03-08T03:00:00-04:00", 7, 180],
    ["America/New_York", "2026-11-01T01:30:00-05:00", 7, 90],
    ["Europe/Berlin", "2026-03-29T01:59:59+01:00", 7, 119],
    ["Europe/Berlin", "2026-03-29T03:00:00+02:00", 7, 180],
    ["Europe/Berlin", "2026-10-25T02:30:00+01:00", 7, 150],
    ["Australia/Sydney", "2026-04-05T02:30:00+10:00", 7, 150],
    ["Australia/Sydney", "2026-10-04T03:00:00+11:00", 7, 180],
    ["Asia/Tokyo", "2026-12-31T23:59:00+09:00", 4, 1439],
  ])("in %s at %s is weekday %i, minute %i", (zone, time, weekday, minute) => {
    expect(zonedTime(at(time), zone)).toEqual({ weekday, minute })
  })

  it.each([
    // "Ends midnight" on the Sunday on which the clocks change: the last second belongs to it, the next one does not.
    ["America/New_York", "2026-03-08T23:59:59-04:00", "2026-03-09T00:00:00-04:00"],
    ["Europe/Berlin", "2026-10-25T23:59:59+01:00", "2026-10-26T00:00:00+01:00"],
    ["Australia/Sydney", "2026-10-04T23:59:59+11:00", "2026-10-05T00:00:00+11:00"],
  ])("a Sunday's offer in %s ends at midnight there, clocks changed or not", (zone, last, over) => {
    const sundays: Condition = { kind: "weekday", days: [7], zone }
    expect([applies(sundays, last), applies(sundays, over)]).toEqual([true, false])
    const window: Condition = { kind: "window", startsAtMs: null, endsAtMs: at(last) }
    expect([applies(window, last), applies(window, over)]).toEqual([true, false])
  })

  it("a happy hour over midnight is open at 23:30 and at 00:30, and closed at 02:00", () => {
    const hours: Condition = { kind: "hours", from: 22 * 60, until: 2 * 60, zone: "Europe/Berlin" }
    const times = ["2026-06-01T23:30:00+02:00", "2026-06-02T00:30:00+02:00", "2026-06-02T02:00:00+02:00"]
    expect(times.map((time) => applies(hours, time))).toEqual([true, true, false])
  })
})

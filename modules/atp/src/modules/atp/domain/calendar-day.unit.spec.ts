import { describe, expect, it } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import fc from "fast-check"

import { addDays, compareDays, dayOf, DAY_UNKNOWN, parseCalendarDay } from "./calendar-day"

const day = (text: string) => expectDone(parseCalendarDay(text, "day"))

describe("calendar days", () => {
  it("reads 2026-12-01 and 2028-02-29", () => {
    expect(parseCalendarDay("2026-12-01", "day")).toEqual({ ok: true, value: "2026-12-01" })
    expect(parseCalendarDay("2028-02-29", "day")).toEqual({ ok: true, value: "2028-02-29" })
  })

  it.each(["2026-02-30", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0202-01-01", "1969-12-31"])(
    "refuses %s, which does not exist here, and names the field",
    (text) => {
      expect(parseCalendarDay(text, "row 3, expected_day")).toStrictEqual({
        ok: false,
        code: "date_invalid",
        message: `row 3, expected_day is ${text}, a day that does not exist here.`,
        nextStep: 'Send a day such as "2026-12-01".',
      })
    },
  )

  it.each([null, undefined, 20261201, "", "2026-1-1", "01.12.2026", "2026-12-01T00:00:00Z", " 2026-12-01", {}, []])(
    "refuses %p, which is no day",
    (input) => {
      expect(parseCalendarDay(input, "expected_day")).toMatchObject({
        code: "date_invalid",
        message: expect.stringMatching(/^expected_day is .*, not a day\.$/),
      })
    },
  )

  it("adds days over the ends of months and years, leap days and summer time", () => {
    expect(addDays(day("2026-12-31"), 1)).toBe("2027-01-01")
    expect(addDays(day("2028-02-28"), 1)).toBe("2028-02-29")
    expect(addDays(day("2026-03-28"), 2)).toBe("2026-03-30")
    expect(addDays(day("2026-01-01"), -1)).toBe("2025-12-31")
    expect(addDays(day("2026-01-01"), 0)).toBe("2026-01-01")
  })

  it.each([4_000_000, 1e15, -30_000, 0.5, NaN])("throws at %p days from 2026-01-01", (days) => {
    expect(() => addDays(day("2026-01-01"), days)).toThrow(/is no day from 1970 to 9999/)
  })

  it("takes the day of a moment in UTC: 23:30 in New York is the next day", () => {
    expect(dayOf("2026-12-01T23:30:00-05:00")).toBe("2026-12-02")
    expect(dayOf("2026-12-01T23:59:59.999Z")).toBe("2026-12-01")
    expect(dayOf("2026-12-01 00:30:00+01")).toBe("2026-11-30")
  })

  it.each(["2026-12-01T23:30:00", "2026-12-01", "yesterday", "2026-99-01T00:00:00Z"])(
    "throws at the moment %p",
    (text) => {
      expect(() => dayOf(text)).toThrow(/not an ISO timestamp with its zone/)
    },
  )

  it("orders days as time does, with the unknown day after all of them", () => {
    expect(compareDays(day("2026-09-30"), day("2026-10-01"))).toBeLessThan(0)
    expect(compareDays(day("2026-10-01"), day("2026-10-01"))).toBe(0)
    expect(compareDays(DAY_UNKNOWN, day("2999-01-01"))).toBeGreaterThan(0)
  })

  it("comes back after any number of days there and back", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 1_000_000 }), (days) => {
        const start = day("2026-06-15")
        const moved = addDays(start, days)
        expect(addDays(moved, -days)).toBe(start)
        expect(parseCalendarDay(moved, "moved").ok).toBe(true)
        expect(Math.sign(compareDays(moved, start))).toBe(Math.sign(days))
      }),
    )
  })
})

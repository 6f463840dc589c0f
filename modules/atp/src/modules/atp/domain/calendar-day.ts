import { BrokenAssumption, done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"

declare const calendarDay: unique symbol

/**
 * A day in UTC as `YYYY-MM-DD`, from 1970-01-01 to 9999-12-31. A promise date is one: shops and shoppers in several
 * zones then read the same day. Two of them compare as text; it is a plain string in JSON and in SQL.
 */
export type CalendarDay = string & { readonly [calendarDay]: true }

export type DateInvalid = Refusal<"date_invalid">

/**
 * The day of a demand that nobody could date: a backorder with no lead time known. It comes after every known day, so
 * such a demand waits behind each dated promise and breaks none. Never shown to a shopper; it means "no date known".
 */
export const DAY_UNKNOWN = "9999-12-31" as CalendarDay

const SHAPE = /^\d{4}-\d{2}-\d{2}$/
const DAY_MS = 86_400_000

/**
 * Reads a day that a person or another system sent.
 *
 * @param field what the caller calls it, such as `expected_day` or `row 900, expected_day`
 * @returns the day, or `date_invalid` for any other shape and for a day that does not exist, such as 2026-02-30
 */
export function parseCalendarDay(input: unknown, field: string): Outcome<CalendarDay, DateInvalid> {
  if (typeof input !== "string" || !SHAPE.test(input)) {
    const shown =
      typeof input === "string" ? JSON.stringify(input.slice(0, 16)) : input === null ? "null" : typeof input
    return refuse("date_invalid", `${field} is ${shown}, not a day.`, 'Send a day such as "2026-12-01".')
  }
  const day = dayAt(Date.parse(`${input}T00:00:00Z`))
  // The parser lets 30 February pass as 2 March, or not at all; either way it does not come back as it was.
  return day === input && day >= "1970-01-01"
    ? done(day)
    : refuse(
        "date_invalid",
        `${field} is ${input}, a day that does not exist here.`,
        'Send a day such as "2026-12-01".',
      )
}

/**
 * The day `days` later, or earlier when negative.
 *
 * @throws BrokenAssumption outside of 1970 to 9999: bound lead times where they are entered.
 */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  const moved = dayAt(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS)
  if (Number.isInteger(days) && moved !== undefined && moved >= "1970-01-01") return moved
  throw new BrokenAssumption(
    "date_out_of_range",
    `${days} days from ${day} is no day from 1970 to 9999.`,
    "Use a whole number of days, and bound it where it is entered.",
  )
}

/** Below 0 when `a` is earlier, 0 when they are the same, above 0 when `a` is later. */
export const compareDays = (a: CalendarDay, b: CalendarDay): number => (a < b ? -1 : a > b ? 1 : 0)

const WITH_ZONE = /^\d{4}-\d{2}-\d{2}[T ].*(?:Z|[+-]\d{2}(?::?\d{2})?)$/

/**
 * The UTC day of a moment, written as ISO 8601 with its zone: `2026-12-01T23:30:00-05:00` is 2026-12-02.
 *
 * @throws BrokenAssumption for any other text. Without a zone the answer would depend on the server it is asked on.
 */
export function dayOf(isoTimestamp: string): CalendarDay {
  const day = WITH_ZONE.test(isoTimestamp) ? dayAt(Date.parse(isoTimestamp)) : undefined
  if (day !== undefined) return day
  throw new BrokenAssumption(
    "timestamp_malformed",
    `${JSON.stringify(isoTimestamp.slice(0, 40))} is not an ISO timestamp with its zone.`,
    "Pass what toISOString() writes.",
  )
}

function dayAt(epochMs: number): CalendarDay | undefined {
  const moment = new Date(epochMs)
  if (Number.isNaN(moment.getTime())) return undefined
  const [day = ""] = moment.toISOString().split("T")
  return SHAPE.test(day) ? (day as CalendarDay) : undefined // a year beyond 9999 is written with a sign
}

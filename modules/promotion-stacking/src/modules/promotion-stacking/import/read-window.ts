import type { Condition } from "../domain/entry"
import { kindOf, readFields, under } from "./read-fields"
import type { Reading } from "./reading"

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?$/
const DAY = /^\d{4}-\d\d-\d\d$/
const EXAMPLE = 'Write an instant with its offset, such as "2026-03-01T00:00:00-05:00".'

/** From an instant to an instant; one of them may be left open. */
export function readWindow(reading: Reading, path: string, value: unknown): Condition {
  const fields = readFields(reading, path, value, ["starts_at", "ends_at"])
  const [from, to] = [fields["starts_at"] ?? null, fields["ends_at"] ?? null]
  const startsAtMs = from === null ? null : readInstant(reading, under(path, "starts_at"), from)
  const endsAtMs = to === null ? null : readInstant(reading, under(path, "ends_at"), to)
  if (from === null && to === null) {
    reading.report("entry_malformed", path, "names neither starts_at nor ends_at", "Name one of them, or leave it out.")
  }
  if (startsAtMs !== null && endsAtMs !== null && endsAtMs < startsAtMs) {
    const says = `is before starts_at: ${written(to)} is earlier than ${written(from)}`
    reading.report("entry_window_ends_before_start", under(path, "ends_at"), says, "Swap them, or correct one of them.")
  }
  return { kind: "window", startsAtMs, endsAtMs }
}

/** An instant as it was given; only texts are instants. */
const written = (instant: unknown) => (typeof instant === "string" ? instant : "")

/** Epoch milliseconds of an ISO 8601 instant; null where it cannot be read. */
function readInstant(reading: Reading, field: string, value: unknown): number | null {
  const parts = typeof value === "string" ? INSTANT.exec(value) : null
  if (typeof value === "string" && ((parts && parts[8] === undefined) || DAY.test(value))) {
    const says = `is ${kindOf(value)}, a time without zone: whose midnight it means would depend on the server`
    reading.report("entry_time_without_zone", field, says, EXAMPLE)
    return null
  }
  const epochMs = parts && epochOf(parts)
  if (epochMs === null) {
    reading.report("entry_malformed", field, `is ${kindOf(value)}, not an instant of ISO 8601`, EXAMPLE)
  }
  return epochMs
}

/** Null where the calendar or the clock has no such time, which `Date.parse` would move to the next day. */
function epochOf([, ...texts]: readonly (string | undefined)[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = texts
    .slice(0, 6)
    .map((text) => Number(text ?? 0))
  const fraction = Number((texts[6] ?? "0").slice(0, 3).padEnd(3, "0"))
  const offset = offsetMinutes(texts[7] ?? "Z")
  const local = new Date(0)
  local.setUTCFullYear(year, month - 1, day)
  local.setUTCHours(hour, minute, second, fraction)
  const real =
    local.getUTCMonth() === month - 1 && local.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  return real && offset !== null ? local.getTime() - offset * 60_000 : null
}

function offsetMinutes(text: string): number | null {
  if (text === "Z") return 0
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))]
  if (hours > 18 || minutes > 59) return null
  return (text.startsWith("-") ? -1 : 1) * (hours * 60 + minutes)
}

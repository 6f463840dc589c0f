import type { Condition } from "../domain/entry"
import { kindOf, readFields, under } from "./read-fields"
import { readChoice, readSomeTexts } from "./read-text"
import type { Reading } from "./reading"

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/
const DAY_ENDS = "24:00"

/** `{ days: [sat, sun], zone: Europe/Berlin }` */
export function readWeekdays(reading: Reading, path: string, value: unknown): Condition {
  const fields = readFields(reading, path, value, ["days", "zone"])
  const at = under(path, "days")
  const days = readSomeTexts(reading, at, fields["days"]).map(
    (day) => 1 + DAYS.indexOf(readChoice(reading, at, day, DAYS)),
  )
  return {
    kind: "weekday",
    days: days.sort((a, b) => a - b),
    zone: readZone(reading, under(path, "zone"), fields["zone"]),
  }
}

/** `{ from: "22:00", until: "02:00", zone: Europe/Berlin }`, over midnight when it ends earlier than it starts. */
export function readHours(reading: Reading, path: string, value: unknown): Condition {
  const fields = readFields(reading, path, value, ["from", "until", "zone"])
  const from = readMinute(reading, under(path, "from"), fields["from"])
  const ends = fields["until"]
  const until = ends === DAY_ENDS ? 24 * 60 : readMinute(reading, under(path, "until"), ends)
  if (from !== null && from === until) {
    const step = 'Write "00:00" and "24:00" for the whole day.'
    reading.report(
      "entry_malformed",
      under(path, "until"),
      "is the same time as from, so no time is between them",
      step,
    )
  }
  return {
    kind: "hours",
    from: from ?? 0,
    until: until ?? 0,
    zone: readZone(reading, under(path, "zone"), fields["zone"]),
  }
}

/** Minutes after midnight. */
function readMinute(reading: Reading, field: string, value: unknown): number | null {
  const parts = typeof value === "string" ? CLOCK.exec(value) : null
  if (parts) return Number(parts[1]) * 60 + Number(parts[2])
  reading.report(
    "entry_malformed",
    field,
    `is ${kindOf(value)}, not a time of day`,
    'Write hours and minutes, such as "18:30".',
  )
  return null
}

/** Zones that were found to exist, in small letters: asking costs a tenth of a millisecond. */
const zones = new Set<string>()

function readZone(reading: Reading, field: string, value: unknown): string {
  if (value === undefined || value === null) {
    const says = "is missing, and without it the time would be the server's"
    reading.report("entry_time_without_zone", field, says, "Name the zone, such as America/New_York.")
  } else if (typeof value !== "string" || !zoneExists(value)) {
    reading.report(
      "entry_zone_unknown",
      field,
      `is ${kindOf(value)}, not an IANA zone`,
      "Name one, such as America/New_York.",
    )
  } else return value
  return "UTC"
}

function zoneExists(zone: string): boolean {
  // Offsets are zones to Node, but know no daylight saving.
  if (!/^[A-Za-z]/.test(zone)) return false
  const key = zone.toLowerCase()
  if (zones.has(key)) return true
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone })
  } catch {
    return false
  }
  zones.add(key)
  return true
}

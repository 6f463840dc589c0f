const WEEKDAYS: Readonly<Record<string, number>> = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 }

/** A formatter takes a tenth of a millisecond to make, and the zones of a shop are few. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
    formatters.set(zone, formatter)
  }
  return formatter
}

export interface ZonedTime {
  /** ISO: 1 is Monday, 7 Sunday. */
  readonly weekday: number
  /** Minutes after midnight on the clock on the wall there. */
  readonly minute: number
}

/** What calendar and clock say in an IANA zone, daylight saving included. */
export function zonedTime(epochMs: number, zone: string): ZonedTime {
  let weekday = 0
  let minute = 0
  for (const { type, value } of formatterOf(zone).formatToParts(epochMs)) {
    if (type === "weekday") weekday = WEEKDAYS[value] ?? 0
    else if (type === "hour") minute += Number(value) * 60
    else if (type === "minute") minute += Number(value)
  }
  return { weekday, minute }
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
]

/** How far away a moment is: "in 5 days", "3 hours ago", "now". */
export function distanceText(iso: string, now: number, locale?: string): string {
  const seconds = (Date.parse(iso) - now) / 1_000
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", Infinity]
  // Towards zero, so that nothing is said to be further away than it is.
  return format.format(Math.trunc(seconds / size) || 0, unit)
}

/** Local time, as short as it stays clear. */
export const momentText = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })

/** The same with its zone, where one message is looked at closely. */
export const momentWithZone = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" })

/** To the second, with the zone, and the same in UTC. */
export const exactMoment = (iso: string): string =>
  `${new Date(iso).toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" })} · ${new Date(iso).toISOString()}`

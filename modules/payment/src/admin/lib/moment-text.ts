/** Local time to the minute, with its zone: somebody may have to act by it. */
export const momentText = (iso: string): string =>
  new Date(iso).toLocaleString(undefined, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  })

/** To the second, with the zone, and the same in UTC. */
export const exactMoment = (iso: string): string =>
  `${new Date(iso).toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" })} · ${new Date(iso).toISOString()}`

/** How long there is until then, in whole days or hours; nothing when it has passed. */
export function timeLeft(iso: string, now: number): string | null {
  const hours = Math.floor((Date.parse(iso) - now) / 3_600_000)
  if (Date.parse(iso) <= now) return null
  if (hours < 1) return "less than an hour left"
  if (hours < 48) return hours === 1 ? "1 hour left" : `${hours} hours left`
  return `${Math.floor(hours / 24)} days left`
}

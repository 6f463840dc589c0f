import { fieldsOf } from "./source-fields"
import type { Source } from "./stacking-types"

/** A moment as it is typed: the time on the wall and how far the wall is from UTC. Now, while there is no time. */
export interface Moment {
  /** `2026-03-01T10:00` */
  readonly local: string
  /** `-05:00` */
  readonly offset: string
}

const minutesText = (minutes: number) => String(minutes).padStart(2, "0")

/** How far the browser is from UTC. */
function ownOffset(): string {
  const minutes = -new Date().getTimezoneOffset()
  const [size, sign] = [Math.abs(minutes), minutes < 0 ? "-" : "+"]
  return `${sign}${minutesText(Math.floor(size / 60))}:${minutesText(size % 60)}`
}

export const now = (): Moment => ({ local: "", offset: ownOffset() })

/** Quarter hours are all that zones have. */
export const OFFSETS = Array.from({ length: 27 * 4 - 3 }, (_, n) => {
  const minutes = n * 15 - 12 * 60
  const size = Math.abs(minutes)
  return `${minutes < 0 ? "-" : "+"}${minutesText(Math.floor(size / 60))}:${minutesText(size % 60)}`
})

/** ISO 8601 with its offset; undefined for now. */
export const isoOf = ({ local, offset }: Moment): string | undefined =>
  local ? `${local.length === 16 ? `${local}:00` : local}${offset}` : undefined

/** A moment in an entry's window: now if it is open, else when it opens, or the last moment before it closed. */
export function momentIn(source: Source): Moment {
  const { starts_at: starts, ends_at: ends } = fieldsOf(fieldsOf(source.conditions).time_window)
  const [from, until] = [Date.parse(String(starts)), Date.parse(String(ends))]
  if (Date.now() > until) return momentOf(String(starts ?? ends))
  return Date.now() < from ? momentOf(String(starts)) : now()
}

function momentOf(iso: string): Moment {
  const [, local, offset] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.exec(iso) ?? []
  return local && offset ? { local, offset: offset === "Z" ? "+00:00" : offset } : now()
}

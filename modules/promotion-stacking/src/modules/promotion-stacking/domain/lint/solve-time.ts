import type { Condition } from "../entry"
import { zonedTime } from "../zoned-time"
import { only, type Clause } from "./clauses"
import type { Solved } from "./solved"

type Hours = Extract<Condition, { kind: "hours" }>

const QUARTER_MS = 15 * 60_000
const QUARTERS_OF_A_WEEK = 8 * 24 * 4

/** Instants at which the windows are open, earliest first, from `notBeforeMs` on; weekdays and hours contradict nothing. */
export function solveTime(clause: Clause, notBeforeMs = -Infinity): Solved<readonly number[]> {
  const windows = only(clause, "window")
  const starts = windows.flatMap(({ atom: { startsAtMs, endsAtMs } }) => [
    ...(startsAtMs === null ? [] : [startsAtMs, startsAtMs - 1]),
    ...(endsAtMs === null ? [] : [endsAtMs, endsAtMs + 1]),
  ])
  // What windows leave open begins at one of these, or goes back without an end.
  const earliest = Math.min(0, ...starts) - 1
  const instants = [Number.isFinite(notBeforeMs) ? notBeforeMs : earliest, ...starts]
    .filter((ms) => ms >= notBeforeMs && windows.every(({ atom, holds }) => isOpen(atom, ms) === holds))
    .sort((a, b) => a - b)
  if (instants.length === 0) return { because: whyShut(clause, notBeforeMs) }

  for (const zone of new Set(only(clause, "weekday").map(({ atom }) => atom.zone))) {
    const own = only(clause, "weekday").filter(({ atom }) => atom.zone === zone)
    if (![1, 2, 3, 4, 5, 6, 7].some((day) => own.every(({ atom, holds }) => atom.days.includes(day) === holds))) {
      return { because: `there is no weekday in ${zone} that the conditions have in common` }
    }
  }
  for (const zone of new Set(only(clause, "hours").map(({ atom }) => atom.zone))) {
    const own = only(clause, "hours").filter(({ atom }) => atom.zone === zone)
    const minutes = [0, ...own.flatMap(({ atom }) => [atom.from, atom.until % (24 * 60)])]
    if (!minutes.some((minute) => own.every(({ atom, holds }) => isWithin(atom, minute) === holds))) {
      return { because: `there is no time of day in ${zone} that the conditions have in common` }
    }
  }
  return { value: instants }
}

/** A time for a cart: the first quarter of an hour of the coming week at which everything about time is so. */
export function findInstant(clause: Clause, nowMs: number): number | null {
  const solved = solveTime(clause, nowMs)
  if ("because" in solved) return null
  const calendar = [...only(clause, "weekday"), ...only(clause, "hours")]
  const first = solved.value[0]!
  if (calendar.length === 0) return first
  for (let quarter = 0; quarter < QUARTERS_OF_A_WEEK; quarter++) {
    const ms = quarter === 0 ? first : Math.ceil(first / QUARTER_MS) * QUARTER_MS + quarter * QUARTER_MS
    const fits = calendar.every(({ atom, holds }) => {
      const { weekday, minute } = zonedTime(ms, atom.zone)
      return (atom.kind === "weekday" ? atom.days.includes(weekday) : isWithin(atom, minute)) === holds
    })
    if (fits) return ms
  }
  return null
}

const isOpen = (window: Extract<Condition, { kind: "window" }>, ms: number): boolean =>
  (window.startsAtMs === null || ms >= window.startsAtMs) && (window.endsAtMs === null || ms <= window.endsAtMs)

const isWithin = ({ from, until }: Hours, minute: number): boolean =>
  from <= until ? minute >= from && minute < until : minute >= from || minute < until

function whyShut(clause: Clause, notBeforeMs: number): string {
  const ends = only(clause, "window").flatMap(({ atom, holds }) =>
    holds && atom.endsAtMs !== null ? [atom.endsAtMs] : [],
  )
  const over = ends.find((endsAtMs) => endsAtMs < notBeforeMs)
  return over === undefined
    ? "there is no time that all of their windows have in common"
    : `its time window ended at ${new Date(over).toISOString()}`
}

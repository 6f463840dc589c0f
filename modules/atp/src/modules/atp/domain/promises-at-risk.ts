import { addDays, compareDays, DAY_UNKNOWN, type CalendarDay } from "./calendar-day"
import { coverDemands, type CoverageSlice } from "./coverage"
import type { Supply } from "./supply-timeline"

/** Units of an order line that were promised. */
export type LinePromise = {
  /** Of the allocation. */
  readonly id: string
  readonly lineItemId: string
  /** `null` means from stock; DAY_UNKNOWN that no date was given. */
  readonly promisedDay: CalendarDay | null
  /** ISO 8601 in UTC. */
  readonly promisedAt: string
  readonly quantity: number
}

export type PromiseAtRisk = {
  readonly promiseId: string
  readonly lineItemId: string
  readonly quantity: number
  readonly promisedDay: CalendarDay | null
  /** The day the promise can be kept on, always later than promised; `null` when no known supply covers it. */
  readonly newDay: CalendarDay | null
  /** When `newDay` is not known: the day by which more is there if it is ordered today. A hint; nobody has ordered it. */
  readonly obtainableDay: CalendarDay | null
  /** The supply it now waits for, in the order it arrives. */
  readonly slices: readonly CoverageSlice[]
}

/**
 * The promises that supply, as it is expected now, no longer keeps, the soonest promised first.
 *
 * - A promise that can still be kept is never on the list: the late ones do not take its units.
 * - A promise without a date cannot be late.
 * - `leadTimeDays`, when more can be obtained: a promise that no known supply covers is not at risk as long as ordering
 *   today is early enough. It gets no new day from the lead time alone: that would be a promise on nothing ordered, and
 *   would then compete with promises that have supply.
 *
 * `stockNow` is net of safety stock and of every demand that is not among the promises.
 */
export function promisesAtRisk(facts: {
  readonly today: CalendarDay
  readonly stockNow: number
  readonly supplies: readonly Supply[]
  readonly promises: readonly LinePromise[]
  readonly leadTimeDays?: number | null
}): PromiseAtRisk[] {
  const { today, promises, leadTimeDays = null } = facts
  const obtainable = leadTimeDays === null ? null : addDays(today, leadTimeDays)
  const demands = promises.map((promise) => ({ ...promise, day: promise.promisedDay }))
  const coverages = new Map(coverDemands({ ...facts, demands }).map((coverage) => [coverage.demandId, coverage]))

  return [...promises].sort(bySoonest).flatMap((promise) => {
    const { id, lineItemId, quantity, promisedDay } = promise
    if (promisedDay === DAY_UNKNOWN) return []
    const coverage = coverages.get(id)
    const newDay = coverage?.day ?? null
    const obtainableDay = newDay === null ? obtainable : null
    const reachable = newDay ?? obtainableDay
    if (reachable !== null && reachable <= (promisedDay ?? today)) return []
    const slices = coverage?.slices ?? []
    return [{ promiseId: id, lineItemId, quantity, promisedDay, newDay, obtainableDay, slices }]
  })
}

/**
 * The promises with their new days, in the order given. A day only ever moves later, and a promise for which no new day
 * is known keeps the day that was given to the shopper: it is late, and stays first in line.
 */
export function reDate(promises: readonly LinePromise[], atRisk: readonly PromiseAtRisk[]): LinePromise[] {
  const newDays = new Map(atRisk.map((risk) => [risk.promiseId, risk.newDay]))
  return promises.map((promise) => {
    const newDay = newDays.get(promise.id) ?? null
    const isLater = newDay !== null && (promise.promisedDay === null || compareDays(newDay, promise.promisedDay) > 0)
    return isLater ? { ...promise, promisedDay: newDay } : promise
  })
}

// Those from stock were promised for at once.
const bySoonest = (a: LinePromise, b: LinePromise) =>
  compareTexts(a.promisedDay ?? "", b.promisedDay ?? "") ||
  compareTexts(a.promisedAt, b.promisedAt) ||
  compareTexts(a.id, b.id)

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

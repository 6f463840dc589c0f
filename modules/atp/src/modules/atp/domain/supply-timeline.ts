import { BrokenAssumption } from "@holdfast/kernel"

import { addDays, type CalendarDay } from "./calendar-day"
import { addQuantities, compareQuantities, minQuantity, subtractQuantities, sumQuantities } from "./quantity"
import type { LevelKey, StockLevel } from "./stock-level"

/** Units that are on their way: the open quantity of a scheduled receipt, or of a transfer between locations. */
export type Supply = {
  readonly id: string
  readonly kind: "transfer" | "receipt"
  readonly locationId: string
  /** The day it is expected. */
  readonly day: CalendarDay
  /** Units still to come. At or below 0, as after an over-receipt, nothing is. */
  readonly quantity: number
}

/** Units already promised: an allocation or a hold. */
export type Demand = {
  readonly id: string
  /** The promised day. `null` means from stock now; a backorder that could not be dated has DAY_UNKNOWN. */
  readonly day: CalendarDay | null
  readonly quantity: number
}

/** Units that become promisable, and where they come from. Stock has no `supplyId`. */
export type Rise = {
  readonly source: "stock" | Supply["kind"]
  readonly supplyId: string | null
  readonly locationId: string | null
  readonly quantity: number
  readonly day: CalendarDay
}

/** One day on which something arrives or is due. All figures are units. */
export type TimePoint = {
  readonly day: CalendarDay
  readonly arrivals: readonly Supply[]
  readonly arriving: number
  readonly due: number
  /** Stock and all arrivals, less all demand due, up to and including this day. */
  readonly cumulative: number
  /** The least `cumulative` from this day on: what can be promised for it without breaking a later promise. */
  readonly available: number
}

/** What can be promised for when. The first point is today. */
export type Timeline = {
  readonly today: CalendarDay
  /** Promisable from stock alone, before anything arrives; below 0 when more is owed than there is. */
  readonly now: number
  readonly points: readonly TimePoint[]
  /** The promisable units in the order in which they come. Together they are the last point's `available`. */
  readonly rises: readonly Rise[]
}

/** A timeline that knows its stock, so that a further demand can be added. A pool of several does not. */
export type SupplyTimeline = Timeline & { readonly locationId: string | null; readonly stock: number }

/** The counters of one item at one location, in units. */
export type LevelCounters = Omit<StockLevel, keyof LevelKey | "atp">

/**
 * The `stockNow` of a timeline: what is on the shelf, less safety stock and every demand that is not in `demands`. The
 * listed ones are within `allocated` and `held`, and are taken off again on their days. `transitIn` does not count:
 * it arrives with its transfers, on theirs.
 */
export function stockNowOf(level: LevelCounters, demands: readonly Demand[]): number {
  const there = sumQuantities([level.onHand, level.inFulfilment, ...demands.map((demand) => demand.quantity)])
  return subtractQuantities(there, sumQuantities([level.allocated, level.held, level.transitOut, level.safetyStock]))
}

/**
 * Lays supply and demand out by day.
 *
 * - `stockNow`: units there today, net of safety stock and of every demand not listed. It may be negative.
 * - A supply that is overdue is not stock: it is expected tomorrow at the earliest, each day anew.
 * - A demand that is overdue, or has no day, is owed from stock now.
 *
 * @example
 * // 5 on hand, 8 allocated, 10 arriving on D: -3 now, 7 on D
 * const timeline = buildTimeline({ today, stockNow: -3, supplies: [tenOnD], demands: [] })
 * earliestDay(timeline, 6) // D
 */
export function buildTimeline(facts: {
  readonly today: CalendarDay
  /** Named in the rises from stock. */
  readonly locationId?: string | null
  readonly stockNow: number
  readonly supplies: readonly Supply[]
  readonly demands: readonly Demand[]
}): SupplyTimeline {
  const { today } = facts
  const days = new Map<CalendarDay, { supplies: Supply[]; due: number[] }>()
  const on = (day: CalendarDay) => {
    const known = days.get(day) ?? { supplies: [], due: [] }
    days.set(day, known)
    return known
  }
  on(today)

  const tomorrow = addDays(today, 1)
  for (const supply of facts.supplies) {
    if (supply.quantity > 0) on(supply.day < today ? tomorrow : supply.day).supplies.push(supply)
  }
  const owedNow: number[] = []
  for (const { day, quantity } of facts.demands) {
    if (quantity > 0) (day === null || day < today ? owedNow : on(day).due).push(quantity)
  }

  const drafts = [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { supplies, due }]) => ({
      day,
      arrivals: supplies.sort(byCertainty),
      arriving: sumQuantities(supplies.map((supply) => supply.quantity)),
      due: sumQuantities(due),
    }))
  return settle(today, facts.locationId ?? null, subtractQuantities(facts.stockNow, sumQuantities(owedNow)), drafts)
}

/** The timeline with one more demand on it, as the next one to ask will find it. */
export function withDemand(timeline: SupplyTimeline, { day, quantity }: Demand): SupplyTimeline {
  const { today, locationId, stock, points } = timeline
  if (quantity <= 0) return timeline
  if (day === null || day < today) return settle(today, locationId, subtractQuantities(stock, quantity), points)

  const drafts: Draft[] = points.map((point) =>
    point.day === day ? { ...point, due: addQuantities(point.due, quantity) } : point,
  )
  if (!points.some((point) => point.day === day)) {
    const next = points.findIndex((point) => point.day > day)
    drafts.splice(next === -1 ? points.length : next, 0, { day, arrivals: [], arriving: 0, due: quantity })
  }
  return settle(today, locationId, stock, drafts)
}

/**
 * What several locations can promise together. A location that owes more than it has, or is below its safety stock,
 * adds nothing; it takes nothing from the others either.
 */
export function poolTimelines(today: CalendarDay, timelines: readonly Timeline[]): Timeline {
  if (timelines.some((timeline) => timeline.today !== today)) {
    throw new BrokenAssumption(
      "timelines_mixed",
      `A pool for ${today} was given another day's timeline.`,
      "Rebuild it.",
    )
  }
  const days = [...new Set([today, ...timelines.flatMap(({ points }) => points.map(({ day }) => day))])].sort()
  const points = days.map((day): TimePoint => {
    const own = timelines.flatMap((timeline) => timeline.points.filter((point) => point.day === day))
    return {
      day,
      arrivals: own.flatMap((point) => point.arrivals),
      arriving: sumQuantities(own.map((point) => point.arriving)),
      due: sumQuantities(own.map((point) => point.due)),
      cumulative: sumQuantities(timelines.map((timeline) => lastPoint(timeline, day)?.cumulative ?? 0)),
      available: sumQuantities(timelines.map((timeline) => Math.max(0, availableOn(timeline, day)))),
    }
  })
  return {
    today,
    now: sumQuantities(timelines.map((timeline) => Math.max(0, timeline.now))),
    points,
    rises: timelines.flatMap((timeline) => timeline.rises).sort(byDayThenStock),
  }
}

/** Units that can be promised for that day; 0 for a day that has passed. Below 0 when earlier promises lack supply. */
export function availableOn(timeline: Timeline, day: CalendarDay): number {
  return lastPoint(timeline, day)?.available ?? 0
}

/** The first day for which that many can be promised whole, or `null` when no known supply reaches so far. */
export function earliestDay(timeline: Timeline, quantity: number): CalendarDay | null {
  return timeline.points.find((point) => compareQuantities(point.available, quantity) >= 0)?.day ?? null
}

/** The first `quantity` units in the order in which they come; fewer when there are not as many. */
export function firstUnits(timeline: Timeline, quantity: number): Rise[] {
  const units: Rise[] = []
  let missing = quantity
  for (const rise of timeline.rises) {
    if (missing <= 0) break
    const taken = minQuantity(rise.quantity, missing)
    units.push({ ...rise, quantity: taken })
    missing = subtractQuantities(missing, taken)
  }
  return units
}

type Draft = Pick<TimePoint, "day" | "arrivals" | "arriving" | "due">

function settle(
  today: CalendarDay,
  locationId: string | null,
  stock: number,
  drafts: readonly Draft[],
): SupplyTimeline {
  let cumulative = stock
  const forward = drafts.map(({ day, arrivals, arriving, due }) => {
    cumulative = subtractQuantities(addQuantities(cumulative, arriving), due)
    return { day, arrivals, arriving, due, cumulative }
  })
  let least = cumulative
  const points = forward
    .reverse()
    .map((point): TimePoint => ({ ...point, available: (least = minQuantity(least, point.cumulative)) }))
    .reverse()
  const now = minQuantity(stock, least)
  return { today, locationId, stock, now, points, rises: risesOf(today, locationId, now, points) }
}

/**
 * `available` only ever grows from point to point, and never by more than arrives on the day: before a growth it equals
 * `cumulative`, after it it is at most that. So each growth has arrivals to name.
 */
function risesOf(today: CalendarDay, locationId: string | null, now: number, points: readonly TimePoint[]): Rise[] {
  const rises: Rise[] = []
  let promisable = Math.max(0, now)
  if (promisable > 0) rises.push({ source: "stock", supplyId: null, locationId, quantity: promisable, day: today })
  for (const { day, available, arrivals } of points) {
    let growth = subtractQuantities(Math.max(0, available), promisable)
    for (const supply of arrivals) {
      if (growth <= 0) break
      const quantity = minQuantity(growth, supply.quantity)
      rises.push({ source: supply.kind, supplyId: supply.id, locationId: supply.locationId, quantity, day })
      growth = subtractQuantities(growth, quantity)
    }
    promisable = Math.max(promisable, available)
  }
  return rises
}

const lastPoint = (timeline: Timeline, day: CalendarDay) => timeline.points.findLast((point) => point.day <= day)

// Transfers before receipts: they are ours already. Then by id, so that an explanation reads the same each time.
const byCertainty = (a: Supply, b: Supply) =>
  a.kind === b.kind ? (a.id < b.id ? -1 : 1) : a.kind === "transfer" ? -1 : 1

const SOURCE_ORDER = { stock: 0, transfer: 1, receipt: 2 }
const byDayThenStock = (a: Rise, b: Rise) =>
  a.day === b.day ? SOURCE_ORDER[a.source] - SOURCE_ORDER[b.source] : a.day < b.day ? -1 : 1

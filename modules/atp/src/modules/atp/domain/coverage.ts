import { type CalendarDay, DAY_UNKNOWN } from "./calendar-day"
import { minQuantity, subtractQuantities } from "./quantity"
import { availableOn, buildTimeline, earliestDay, withDemand, type Demand, type Supply } from "./supply-timeline"

/** A demand with the moment it was promised, as ISO 8601 in UTC (what toISOString writes): who came first. */
export type QueuedDemand = Demand & { readonly promisedAt: string }

/** Some units of a demand and the supply they come from. Stock has no `supplyId`. */
export type CoverageSlice = {
  readonly source: "stock" | Supply["kind"]
  readonly supplyId: string | null
  readonly locationId: string | null
  readonly quantity: number
  /** The day these units are there: today, or the day the supply is expected. */
  readonly day: CalendarDay
}

export type DemandCoverage = {
  readonly demandId: string
  readonly promisedDay: CalendarDay | null
  /** The day the last unit is there; `null` when some unit has no supply. */
  readonly day: CalendarDay | null
  readonly slices: readonly CoverageSlice[]
  /** Units without supply. */
  readonly uncovered: number
}

/**
 * Says which supply covers which unit.
 *
 * A promise that can be kept is kept, the older promise first; one that cannot waits for the first day that breaks none
 * of those. Taking strictly in the order of promised days would let one delayed receipt make every later promise late
 * as well. Supply then goes out in the order of these days (`promisedAt`, then id, decide between equals), the earliest
 * supply first: whatever can be in time then is.
 *
 * `stockNow` is net of safety stock and of every demand that is not listed; below 0, those take the first arrivals.
 *
 * @returns one coverage for each demand, in the order given
 */
export function coverDemands(facts: {
  readonly today: CalendarDay
  readonly locationId?: string | null
  readonly stockNow: number
  readonly supplies: readonly Supply[]
  readonly demands: readonly QueuedDemand[]
}): DemandCoverage[] {
  const { today, demands } = facts
  const take = supplyInOrder(facts)
  const coverages = new Map<string, DemandCoverage>()
  for (const { demand } of daysInOrder(facts)) coverages.set(demand.id, cover(demand, take(demand.quantity)))
  return demands.map((demand) => coverages.get(demand.id) ?? cover(demand, []))

  function cover(demand: QueuedDemand, slices: readonly CoverageSlice[]): DemandCoverage {
    const uncovered = slices.reduce((rest, slice) => subtractQuantities(rest, slice.quantity), demand.quantity)
    return {
      demandId: demand.id,
      promisedDay: demand.day,
      day: uncovered > 0 ? null : (slices.at(-1)?.day ?? today),
      slices,
      uncovered: Math.max(0, uncovered),
    }
  }
}

type Facts = Parameters<typeof coverDemands>[0]

/** Each demand with the day it can be had on, in the order of these days. Those that cannot be dated come last. */
function daysInOrder(facts: Facts): { demand: QueuedDemand; day: CalendarDay }[] {
  const { today } = facts
  const queue = [...facts.demands].sort(byAge)
  let timeline = buildTimeline({ ...facts, demands: [] })
  const dated: { demand: QueuedDemand; day: CalendarDay; isFromStock: boolean }[] = []
  const late: QueuedDemand[] = []

  for (const demand of queue) {
    const isFromStock = demand.day === null || demand.day < today
    const there = isFromStock ? timeline.now : availableOn(timeline, demand.day)
    if (there < demand.quantity) late.push(demand)
    else {
      timeline = withDemand(timeline, demand)
      dated.push({ demand, day: isFromStock ? today : demand.day, isFromStock })
    }
  }
  for (const demand of late) {
    const day = earliestDay(timeline, demand.quantity)
    if (day !== null) timeline = withDemand(timeline, { ...demand, day })
    dated.push({ demand, day: day ?? AFTER_ALL, isFromStock: false })
  }
  // A stable sort: between equals the queue decides, kept promises before late ones.
  return dated.sort((a, b) =>
    a.day === b.day ? Number(b.isFromStock) - Number(a.isFromStock) : a.day < b.day ? -1 : 1,
  )
}

// Text beyond every day: also beyond DAY_UNKNOWN, whose demands may be covered whole.
const AFTER_ALL = `${DAY_UNKNOWN}+` as CalendarDay

/** Hands out units, the earliest first. What is owed to demands that are not listed goes first. */
function supplyInOrder(facts: Facts): (quantity: number) => CoverageSlice[] {
  const { points, stock, locationId, today } = buildTimeline({ ...facts, demands: [] })
  const open: CoverageSlice[] = points.flatMap((point) =>
    point.arrivals.map(({ id, kind, locationId, quantity }) => {
      return { source: kind, supplyId: id, locationId, quantity, day: point.day }
    }),
  )
  if (stock > 0) open.unshift({ source: "stock", supplyId: null, locationId, quantity: stock, day: today })

  let next = 0
  const take = (quantity: number) => {
    const slices: CoverageSlice[] = []
    let missing = quantity
    for (let first = open[next]; missing > 0 && first !== undefined; first = open[next]) {
      const taken = minQuantity(first.quantity, missing)
      slices.push({ ...first, quantity: taken })
      missing = subtractQuantities(missing, taken)
      const left = subtractQuantities(first.quantity, taken)
      if (left > 0) open[next] = { ...first, quantity: left }
      else next += 1
    }
    return slices
  }
  if (stock < 0) take(-stock)
  return take
}

const byAge = (a: QueuedDemand, b: QueuedDemand) =>
  a.promisedAt === b.promisedAt ? (a.id < b.id ? -1 : 1) : a.promisedAt < b.promisedAt ? -1 : 1

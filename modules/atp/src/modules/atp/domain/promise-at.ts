import { compareDays, type CalendarDay } from "./calendar-day"
import { promiseFor, type DatedPromise, type PromisePolicy, type PromiseRefused } from "./promise-date"
import type { StockLevel } from "./stock-level"
import { buildTimeline, stockNowOf, type Demand, type Supply, type Timeline } from "./supply-timeline"
import { refuse, type Outcome } from "@holdfast/kernel"
import { sumQuantities } from "./quantity"

/** What one item is promised from, at every location. */
export interface ItemSupply {
  readonly today: CalendarDay
  readonly supplies: readonly Supply[]
  readonly demands: readonly (Demand & { readonly locationId: string })[]
  readonly policy: Omit<PromisePolicy, "backorderAllowed" | "preorderedNow"> | null
}

/** An item without a policy of its own: the variant's permission is all there is. */
const NO_POLICY: Omit<PromisePolicy, "backorderAllowed" | "preorderedNow"> = {
  backorderLimit: null,
  backorderedNow: 0,
  leadTimeDays: null,
  preorderCap: null,
  preorderReleaseDay: null,
}

/** What can be promised for when at one location. A holder's own demand is left out by its id. */
export function timelineAt(level: StockLevel, supply: ItemSupply, exceptDemand: string | null): Timeline {
  const here = supply.demands.filter((demand) => demand.locationId === level.locationId)
  const own = here.filter((demand) => demand.id === exceptDemand)
  return buildTimeline({
    today: supply.today,
    locationId: level.locationId,
    stockNow: stockNowOf(level, here),
    supplies: supply.supplies.filter((one) => one.locationId === level.locationId),
    demands: here.filter((demand) => !own.includes(demand)),
  })
}

/** What an item may be promised beyond its supply, with what is preordered already. */
export function promisePolicy(
  supply: ItemSupply,
  backorderAllowed: boolean,
  exceptDemand: string | null,
): PromisePolicy {
  const policy = supply.policy ?? NO_POLICY
  const release = policy.preorderReleaseDay
  const preordered = supply.demands.filter(
    (demand) => demand.id !== exceptDemand && demand.day !== null && release !== null && demand.day >= release,
  )
  return { ...policy, backorderAllowed, preorderedNow: sumQuantities(preordered.map((demand) => demand.quantity)) }
}

const NOWHERE: PromiseRefused = {
  ...refuse("insufficient_inventory", "The item is stocked nowhere.", "Add an inventory level for it."),
  availableNow: 0,
  nextDay: null,
  availableOnNextDay: 0,
  promisable: 0,
}

/** The promise at the location that can make the earliest one; a tie goes to the location named first. */
export function earliestPromise(ask: {
  readonly levels: readonly StockLevel[]
  readonly supply: ItemSupply
  readonly quantity: number
  readonly backorderAllowed: boolean
  readonly exceptDemand: string | null
}): Outcome<{ readonly locationId: string; readonly promise: DatedPromise }, PromiseRefused> {
  const policy = promisePolicy(ask.supply, ask.backorderAllowed, ask.exceptDemand)
  let best: { locationId: string; promise: DatedPromise } | undefined
  let refused: PromiseRefused = NOWHERE
  for (const level of ask.levels) {
    const answer = promiseFor({
      timeline: timelineAt(level, ask.supply, ask.exceptDemand),
      quantity: ask.quantity,
      policy,
    })
    if (!answer.ok) refused = refused === NOWHERE || answer.promisable > refused.promisable ? answer : refused
    else if (!best || isEarlier(answer.value.day, best.promise.day)) {
      best = { locationId: level.locationId, promise: answer.value }
    }
  }
  if (best) return { ok: true, value: best }
  return refused
}

const isEarlier = (a: CalendarDay | null, b: CalendarDay | null) => a !== null && (b === null || compareDays(a, b) < 0)

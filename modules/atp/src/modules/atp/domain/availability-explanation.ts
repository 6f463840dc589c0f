import type { Outcome } from "@holdfast/kernel"

import { DAY_UNKNOWN, type CalendarDay } from "./calendar-day"
import {
  promiseFor,
  type DatedPromise,
  type PromisePart,
  type PromisePolicy,
  type PromiseRefused,
  type PromiseSource,
} from "./promise-date"
import { addQuantities, compareQuantities, subtractQuantities, sumQuantities } from "./quantity"
import type { StockLevel } from "./stock-level"
import {
  availableOn,
  buildTimeline,
  firstUnits,
  poolTimelines,
  stockNowOf,
  type Demand,
  type Supply,
} from "./supply-timeline"

/** A live hold. `expiresAt` is ISO 8601 in UTC; `day` as in a demand: `null` when it stands on stock. */
export type LiveHold = {
  readonly quantity: number
  readonly expiresAt: string
  readonly day: CalendarDay | null
}

/** All that is known about the item at one location. */
export type LocationFacts = {
  readonly name: string
  readonly level: StockLevel
  readonly supplies: readonly Supply[]
  /** The dated demands within `allocated` and `held`. Those from stock need not be listed. */
  readonly demands: readonly Demand[]
  /** The soonest to expire are enough: what is not listed is not waited for. */
  readonly holds: readonly LiveHold[]
}

/** Which of the asked units, counted from 1 when they are whole, come from where. */
export type UnitRange = {
  /** Units before this range. */
  readonly after: number
  /** Units up to the end of this range. */
  readonly upTo: number
  /** `none`: nothing covers these. */
  readonly source: PromiseSource | "none"
  readonly supplyId: string | null
  readonly locationId: string | null
  readonly day: CalendarDay | null
  readonly sentence: string
}

export type Blocker = {
  readonly kind:
    | "allocated"
    | "held"
    | "in_transfer"
    | "safety_stock"
    | "backorder_not_allowed"
    | "backorder_limit"
    | "preorder_cap"
    | "release_day"
  readonly locationId: string | null
  /** Units it keeps away; for a limit, the units that are over it. */
  readonly quantity: number
  /** When it ends by itself: a hold's deadline (ISO 8601), a release day. */
  readonly until: string | null
  readonly sentence: string
}

/** One change that turns the answer into a yes, or a later day into today. */
export type Lever = {
  readonly kind:
    | "wait_for_hold"
    | "lower_safety_stock"
    | "raise_backorder_limit"
    | "allow_backorder"
    | "raise_preorder_cap"
    | "receive"
  readonly locationId: string | null
  /** By how many units: the least that is enough. */
  readonly quantity: number
  /** When waiting is enough: until this moment (ISO 8601). */
  readonly at: string | null
  readonly sentence: string
}

export type AvailabilityExplanation = {
  readonly asked: { readonly quantity: number; readonly today: CalendarDay }
  readonly answer: Outcome<DatedPromise, PromiseRefused>
  readonly components: readonly (StockLevel & { readonly name: string })[]
  /** The asked units in the order in which they come; together all of them. */
  readonly coverage: readonly UnitRange[]
  /** Empty when all units can be had today. */
  readonly blockers: readonly Blocker[]
  /** The smallest first. Empty when all units can be had today, or when no single change is enough. */
  readonly levers: readonly Lever[]
  readonly smallestChange: Lever | null
  /** The whole, to be read from top to bottom. */
  readonly sentences: readonly string[]
}

export type AvailabilityQuestion = {
  readonly today: CalendarDay
  readonly quantity: number
  readonly locations: readonly LocationFacts[]
  readonly policy: PromisePolicy
}

/** The answer over all locations together: each keeps its own promises, and what they can spare adds up. */
export function answerOver(question: AvailabilityQuestion): Outcome<DatedPromise, PromiseRefused> {
  return promiseFor({ ...question, timeline: pooled(question) })
}

/**
 * Says why the answer is what it is: which supply covers which unit, what keeps the rest away, and the smallest change
 * that would help. Each lever has been tried: the same question with that change made gets the better answer.
 */
export function explainAvailability(question: AvailabilityQuestion): AvailabilityExplanation {
  const { today, quantity, locations } = question
  const answer = answerOver(question)
  const coverage = rangesOf(question, answer)
  const isToday = answer.ok && answer.value.day === today
  const blockers = isToday ? [] : blockersOf(question, answer)
  const levers = isToday ? [] : leversOf(question, answer)
  const [smallestChange = null] = levers
  return {
    asked: { quantity, today },
    answer,
    components: locations.map(({ name, level }) => ({ ...level, name })),
    coverage,
    blockers,
    levers,
    smallestChange,
    sentences: [
      answerSentence(quantity, answer),
      ...[...coverage, ...blockers].map(({ sentence }) => sentence),
      ...(smallestChange ? [`The smallest change that would help: ${smallestChange.sentence}`] : []),
    ],
  }
}

const timelineAt = (today: CalendarDay, { level, supplies, demands }: LocationFacts) =>
  buildTimeline({ today, locationId: level.locationId, stockNow: stockNowOf(level, demands), supplies, demands })

const pooled = ({ today, locations }: AvailabilityQuestion) =>
  poolTimelines(
    today,
    locations.map((location) => timelineAt(today, location)),
  )

function answerSentence(quantity: number, answer: Outcome<DatedPromise, PromiseRefused>): string {
  if (!answer.ok) return answer.message
  return `${quantity} can be promised${answer.value.day === null ? ", with no date known" : ` for ${answer.value.day}`}.`
}

function rangesOf(question: AvailabilityQuestion, answer: Outcome<DatedPromise, PromiseRefused>): UnitRange[] {
  const { quantity, locations } = question
  const names = new Map(locations.map(({ name, level }) => [level.locationId, name]))
  const parts: readonly PromisePart[] = answer.ok ? answer.value.parts : firstUnits(pooled(question), quantity)
  let after = 0
  const range = (part: Omit<PromisePart, "source"> & Pick<UnitRange, "source">): UnitRange => {
    const { source, supplyId, locationId, day } = part
    const upTo = addQuantities(after, part.quantity)
    const from = fromText(source, supplyId, locationId === null ? null : (names.get(locationId) ?? locationId), day)
    const sentence = `${unitsText(after, upTo)} ${from}.`
    const made = { after, upTo, source, supplyId, locationId, day, sentence }
    after = upTo
    return made
  }
  const ranges = parts.map(range)
  const rest = subtractQuantities(quantity, after)
  const nothing = { source: "none" as const, supplyId: null, locationId: null, day: null }
  return rest > 0 ? [...ranges, range({ ...nothing, quantity: rest })] : ranges
}

function unitsText(after: number, upTo: number): string {
  if (!Number.isInteger(after) || !Number.isInteger(upTo)) return `From ${after} to ${upTo}`
  return upTo - after === 1 ? `Unit ${upTo}` : `Units ${after + 1}-${upTo}`
}

function fromText(source: UnitRange["source"], id: string | null, place: string | null, day: CalendarDay | null) {
  const at = place === null ? "" : ` at ${place}`
  switch (source) {
    case "stock":
      return `from stock${at}`
    case "transfer":
    case "receipt":
      return `from ${source} ${id ?? ""}${at} on ${day ?? "no known day"}`
    case "lead_time":
      return `obtained within the lead time, by ${day ?? "no known day"}`
    case "backorder":
      return day === null ? "on backorder, with no date known" : `on backorder, for the release on ${day}`
    case "none":
      return "without any supply"
  }
}

function blockersOf({ today, quantity, locations, policy }: AvailabilityQuestion, answer: Answer): Blocker[] {
  const here = locations.flatMap(({ name, level, holds }): Blocker[] => {
    const { locationId } = level
    const soonest = holds.map((hold) => hold.expiresAt).sort()[0] ?? null
    const expiry = soonest === null ? "" : `, the soonest until ${soonest}`
    const all: Omit<Blocker, "locationId">[] = [
      block("allocated", level.allocated, `${level.allocated} at ${name} are allocated to orders.`),
      block("held", level.held, `${level.held} at ${name} are held in carts${expiry}.`, soonest),
      block("in_transfer", level.transitOut, `${level.transitOut} at ${name} are leaving for another location.`),
      block("safety_stock", level.safetyStock, `${level.safetyStock} at ${name} are safety stock.`),
    ]
    return all.filter((blocker) => blocker.quantity > 0).map((blocker) => ({ ...blocker, locationId }))
  })
  return [...here, ...limitsOf(quantity, policy, answer, today).map((limit) => ({ ...limit, locationId: null }))]
}

function limitsOf(quantity: number, policy: PromisePolicy, answer: Answer, today: CalendarDay) {
  const release = policy.preorderReleaseDay
  if (answer.ok) {
    const isWaiting = release !== null && release > today && answer.value.day === release
    return isWaiting ? [block("release_day", quantity, `Nothing ships before the release on ${release}.`, release)] : []
  }
  const over = subtractQuantities(quantity, answer.promisable)
  if (answer.code === "preorder_cap_reached") {
    const text = `The preorder cap is ${policy.preorderCap ?? 0}, and ${policy.preorderedNow} are preordered.`
    return [block("preorder_cap", over, text, release)]
  }
  if (!policy.backorderAllowed) return [block("backorder_not_allowed", over, "Backorders are not allowed.")]
  const text = `The backorder limit is ${policy.backorderLimit ?? 0}, and ${policy.backorderedNow} are backordered.`
  return [block("backorder_limit", over, text)]
}

const block = (kind: Blocker["kind"], quantity: number, sentence: string, until: string | null = null) => {
  return { kind, quantity, until, sentence }
}

type Answer = Outcome<DatedPromise, PromiseRefused>
type Trial = { readonly lever: Lever; readonly changed: AvailabilityQuestion }

/**
 * Each single change, by the least that could be enough, kept only when asking again shows that it is. A refusal is to
 * become a promise; a promise for later is to become one for today.
 */
function leversOf(question: AvailabilityQuestion, answer: Answer): Lever[] {
  const helps = (changed: AvailabilityQuestion) => {
    const then = answerOver(changed)
    return then.ok && (!answer.ok || then.value.day === question.today)
  }
  return [...stockTrials(question, answer), ...limitTrials(question, answer)]
    .filter(({ changed }) => helps(changed))
    .map(({ lever }) => lever)
    .sort((a, b) => compareQuantities(a.quantity, b.quantity) || EASE.indexOf(a.kind) - EASE.indexOf(b.kind))
}

// Between changes of one size: what happens by itself, then what one setting does, then what must be bought.
const EASE: readonly Lever["kind"][] = [
  "wait_for_hold",
  "lower_safety_stock",
  "raise_backorder_limit",
  "allow_backorder",
  "raise_preorder_cap",
  "receive",
]

function stockTrials(question: AvailabilityQuestion, answer: Answer): Trial[] {
  const { today, quantity, locations } = question
  const spares = locations.map((location) => {
    const timeline = timelineAt(today, location)
    return { location, spare: availableOn(timeline, answer.ok ? today : DAY_UNKNOWN) }
  })
  const had = answer.ok ? sumQuantities(spares.map(({ spare }) => Math.max(0, spare))) : answer.promisable
  const shortage = subtractQuantities(quantity, had)
  if (shortage <= 0) return []

  // A location in debt pays its debt first.
  const needs = spares.map(({ location, spare }) => ({ location, need: addQuantities(shortage, Math.max(0, -spare)) }))
  const safety = needs.map(({ location, need }): Trial => {
    const sentence = `lower the safety stock at ${location.name} by ${need}.`
    return trial(question, location, "lower_safety_stock", need, sentence, (level) => ({
      ...level,
      safetyStock: Math.max(0, subtractQuantities(level.safetyStock, need)),
    }))
  })
  const receiving = needs.sort((a, b) => a.need - b.need).slice(0, 1)
  const receipts = receiving.map(({ location, need }): Trial => {
    const sentence = `receive ${need} more at ${location.name}.`
    const receive = (level: StockLevel) => ({ ...level, onHand: addQuantities(level.onHand, need) })
    return trial(question, location, "receive", need, sentence, receive)
  })
  return [...safety, ...receipts, ...waitTrials(question, spares, had)]
}

/** Lets holds expire one by one, the soonest first, until enough is free. Only holds on stock free stock. */
function waitTrials(
  question: AvailabilityQuestion,
  spares: readonly { location: LocationFacts; spare: number }[],
  had: number,
): Trial[] {
  const left = new Map(spares.map(({ location, spare }) => [location, spare]))
  const freed = new Map<LocationFacts, number>()
  const holds = spares
    .flatMap(({ location }) => location.holds.map((hold) => ({ location, ...hold })))
    .filter((hold) => hold.day === null && hold.quantity > 0)
    .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1))

  let gained = had
  for (const { location, quantity, expiresAt } of holds) {
    const before = left.get(location) ?? 0
    const spare = addQuantities(before, quantity)
    left.set(location, spare)
    freed.set(location, addQuantities(freed.get(location) ?? 0, quantity))
    gained = addQuantities(gained, subtractQuantities(Math.max(0, spare), Math.max(0, before)))
    if (compareQuantities(gained, question.quantity) < 0) continue

    const locations = question.locations.map((each) => {
      const held = subtractQuantities(each.level.held, freed.get(each) ?? 0)
      return { ...each, level: { ...each.level, held } }
    })
    const units = sumQuantities([...freed.values()])
    const locationId = freed.size === 1 ? location.level.locationId : null
    const sentence = `wait until the hold expiring at ${expiresAt}; by then ${units} held units are free.`
    const lever: Lever = { kind: "wait_for_hold", locationId, quantity: units, at: expiresAt, sentence }
    return [{ lever, changed: { ...question, locations } }]
  }
  return []
}

function trial(
  question: AvailabilityQuestion,
  location: LocationFacts,
  kind: Lever["kind"],
  quantity: number,
  sentence: string,
  change: (level: StockLevel) => StockLevel,
): Trial {
  const locations = question.locations.map((each) =>
    each === location ? { ...each, level: change(each.level) } : each,
  )
  const lever = { kind, locationId: location.level.locationId, quantity, at: null, sentence }
  return { lever, changed: { ...question, locations } }
}

function limitTrials(question: AvailabilityQuestion, answer: Answer): Trial[] {
  if (answer.ok) return []
  const { policy, quantity } = question
  const over = subtractQuantities(quantity, answer.promisable)
  const policyTrial = (
    kind: Lever["kind"],
    units: number,
    sentence: string,
    change: Partial<PromisePolicy>,
  ): Trial => ({
    lever: { kind, locationId: null, quantity: units, at: null, sentence },
    changed: { ...question, policy: { ...policy, ...change } },
  })

  if (answer.code === "preorder_cap_reached") {
    const preorderCap = addQuantities(policy.preorderedNow, quantity)
    const raise = subtractQuantities(preorderCap, policy.preorderCap ?? 0)
    return [policyTrial("raise_preorder_cap", raise, `raise the preorder cap by ${raise}.`, { preorderCap })]
  }
  if (!policy.backorderAllowed) {
    const change = { backorderAllowed: true }
    return [policyTrial("allow_backorder", over, `allow ${over} to be backordered.`, change)]
  }
  // Somebody may have lowered the limit below what is taken: that much comes on top.
  const covered = subtractQuantities(answer.promisable, roomLeft(policy))
  const backorderLimit = addQuantities(policy.backorderedNow, subtractQuantities(quantity, covered))
  const raise = subtractQuantities(backorderLimit, policy.backorderLimit ?? 0)
  return [policyTrial("raise_backorder_limit", raise, `raise the backorder limit by ${raise}.`, { backorderLimit })]
}

const roomLeft = (policy: PromisePolicy) =>
  Math.max(0, subtractQuantities(policy.backorderLimit ?? 0, policy.backorderedNow))

import { BrokenAssumption, done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"

import { addDays, type CalendarDay } from "./calendar-day"
import { addQuantities, compareQuantities, minQuantity, subtractQuantities, sumQuantities } from "./quantity"
import { firstUnits, type Rise, type Timeline } from "./supply-timeline"

/** What an item may be promised beyond stock and scheduled supply. Quantities are units, lead time whole days. */
export type PromisePolicy = {
  readonly backorderAllowed: boolean
  /** The most units promised beyond stock and scheduled supply at one time; `null` is no limit. */
  readonly backorderLimit: number | null
  readonly backorderedNow: number
  /** Days to obtain more; `null` is not known, and then a backorder has no date. */
  readonly leadTimeDays: number | null
  /**
   * The most units promised before the release day; `null` is no limit. It only limits: a preorder needs stock,
   * scheduled supply or a backorder permission like any other promise.
   */
  readonly preorderCap: number | null
  /** Before this day, no promise is for an earlier one. On it, the item is sold like any other. */
  readonly preorderReleaseDay: CalendarDay | null
  readonly preorderedNow: number
}

/** `lead_time`: to be obtained within the lead time. `backorder`: to be obtained, nobody knows by when. */
export type PromiseSource = Rise["source"] | "lead_time" | "backorder"

/** Some of the promised units: where they come from, and the day they are there. */
export type PromisePart = {
  readonly source: PromiseSource
  /** The transfer or the receipt. */
  readonly supplyId: string | null
  readonly locationId: string | null
  readonly quantity: number
  readonly day: CalendarDay | null
}

export type DatedPromise = {
  /** The day for the whole quantity; `null` when no date is known. Keep such a demand on DAY_UNKNOWN. */
  readonly day: CalendarDay | null
  /** Where the units come from that decide the day. */
  readonly source: PromiseSource
  /** In the order in which they come. */
  readonly parts: readonly PromisePart[]
  /** How many of the units are promised beyond stock and scheduled supply. */
  readonly backordered: number
}

export type PromiseRefused = Refusal<"insufficient_inventory" | "preorder_cap_reached"> & {
  /** Units from stock now, at least 0. */
  readonly availableNow: number
  /** The next day on which more is available, and how much then is. */
  readonly nextDay: CalendarDay | null
  readonly availableOnNextDay: number
  /** The most units for which the answer would have been yes. */
  readonly promisable: number
}

/**
 * The day for which `quantity` units can be promised, without breaking a promise already made:
 *
 * 1. enough in stock: today
 * 2. scheduled supply covers it: the day it does, whatever the backorder policy
 * 3. beyond all supply: if a backorder is allowed and within its limit, the lead time from today, or no date when there
 *    is no lead time; never before the supply that covers the rest
 * 4. before its release day an item is promised for that day at the earliest, and up to its preorder cap
 *
 * @returns the promise, or `insufficient_inventory` or `preorder_cap_reached` with what is available, and when
 * @throws BrokenAssumption when the quantity is not above 0: read it with parseQuantity first
 */
export function promiseFor(ask: {
  readonly timeline: Timeline
  readonly quantity: number
  readonly policy: PromisePolicy
}): Outcome<DatedPromise, PromiseRefused> {
  const { timeline, quantity, policy } = ask
  if (!(quantity > 0)) {
    throw new BrokenAssumption(
      "quantity_not_positive",
      `A promise for ${quantity} was asked for.`,
      "Ask for more than 0.",
    )
  }
  const { today } = timeline
  const release =
    policy.preorderReleaseDay !== null && policy.preorderReleaseDay > today ? policy.preorderReleaseDay : null
  const preordersLeft = release === null ? Infinity : roomUnder(policy.preorderCap, policy.preorderedNow)

  const parts: PromisePart[] = firstUnits(timeline, quantity)
  const covered = sumQuantities(parts.map((part) => part.quantity))
  const backordered = subtractQuantities(quantity, covered)
  const room = policy.backorderAllowed ? roomUnder(policy.backorderLimit, policy.backorderedNow) : 0

  if (isMoreThan(quantity, preordersLeft)) return refuseAtCap(ask, preordersLeft, room)
  if (isMoreThan(backordered, room)) return refuseAsShort(ask, covered, room)

  if (backordered > 0) {
    const { leadTimeDays } = policy
    parts.push({
      source: leadTimeDays === null ? "backorder" : "lead_time",
      supplyId: null,
      locationId: null,
      quantity: backordered,
      // Without a lead time the release day is the merchant's own word for when there will be more.
      day: leadTimeDays === null ? release : addDays(today, leadTimeDays),
    })
  }
  const deciding = parts.reduce((latest, part) => (isLater(latest.day, part.day) ? latest : part))
  const day = deciding.day !== null && release !== null && release > deciding.day ? release : deciding.day
  return done({ day, source: deciding.source, parts, backordered })
}

// `null` is no date known, which is later than any.
const isLater = (a: CalendarDay | null, b: CalendarDay | null) => b !== null && (a === null || a > b)

const roomUnder = (limit: number | null, taken: number) =>
  limit === null ? Infinity : Math.max(0, subtractQuantities(limit, taken))

const isMoreThan = (quantity: number, room: number) => room !== Infinity && compareQuantities(quantity, room) > 0

function refuseAtCap({ timeline, quantity, policy }: Ask, left: number, room: number): PromiseRefused {
  const total = sumQuantities(timeline.rises.map((rise) => rise.quantity))
  const promisable = room === Infinity ? left : minQuantity(left, addQuantities(total, room))
  return {
    ...refuse(
      "preorder_cap_reached",
      `${quantity} were asked for before the release on ${policy.preorderReleaseDay ?? "a later day"}: ` +
        `${policy.preorderedNow} of at most ${policy.preorderCap ?? 0} preorders are taken, ${left} are left.`,
      promisable > 0 ? `Ask for at most ${promisable}, or raise the preorder cap.` : "Raise the preorder cap.",
    ),
    ...outlook(timeline),
    promisable,
  }
}

function refuseAsShort({ timeline, quantity, policy }: Ask, covered: number, room: number): PromiseRefused {
  const facts = outlook(timeline)
  const promisable = addQuantities(covered, room)
  const later = facts.nextDay === null ? "and no more is expected" : `${facts.availableOnNextDay} on ${facts.nextDay}`
  const limit = policy.backorderAllowed
    ? `Of at most ${policy.backorderLimit ?? 0} backorders, ${policy.backorderedNow} are taken.`
    : "Backorders are not allowed."
  const permit = policy.backorderAllowed ? "raise the backorder limit" : "allow backorders"
  return {
    ...refuse(
      "insufficient_inventory",
      `${quantity} were asked for; available are ${facts.availableNow} now, ${later}. ${limit}`,
      promisable > 0
        ? `Ask for at most ${promisable}, or schedule a receipt, or ${permit}.`
        : `Schedule a receipt, or ${permit}.`,
    ),
    ...facts,
    promisable,
  }
}

type Ask = Parameters<typeof promiseFor>[0]

function outlook(timeline: Timeline) {
  const availableNow = Math.max(0, timeline.now)
  const next = timeline.points.find((point) => compareQuantities(point.available, availableNow) > 0)
  return { availableNow, nextDay: next?.day ?? null, availableOnNextDay: next?.available ?? availableNow }
}

import { amountIn } from "./amount-in"
import { sumOf, type Cart } from "./cart"
import type { Condition } from "./entry"
import { lineMatcher, type LineMatcher } from "./line-matcher"
import { sayAmount } from "./say-amount"
import { zonedTime } from "./zoned-time"

/** Why a cart does not fulfil a condition: stable for programs, in words for people, with the value that was seen. */
export interface Unfulfilled {
  readonly code:
    | "attribute_not_met"
    | "lines_not_met"
    | "subtotal_not_met"
    | "quantity_not_met"
    | "first_order_not_met"
    | "outside_window"
    | "none_of_several_met"
    | "negation_not_met"
  readonly because: string
  /** Minor units that the subtotal lacks, where that alone is missing. */
  readonly missing?: bigint
}

/** What a condition looks at: the cart, and the lines that are not excluded. */
export interface Seen {
  readonly cart: Cart
  /** Of all lines, before any promotion. */
  readonly subtotal: bigint
  readonly counts: (at: number) => boolean
}

export type ConditionCheck = (seen: Seen) => Unfulfilled | null

export const seeCart = (cart: Cart, counts: (at: number) => boolean = () => true): Seen => ({
  cart,
  subtotal: sumOf(cart.lines.map((line) => (line.isGift ? 0n : line.amount))),
  counts: (at) => !cart.lines[at]?.isGift && counts(at),
})

const no = (code: Unfulfilled["code"], because: string): Unfulfilled => ({ code, because })

/** Made once when the entry is read, run for every cart. Answers null when the cart fulfils it. */
export function conditionCheck(condition: Condition): ConditionCheck {
  switch (condition.kind) {
    case "always":
      return () => null
    case "cart": {
      const { attribute } = condition
      const wanted = new Set(condition.anyOf)
      return ({ cart }) => {
        const has = cart.attributes[attribute] ?? []
        if (has.some((value) => wanted.has(value))) return null
        return no(
          "attribute_not_met",
          `${attribute} is ${has.join(", ") || "not known"}, not ${listed(condition.anyOf)}`,
        )
      }
    }
    case "lines":
      return linesCheck(lineMatcher(condition.selector), condition.minQuantity)
    case "subtotal":
      return subtotalCheck(condition)
    case "quantity": {
      const { atLeast, atMost } = condition
      return ({ cart }) => {
        const units = cart.lines.reduce((sum, line) => sum + (line.isGift ? 0 : line.quantity), 0)
        if (atLeast !== null && units < atLeast) {
          return no("quantity_not_met", `${units} units are below ${atLeast}`)
        }
        if (atMost !== null && units > atMost) return no("quantity_not_met", `${units} units are above ${atMost}`)
        return null
      }
    }
    case "first_order":
      return ({ cart: { firstOrder } }) => {
        if (firstOrder === condition.is) return null
        const known = firstOrder === null ? "it is not known whether this is" : firstOrder ? "this is" : "this is not"
        return no("first_order_not_met", `${known} the customer's first order`)
      }
    case "window": {
      const { startsAtMs, endsAtMs } = condition
      return ({ cart: { nowMs } }) => {
        if (startsAtMs !== null && nowMs < startsAtMs) {
          return no("outside_window", `it starts at ${new Date(startsAtMs).toISOString()}`)
        }
        if (endsAtMs !== null && nowMs > endsAtMs) {
          return no("outside_window", `it ended at ${new Date(endsAtMs).toISOString()}`)
        }
        return null
      }
    }
    case "weekday":
    case "hours":
      return calendarCheck(condition)
    case "all": {
      const checks = condition.of.map(conditionCheck)
      return (seen) => {
        for (const check of checks) {
          const unfulfilled = check(seen)
          if (unfulfilled) return unfulfilled
        }
        return null
      }
    }
    case "any": {
      const checks = condition.of.map(conditionCheck)
      return (seen) => {
        const reasons: string[] = []
        for (const check of checks) {
          const unfulfilled = check(seen)
          if (!unfulfilled) return null
          reasons.push(unfulfilled.because)
        }
        return no("none_of_several_met", reasons.join("; and ") || "there is nothing that could be fulfilled")
      }
    }
    case "not": {
      const check = conditionCheck(condition.of)
      return (seen) => (check(seen) ? null : no("negation_not_met", "it is what the promotion is not for"))
    }
  }
}

function linesCheck(fits: LineMatcher, minQuantity: number): ConditionCheck {
  return ({ cart, counts }) => {
    let units = 0
    const { lines } = cart
    for (let at = 0; at < lines.length; at++) if (counts(at) && fits(lines[at]!)) units += lines[at]!.quantity
    if (units >= minQuantity && units > 0) return null
    return no("lines_not_met", `${units} units in the cart are what it asks for, and it asks for ${minQuantity}`)
  }
}

function subtotalCheck(condition: Extract<Condition, { kind: "subtotal" }>): ConditionCheck {
  const { atLeast, atMost } = condition
  return ({ cart: { currency }, subtotal }) => {
    const least = atLeast && amountIn(atLeast, currency)
    const most = atMost && amountIn(atMost, currency)
    if (least === null && atLeast) return no("subtotal_not_met", `it names no subtotal in ${currency}`)
    if (least !== null && subtotal < least) {
      return {
        code: "subtotal_not_met",
        missing: least - subtotal,
        // Said only when it is read: a price may refuse a thousand promotions.
        get because() {
          return `subtotal ${sayAmount(subtotal, currency)} is below ${sayAmount(least, currency)}`
        },
      }
    }
    if (most === null && atMost) return no("subtotal_not_met", `it names no subtotal in ${currency}`)
    if (most !== null && subtotal > most) {
      return no("subtotal_not_met", `subtotal ${sayAmount(subtotal, currency)} is above ${sayAmount(most, currency)}`)
    }
    return null
  }
}

function calendarCheck(condition: Extract<Condition, { kind: "weekday" | "hours" }>): ConditionCheck {
  const { zone } = condition
  if (condition.kind === "weekday") {
    const days = new Set(condition.days)
    return ({ cart }) => {
      const { weekday } = zonedTime(cart.nowMs, zone)
      return days.has(weekday) ? null : no("outside_window", `it is weekday ${weekday} in ${zone}`)
    }
  }
  const { from, until } = condition
  return ({ cart }) => {
    const { minute } = zonedTime(cart.nowMs, zone)
    const open = from <= until ? minute >= from && minute < until : minute >= from || minute < until
    return open
      ? null
      : no("outside_window", `it is ${clock(minute)} in ${zone}, not ${clock(from)} to ${clock(until)}`)
  }
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`

const listed = (values: readonly string[]) =>
  values.length > 5 ? `one of ${values.length} others` : values.join(" or ")

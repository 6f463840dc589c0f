import { amountIn } from "./amount-in"
import { sumOf } from "./cart"
import type { Caps, Entry } from "./entry"
import { largestRemainder } from "./largest-remainder"
import { takeUnits } from "./take-units"
import { NOTHING_TAKEN, type State, type Taken, type Work } from "./work"

const MILLION = 1_000_000n

/** What a promotion may still give away in all; null without a limit. */
export type BudgetLeft = bigint | null

/**
 * What one promotion takes off what earlier ones left. Never more than is there, than its caps, or than its budget.
 *
 * @param matched positions of the kinds that it is for
 */
export function take(entry: Entry, work: Work, matched: readonly number[], state: State, budget: BudgetLeft): Taken {
  const { action } = entry
  const { currency } = work.cart
  if (action.type === "free_shipping") {
    return onShipping(work, state, state.shipping, sumOf(state.shipping), action.caps, budget)
  }
  if (action.type === "percent_off" || action.type === "fixed_off" || action.type === "tiered_spend") {
    const onWay = action.appliesTo === "shipping"
    const from = entry.base === "initial" ? work.initial : state
    const base = onWay ? from.shipping : only(from.lines, matched)
    const off = onTotal(action, sumOf(base), currency, work, matched)
    if (off === null) return NOTHING_TAKEN
    if (onWay) return onShipping(work, state, base, off, action.caps, budget)
    if (action.type === "fixed_off" && action.per === "unit") {
      const shares = state.lines.map(() => 0n)
      for (const k of matched) shares[k] = least(times(off, work.kinds[k]!.quantity), state.lines[k]!)
      return limited(work, state, shares, action.caps, budget)
    }
    return onLines(work, state, base, off, action.caps, budget)
  }
  return limited(work, state, takeUnits(entry, work, matched, state), action.caps, budget)
}

/** The total of what it takes when nothing was taken before. Sums need no sharing out. */
export function worthAlone(entry: Entry, work: Work, matched: readonly number[], budget: BudgetLeft): bigint {
  const { action } = entry
  const { caps } = action
  if (action.type !== "percent_off" || action.appliesTo === "shipping" || caps.perUnit || caps.perLine) {
    return take(entry, work, matched, work.initial, budget).total
  }
  let sum = 0n
  if (matched === work.discountable) sum = work.discountableSum
  else for (const k of matched) sum += work.initial.lines[k]!
  return atMost((sum * BigInt(action.ppm)) / MILLION, caps, budget, work.cart.currency)
}

/** What a percentage or an amount takes off a sum; null when it says nothing in the cart's currency. */
function onTotal(
  action: Extract<Entry["action"], { type: "percent_off" | "fixed_off" | "tiered_spend" }>,
  sum: bigint,
  currency: string,
  work: Work,
  matched: readonly number[],
): bigint | null {
  if (action.type === "percent_off") return (sum * BigInt(action.ppm)) / MILLION
  if (action.type === "fixed_off") {
    const amount = amountIn(action.amounts, currency)
    return amount === null || action.per === "unit" ? amount : least(amount, sum)
  }
  // A tier is reached by what was put into the cart, not by what other promotions left of it.
  const spent = sumOf(only(work.initial.lines, matched))
  let reached: { from: bigint; off: bigint } | null = null
  for (const tier of action.tiers) {
    const from = amountIn(tier.from, currency)
    if (from === null || spent < from || (reached && from <= reached.from)) continue
    const off = "ppm" in tier.off ? (sum * BigInt(tier.off.ppm)) / MILLION : amountIn(tier.off.amounts, currency)
    if (off !== null) reached = { from, off: least(off, sum) }
  }
  return reached?.off ?? null
}

const only = (amounts: readonly bigint[], matched: readonly number[]): bigint[] => {
  const kept = amounts.map(() => 0n)
  for (const k of matched) kept[k] = amounts[k]!
  return kept
}

function onLines(
  work: Work,
  state: State,
  base: readonly bigint[],
  off: bigint,
  caps: Caps,
  budget: BudgetLeft,
): Taken {
  const most = atMost(off, caps, budget, work.cart.currency)
  return limited(work, state, within(most, base, state.lines, work.kindOrder), caps, budget)
}

function onShipping(
  work: Work,
  state: State,
  base: readonly bigint[],
  off: bigint,
  caps: Caps,
  budget: BudgetLeft,
): Taken {
  const most = atMost(off, caps, budget, work.cart.currency)
  const shipping = within(most, base, state.shipping, work.shippingOrder)
  const total = sumOf(shipping)
  return total === 0n ? NOTHING_TAKEN : { lines: null, shipping, total }
}

const atMost = (off: bigint, caps: Caps, budget: BudgetLeft, currency: string): bigint => {
  const cap = caps.perOrder && amountIn(caps.perOrder, currency)
  const capped = cap === null ? off : least(off, cap)
  return budget === null ? capped : least(capped, budget)
}

/**
 * `off` shared out over the base amounts. Where a share is more than what is left, because the base is the price before
 * other promotions, the rest goes to the others by the same rule.
 */
function within(off: bigint, base: readonly bigint[], left: readonly bigint[], order: readonly number[]): bigint[] {
  const shares = largestRemainder(off, base, order)
  let rest = 0n
  for (let at = 0; at < shares.length; at++) {
    const over = shares[at]! - left[at]!
    if (over <= 0n) continue
    shares[at] = left[at]!
    rest += over
  }
  while (rest > 0n) {
    const weights = base.map((weight, at) => (shares[at]! < left[at]! ? weight : 0n))
    const more = largestRemainder(rest, weights, order)
    let given = 0n
    for (const [at, share] of more.entries()) {
      const fits = least(share, left[at]! - shares[at]!)
      shares[at]! += fits
      given += fits
    }
    if (given === 0n) break
    rest -= given
  }
  return shares
}

/** Shares of kinds, cut to the caps of a unit and a line, of the order, and to the budget. */
function limited(work: Work, state: State, shares: bigint[], caps: Caps, budget: BudgetLeft): Taken {
  const { currency } = work.cart
  const perUnit = caps.perUnit && amountIn(caps.perUnit, currency)
  const perLine = caps.perLine && amountIn(caps.perLine, currency)
  let cut = shares
  if (perUnit !== null || perLine !== null) {
    cut = shares.map((share, k) => {
      const kind = work.kinds[k]!
      const byUnit = perUnit === null ? share : least(share, times(perUnit, kind.quantity))
      return perLine === null ? byUnit : least(byUnit, perLine * BigInt(kind.members.length))
    })
  }
  const sum = sumOf(cut)
  const total = atMost(sum, caps, budget, currency)
  if (total === 0n) return NOTHING_TAKEN
  return { lines: total < sum ? within(total, cut, state.lines, work.kindOrder) : cut, shipping: null, total }
}

/** Rounds down where a quantity has parts. */
const times = (amount: bigint, quantity: number): bigint =>
  Number.isInteger(quantity) ? amount * BigInt(quantity) : (amount * BigInt(Math.round(quantity * 1e6))) / MILLION

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

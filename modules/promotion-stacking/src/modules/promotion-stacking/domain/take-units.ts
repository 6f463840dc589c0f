import { amountIn } from "./amount-in"
import { largestRemainder } from "./largest-remainder"
import { lineMatcher } from "./line-matcher"
import type { Entry } from "./entry"
import type { Kind, State, Work } from "./work"

const MILLION = 1_000_000n

/** What actions that count units take off each kind, before caps. Of a line only whole units count. */
export function takeUnits(entry: Entry, work: Work, matched: readonly number[], state: State): bigint[] {
  const { action } = entry
  const { currency } = work.cart
  const shares = state.lines.map(() => 0n)
  const units = work.kinds.map((kind) => Math.floor(kind.quantity))
  const offUnits = (k: number, count: number, ppm: number) => {
    const { quantity } = work.kinds[k]!
    if (count > 0) shares[k]! += (unitsOf(baseOf(entry, work, state, k), count, quantity) * BigInt(ppm)) / MILLION
    if (shares[k]! > state.lines[k]!) shares[k] = state.lines[k]!
  }

  switch (action.type) {
    case "fixed_price": {
      const price = amountIn(action.amounts, currency)
      if (price === null) break
      for (const k of matched) {
        const off = state.lines[k]! - price * BigInt(Math.ceil(work.kinds[k]!.quantity))
        if (off > 0n) shares[k] = off
      }
      break
    }
    case "free_gift": {
      const isGift = lineMatcher({ variant: [action.sku] })
      let left = action.quantity
      // What was put there as a gift is free before what the shopper chose.
      const given = (k: number) => (work.kinds[k]!.line.isGift ? 0 : 1)
      for (const k of [...work.kindOrder].sort((a, b) => given(a) - given(b))) {
        if (!isGift(work.kinds[k]!.line)) continue
        const count = Math.min(left, units[k]!)
        offUnits(k, count, 1_000_000)
        left -= count
      }
      break
    }
    case "buy_x_get_y": {
      const isBought = lineMatcher(action.buy)
      const isGot = lineMatcher(action.get)
      const buyable = matched.filter((k) => isBought(work.kinds[k]!.line))
      const cheapest = cheapestFirst(
        work,
        matched.filter((k) => isGot(work.kinds[k]!.line)),
      )
      const picked = mostTimes(action, units, buyable, cheapest)
      for (const [k, count] of picked) offUnits(k, count, action.ppm)
      break
    }
    case "cheapest_of": {
      const dearest = cheapestFirst(work, matched).reverse()
      for (const [k, count] of cheapestOfEach(action.of, action.units, units, dearest)) offUnits(k, count, action.ppm)
      break
    }
    case "bundle_price": {
      const price = amountIn(action.amounts, currency)
      if (price === null) break
      takeBundles(entry, work, state, matched, units, price, shares)
      break
    }
    default:
      break
  }
  return shares
}

const baseOf = (entry: Entry, work: Work, state: State, k: number): bigint =>
  (entry.base === "initial" ? work.initial : state).lines[k]!

/** What `count` of `quantity` units cost, rounded down. */
const unitsOf = (amount: bigint, count: number, quantity: number): bigint =>
  count === quantity ? amount : (amount * BigInt(count) * MILLION) / BigInt(Math.round(quantity * 1e6))

/** By the price of a unit before any promotion, so that the choice is the same whatever applied before. */
function cheapestFirst(work: Work, among: readonly number[]): number[] {
  const price = (kind: Kind) => Number(kind.amount) / kind.quantity
  const place = new Map(work.kindOrder.map((k, at) => [k, at]))
  return [...among].sort(
    (a, b) => price(work.kinds[a]!) - price(work.kinds[b]!) || (place.get(a) ?? 0) - (place.get(b) ?? 0),
  )
}

/** The cheapest units that are got, as many times as there are enough others that were bought. */
function mostTimes(
  action: { readonly buyQuantity: number; readonly getQuantity: number; readonly maxTimes: number | null },
  units: readonly number[],
  buyable: readonly number[],
  cheapest: readonly number[],
): ReadonlyMap<number, number> {
  const { buyQuantity, getQuantity, maxTimes } = action
  const got = cheapest.reduce((sum, k) => sum + units[k]!, 0)
  const bought = buyable.reduce((sum, k) => sum + units[k]!, 0)
  const buys = new Set(buyable)
  let low = 0
  let high = Math.min(Math.floor(got / getQuantity), Math.floor(bought / buyQuantity), maxTimes ?? Infinity)
  let picked: ReadonlyMap<number, number> = new Map()
  // More times need more units on both sides, so the most that works is found by halving.
  while (low < high) {
    const times = Math.ceil((low + high) / 2)
    const tried = firstUnits(cheapest, units, times * getQuantity)
    let free = bought
    for (const [k, count] of tried) if (buys.has(k)) free -= count
    if (free >= times * buyQuantity) {
      low = times
      picked = tried
    } else high = times - 1
  }
  return picked
}

function firstUnits(among: readonly number[], units: readonly number[], wanted: number): ReadonlyMap<number, number> {
  const picked = new Map<number, number>()
  let left = wanted
  for (const k of among) {
    if (left === 0) break
    const count = Math.min(left, units[k]!)
    if (count > 0) picked.set(k, count)
    left -= count
  }
  return picked
}

/** Dearest first, `of` at a time; of each full handful the last `cheap` units. */
function cheapestOfEach(
  of: number,
  cheap: number,
  units: readonly number[],
  dearest: readonly number[],
): ReadonlyMap<number, number> {
  const handfuls = Math.floor(dearest.reduce((sum, k) => sum + units[k]!, 0) / of)
  const picked = new Map<number, number>()
  let before = 0
  for (const k of dearest) {
    const end = Math.min(before + units[k]!, handfuls * of)
    // Of the first n units of the row, those at the end of their handful.
    const countUpTo = (n: number) => Math.floor(n / of) * cheap + Math.max(0, (n % of) - (of - cheap))
    const count = end > before ? countUpTo(end) - countUpTo(before) : 0
    if (count > 0) picked.set(k, count)
    before += units[k]!
  }
  return picked
}

/** Parts are filled with the dearest units that fit, in the order of the parts. */
function takeBundles(
  entry: Entry,
  work: Work,
  state: State,
  matched: readonly number[],
  units: readonly number[],
  price: bigint,
  shares: bigint[],
): void {
  if (entry.action.type !== "bundle_price") return
  const left = [...units]
  const dearest = cheapestFirst(work, matched).reverse()
  const parts = entry.action.parts.map(({ selector, quantity }) => {
    const fits = lineMatcher(selector)
    return { among: dearest.filter((k) => fits(work.kinds[k]!.line)), quantity }
  })
  const used = new Map<number, number>()
  for (let bundle = 0; bundle < (entry.action.maxTimes ?? Infinity); bundle++) {
    const picked = new Map<number, number>()
    for (const { among, quantity } of parts) {
      let wanted = quantity
      for (const k of among) {
        const count = Math.min(wanted, left[k]! - (picked.get(k) ?? 0))
        if (count > 0) picked.set(k, (picked.get(k) ?? 0) + count)
        wanted -= count
      }
      if (wanted > 0) return
    }
    const worth = state.lines.map((amount, k) => {
      const before = used.get(k) ?? 0
      const count = picked.get(k) ?? 0
      const { quantity } = work.kinds[k]!
      return count === 0 ? 0n : unitsOf(amount, before + count, quantity) - unitsOf(amount, before, quantity)
    })
    const off = worth.reduce((sum, amount) => sum + amount, 0n) - price
    if (off <= 0n) return
    for (const [k, share] of largestRemainder(off, worth, work.kindOrder).entries()) shares[k]! += share
    for (const [k, count] of picked) {
      left[k]! -= count
      used.set(k, (used.get(k) ?? 0) + count)
    }
  }
}

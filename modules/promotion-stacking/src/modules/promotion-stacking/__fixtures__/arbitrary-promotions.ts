import fc from "fast-check"
import { applyAll, candidateOf, isCandidate, type Candidate } from "../domain/candidate"
import type { Cart } from "../domain/cart"
import type { ActionKind, Entry } from "../domain/entry"
import { byLane, mayMeet, ruleOf } from "../domain/rule"
import { prepare, totalOf } from "../domain/work"
import { cartOf, entryOf } from "./promotions"

const IDS = ["a", "b", "c", "d", "e", "f", "g", "h"]
const CATEGORIES = ["tees", "hoodies", "mugs"]

const appliesTo = fc.constantFrom("matching_lines", "order", "shipping")
const action: fc.Arbitrary<ActionKind> = fc.oneof(
  fc.record({
    type: fc.constant("percent_off"),
    ppm: fc.oneof(
      fc.integer({ min: 1, max: 100 }).map((value) => value * 10_000),
      fc.integer({ min: 1, max: 1_000_000 }),
    ),
    appliesTo,
  }),
  fc.record({
    type: fc.constant("fixed_off"),
    amounts: fc.record({ "*": fc.bigInt(1n, 6_000n) }),
    appliesTo,
    per: fc.constantFrom("order", "unit"),
  }),
  fc.record({ type: fc.constant("fixed_price"), amounts: fc.record({ "*": fc.bigInt(0n, 3_000n) }) }),
  fc.constant({ type: "free_shipping" }),
  fc.record({
    type: fc.constant("buy_x_get_y"),
    buy: fc.constant(null),
    buyQuantity: fc.integer({ min: 1, max: 2 }),
    get: fc.constant(null),
    getQuantity: fc.constant(1),
    ppm: fc.constantFrom(500_000, 1_000_000),
    maxTimes: fc.constantFrom(null, 1),
  }),
  fc.record({
    type: fc.constant("cheapest_of"),
    of: fc.constantFrom(2, 3),
    units: fc.constant(1),
    ppm: fc.constant(1_000_000),
  }),
)

const shape = fc.record({
  action,
  priority: fc.integer({ min: 0, max: 3 }),
  lane: fc.integer({ min: 0, max: 2 }),
  base: fc.constantFrom("current", "initial"),
  group: fc.constantFrom(null, null, null, "g"),
  exclusive: fc.constantFrom(false, false, false, false, true),
  stacksWith: fc.oneof(
    { weight: 3, arbitrary: fc.constant("any" as const) },
    { weight: 2, arbitrary: fc.subarray(IDS) },
  ),
  excludes: fc.subarray(IDS, { maxLength: 1 }),
  category: fc.constantFrom(null, null, ...CATEGORIES),
})

/** Up to `most` entries of any kind that reads only sums and units, with any way of meeting. */
export const arbitraryEntries = (most: number, least = 1): fc.Arbitrary<readonly Entry[]> =>
  fc.array(shape, { minLength: least, maxLength: most }).map((shapes) =>
    shapes.map(({ action: does, category, excludes, ...given }, n) =>
      entryOf(IDS[n]!, does, {
        ...given,
        base: given.base,
        excludes: excludes.filter((id) => id !== IDS[n]),
        lines: category === null ? null : { category: [category] },
      }),
    ),
  )

/** 1 to 5 lines of different things, with shipping or without. */
export const arbitraryCart = (): fc.Arbitrary<Cart> =>
  fc
    .record({
      lines: fc.array(
        fc.record({
          unit: fc.integer({ min: 0, max: 4_000 }),
          quantity: fc.integer({ min: 1, max: 4 }),
          categories: fc.subarray(CATEGORIES),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      shipping: fc.constantFrom(0, 499, 1_000),
    })
    .map(({ lines, shipping }) =>
      cartOf({
        shipping,
        lines: lines.map(({ unit, quantity, categories }, n) => ({
          id: `l${n}`,
          sku: `sku_${n}`,
          quantity,
          amount: unit * quantity,
          categories,
        })),
      }),
    )

/** The most that any legal set takes, by trying all of them. */
export function bruteForce(entries: readonly Entry[], cart: Cart): bigint {
  const work = prepare(cart)
  const candidates = entries
    .map((entry) => candidateOf(ruleOf(entry), work, new Map()))
    .filter((answer): answer is Candidate => isCandidate(answer))
  let most = 0n
  for (let set = 0; set < 1 << candidates.length; set++) {
    const chosen = candidates.filter((_, n) => set & (1 << n))
    if (chosen.some((a, n) => chosen.slice(n + 1).some((b) => !mayMeet(a.rule, b.rule)))) continue
    const { left } = applyAll(
      chosen.sort((a, b) => byLane(a.rule, b.rule)),
      work,
    )
    const total = totalOf(work.initial) - totalOf(left)
    if (total > most) most = total
  }
  return most
}

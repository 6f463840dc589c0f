import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { arbitraryEntries } from "../../__fixtures__/arbitrary-promotions"
import { cartOf, percent, priced } from "../../__fixtures__/promotions"
import { sumOf, type Cart } from "../cart"
import type { CartAttribute, Condition, Entry } from "../entry"
import type { Evaluation } from "../evaluate"
import type { Resolution } from "../resolution"
import { lintEntries } from "./lint-entries"

const NOW = Date.UTC(2026, 2, 10, 12)
const DAY = 86_400_000
const CATEGORIES = ["tees", "hoodies", "mugs"]
const VALUES = {
  market: ["US", "CA"],
  channel: ["web", "ios"],
  currency: ["EUR", "USD"],
  customer_segment: ["new", "returning", "vip"],
  customer_group: ["staff", "press"],
} as const satisfies Partial<Record<CartAttribute, readonly string[]>>
type Asked = keyof typeof VALUES

const some = (values: readonly string[]) => fc.subarray([...values], { minLength: 1 })
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })

const attribute = fc
  .constantFrom(...(Object.keys(VALUES) as Asked[]))
  .chain((name) => some(VALUES[name]).map((anyOf): Condition => ({ kind: "cart", attribute: name, anyOf })))
const cents = fc.constantFrom(0n, 500n, 1_000n, 1_001n, 5_000n)
const amounts = fc.oneof(fc.record({ "*": cents }), fc.record({ EUR: cents }))
const instant = fc.integer({ min: -2, max: 4 }).map((day) => NOW + day * DAY)
const zone = fc.constantFrom("Europe/Berlin", "America/New_York")

const atom: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: attribute },
  fc.record({
    kind: fc.constant("lines"),
    selector: fc.record({ category: some(CATEGORIES) }),
    minQuantity: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constant("subtotal"), atLeast: orNull(amounts), atMost: orNull(amounts) }),
  fc.record({
    kind: fc.constant("quantity"),
    atLeast: orNull(fc.integer({ min: 0, max: 4 })),
    atMost: orNull(fc.integer({ min: 0, max: 4 })),
  }),
  fc.record({ kind: fc.constant("first_order"), is: fc.boolean() }),
  fc.record({ kind: fc.constant("window"), startsAtMs: orNull(instant), endsAtMs: orNull(instant) }),
  fc.record({ kind: fc.constant("weekday"), days: fc.subarray([1, 2, 3, 4, 5, 6, 7]), zone }),
  fc.record({
    kind: fc.constant("hours"),
    from: fc.constantFrom(0, 600, 1_200),
    until: fc.constantFrom(600, 720, 1_440),
    zone,
  }),
)

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    atom,
    fc.record({ kind: fc.constant("not"), of: tie("condition") }),
    fc.record({
      kind: fc.constantFrom("all", "any"),
      of: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }),
    }),
  ),
}))

const excluded = fc.subarray(CATEGORIES, { maxLength: 2 }).map((names) => names.map((name) => ({ category: [name] })))

/** Entries of every kind with conditions, exclusions of lines, and names of each other. */
const entriesWithConditions = (most: number): fc.Arbitrary<readonly Entry[]> =>
  arbitraryEntries(most, 2).chain((entries) =>
    fc
      .tuple(...entries.map(() => fc.record({ condition: fc.oneof(fc.constant(ALWAYS), condition), excluded })))
      .map((given) =>
        entries.map((entry, n) => ({
          ...entry,
          condition: given[n]!.condition,
          exclusions: { ...entry.exclusions, lines: given[n]!.excluded },
        })),
      ),
  )
const ALWAYS: Condition = { kind: "always" }

/** As shops have them: one market, channel and currency, prices of 0 or of at least 1.00. */
const arbitraryCart: fc.Arbitrary<Cart> = fc
  .record({
    lines: fc.array(
      fc.record({
        unit: fc.constantFrom(0, 100, 250, 500, 1_000, 1_001),
        quantity: fc.integer({ min: 1, max: 4 }),
        categories: fc.subarray(CATEGORIES),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    shipping: fc.constantFrom(0, 499),
    market: fc.subarray([...VALUES.market], { maxLength: 1 }),
    channel: fc.subarray([...VALUES.channel], { maxLength: 1 }),
    currency: fc.constantFrom(...VALUES.currency),
    buyer: fc.constantFrom([], ["new"], ["returning"], ["vip"], ["vip", "new"], ["vip", "returning"]),
    customer_group: fc.subarray([...VALUES.customer_group]),
    firstOrder: fc.constantFrom(true, false, null),
    nowMs: fc.integer({ min: 0, max: 5 * 48 }).map((half) => NOW + (half * DAY) / 48),
  })
  .map(({ lines, shipping, market, channel, currency, buyer, customer_group, firstOrder, nowMs }) =>
    cartOf({
      shipping,
      currency,
      firstOrder,
      nowMs,
      attributes: { market, channel, currency: [currency], customer_segment: buyer, customer_group },
      lines: lines.map(({ unit, quantity, categories }, n) => ({
        id: `l${n}`,
        sku: `sku_${n}`,
        quantity,
        amount: unit * quantity,
        categories,
      })),
    }),
  )

const resolutions: Resolution[] = ["priority", "best"]
const resolution = fc.constantFrom(...resolutions)
const present = ({ applied, gifts }: Evaluation) => new Set([...applied, ...gifts].map(({ promotion }) => promotion))

describe("the laws of the linter, on random entries and carts", () => {
  it("what never applies is on none of 10 carts, and pairs that never meet are on none together", () => {
    let proofs = 0
    fc.assert(
      fc.property(
        entriesWithConditions(5),
        fc.array(arbitraryCart, { minLength: 10, maxLength: 10 }),
        resolution,
        (entries, carts, how) => {
          for (const { code, entries: ids, cart } of lintEntries(entries, { resolution: how, nowMs: NOW })) {
            if (cart) continue
            proofs += 1
            for (const random of carts) {
              const there = present(priced(entries, random, how))
              const among = present(
                priced(
                  entries.filter(({ id }) => ids.includes(id)),
                  random,
                  how,
                ),
              )
              const broken = code === "never_applies" ? (all: Set<string>) => all.has(ids[0]!) : bothOf(ids)
              expect([code, ids, broken(there), broken(among)]).toEqual([code, ids, false, false])
            }
          }
        },
      ),
      { numRuns: 250 },
    )
    expect(proofs).toBeGreaterThan(100)
  })

  it("every cart that is shown costs nothing, or less than the floor, by the entries that are named", () => {
    let carts = 0
    fc.assert(
      fc.property(
        entriesWithConditions(5),
        resolution,
        fc.integer({ min: 100_000, max: 900_000 }),
        (entries, how, marginFloorPpm) => {
          for (const finding of lintEntries(entries, { resolution: how, nowMs: NOW, marginFloorPpm })) {
            if (!finding.cart) continue
            carts += 1
            const subtotal = sumOf(finding.cart.lines.map((line) => line.amount))
            const { discount, applied } = priced(entries, finding.cart, how)
            expect(
              applied
                .filter(({ lines }) => lines.length > 0)
                .map((one) => one.promotion)
                .sort(),
            ).toEqual(finding.entries)
            if (finding.code === "reaches_everything") expect(discount).toBe(subtotal)
            else expect(discount * 1_000_000n > subtotal * BigInt(marginFloorPpm) && discount < subtotal).toBe(true)
          }
        },
      ),
      { numRuns: 300 },
    )
    expect(carts).toBeGreaterThan(200)
  })

  it("the order of entries changes no finding", () => {
    fc.assert(
      fc.property(entriesWithConditions(5), resolution, (entries, how) => {
        const options = { resolution: how, nowMs: NOW, marginFloorPpm: 500_000 }
        expect(lintEntries([...entries].reverse(), options)).toEqual(lintEntries(entries, options))
      }),
      { numRuns: 100 },
    )
  })

  it("no entries have no findings, and neither has 1 sound entry", () => {
    expect(lintEntries([], { resolution: "best", nowMs: NOW })).toEqual([])
    const sound = percent("a", 15)
    expect(lintEntries([sound], { resolution: "best", nowMs: NOW, marginFloorPpm: 200_000 })).toEqual([])
  })

  it.each(resolutions)(
    "200 entries are linted in bounded work by %s, twice alike, and carts among them are found",
    (how) => {
      const entries = [...Array(200).keys()].map((n) =>
        percent(`p${n}`, 1 + (n % 30), {
          stacksWith: "any",
          group: `g${n % 5}`,
          condition: { kind: "cart", attribute: "market", anyOf: [`M${n % 20}`] },
        }),
      )
      const options = { resolution: how, nowMs: NOW, marginFloorPpm: 250_000 }
      const findings = lintEntries(entries, options)
      expect(lintEntries(entries, options)).toEqual(findings)
      const carts = findings.filter(({ cart }) => cart !== undefined)
      expect(carts.length).toBeGreaterThanOrEqual(5)
      for (const { cart, entries: ids } of carts) {
        const { applied } = priced(entries, cart!, how)
        expect(applied.map((one) => one.promotion).sort()).toEqual(ids)
      }
    },
  )
})

const bothOf = (ids: readonly string[]) => (all: Set<string>) => ids.length === 2 && ids.every((id) => all.has(id))

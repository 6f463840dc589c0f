import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { cartOf, percent } from "../__fixtures__/promotions"
import { candidateOf, isCandidate } from "./candidate"
import type { Condition, Entry } from "./entry"
import { ruleOf } from "./rule"
import { RuleIndex } from "./rule-index"
import { prepare } from "./work"

const SEGMENTS = ["new", "returning", "vip"]
const CATEGORIES = ["tees", "hoodies", "mugs"]
const entries = fc
  .array(
    fc.record({
      segments: fc.option(fc.subarray(SEGMENTS, { minLength: 1 })),
      categories: fc.option(fc.subarray(CATEGORIES, { minLength: 1 })),
      sku: fc.constantFrom(null, "sku_1", "sku_*"),
      code: fc.constantFrom(null, null, "TEN"),
      nested: fc.boolean(),
    }),
    { maxLength: 80 },
  )
  .map((all) =>
    all.map(({ segments, categories, sku, code, nested }, n): Entry => {
      const of: Condition[] = [
        ...(segments ? [{ kind: "cart", attribute: "customer_segment", anyOf: segments } as const] : []),
        ...(categories ? [{ kind: "lines", selector: { category: categories }, minQuantity: 1 } as const] : []),
        ...(sku ? [{ kind: "lines", selector: { variant: [sku] }, minQuantity: 1 } as const] : []),
      ]
      const condition: Condition = nested && of.length > 0 ? { kind: "any", of } : { kind: "all", of }
      return percent(`p${n}`, 10, { condition, codes: code ? [code] : [] })
    }),
  )
const carts = fc.record({
  segment: fc.constantFrom(...SEGMENTS),
  category: fc.constantFrom(...CATEGORIES),
  code: fc.boolean(),
})

describe("the index", () => {
  it("finds every rule that a cart fulfils, whatever was added, changed and removed before", () => {
    fc.assert(
      fc.property(
        entries,
        entries,
        fc.array(fc.nat(79)),
        carts,
        (first, second, removed, { segment, category, code }) => {
          const index = new RuleIndex(first.map(ruleOf))
          for (const place of removed) index.remove(`p${place}`)
          for (const entry of second) index.put(ruleOf(entry))
          const left = new Map(first.filter((_, n) => !removed.includes(n)).map((entry) => [entry.id, entry]))
          for (const entry of second) left.set(entry.id, entry)
          const cart = cartOf({
            attributes: { customer_segment: [segment] },
            codes: code ? ["TEN"] : [],
            lines: [{ id: "a", sku: "sku_1", amount: 1_000, categories: [category] }],
          })
          const work = prepare(cart)
          const fulfilled = [...left.values()].filter((entry) =>
            isCandidate(candidateOf(ruleOf(entry), work, new Map())),
          )
          const found = new Set(index.find(cart).map((rule) => rule.id))
          expect(fulfilled.filter((entry) => !found.has(entry.id))).toEqual([])
          expect(index.size).toBe(left.size)
        },
      ),
      { numRuns: 1_000 },
    )
  })
})

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { cartOf, percent } from "../__fixtures__/promotions"
import { byPriority, ruleOf } from "./rule"
import { RuleIndex } from "./rule-index"

const cart = cartOf({ lines: [{ id: "l1", sku: "sku_1", amount: 1_000 }] })

/** One by one they are put where they belong, many at once are sorted in; `read` tells where one ends. */
const change = fc.record({
  id: fc.nat(60),
  does: fc.constantFrom("put", "put", "put", "remove"),
  priority: fc.integer({ min: 0, max: 4 }),
  read: fc.boolean(),
})

describe("the order of an index", () => {
  it("is from the highest priority down, then by id, whatever was added, changed and removed before", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 120 }), (changes) => {
        const index = new RuleIndex()
        const now = new Map<string, ReturnType<typeof ruleOf>>()
        const check = () => {
          const ids = [...now.values()].sort(byPriority).map(({ id }) => id)
          expect(index.find(cart).map(({ id }) => id)).toEqual(ids)
          expect(index.all().map(({ id }) => id)).toEqual(ids)
        }
        for (const { id, does, priority, read } of changes) {
          const rule = ruleOf(percent(`p${id}`, 10, { priority }))
          if (does === "put") now.set(rule.id, rule)
          else now.delete(rule.id)
          if (does === "put") index.put(rule)
          else index.remove(rule.id)
          if (read) check()
        }
        check()
      }),
      { numRuns: 500 },
    )
  })
})

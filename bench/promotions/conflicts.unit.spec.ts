import { describe, expect, it } from "@jest/globals"
import { competing } from "./conflicts"
import { evaluate, RuleIndex, ruleOf } from "./engine"

const excluded = (conflicts: number) => {
  const { entries } = competing({ count: 20, lines: 8, conflicts, seed: 1 })
  return entries.reduce((sum, { exclusions }) => sum + exclusions.promotions.length, 0)
}

describe("competing", () => {
  it("lets none of 190 pairs exclude each other at 0, about half at 0.5, and all at 1", () => {
    expect(excluded(0)).toBe(0)
    expect(excluded(0.5)).toBeGreaterThan(70)
    expect(excluded(0.5)).toBeLessThan(120)
    expect(excluded(1)).toBe(190)
  })

  it("makes 24 promotions that each apply to the cart of 8 lines when they are alone", () => {
    const { cart, entries } = competing({ count: 24, lines: 8, conflicts: 0.5, seed: 1 })
    expect(entries).toHaveLength(24)
    expect(cart.lines).toHaveLength(8)
    for (const entry of entries) {
      const alone = evaluate(cart, new RuleIndex([ruleOf(entry)]), { resolution: "best", campaigns: new Map() })
      expect(alone.applied.map(({ promotion }) => promotion)).toEqual([entry.id])
    }
  })
})

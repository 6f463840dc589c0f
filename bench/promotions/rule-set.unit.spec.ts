import { describe, expect, it } from "@jest/globals"
import { matching } from "./naive-scan"
import { FAMILIES, ruleSet } from "./rule-set"

const meanMatches = (family: (typeof FAMILIES)[number], size: number) => {
  const { promotions, carts } = ruleSet(family, size, { carts: 50 })
  return carts.reduce((sum, cart) => sum + matching(promotions, cart).length, 0) / carts.length
}

describe("ruleSet", () => {
  it.each(FAMILIES)("makes the same 100 promotions and 5 carts of 8 lines twice when %s", (family) => {
    const once = ruleSet(family, 100, { carts: 5 })
    expect(ruleSet(family, 100, { carts: 5 })).toEqual(once)
    expect(once.promotions).toHaveLength(100)
    expect(once.carts.map(({ lines }) => lines.length)).toEqual([8, 8, 8, 8, 8])
    expect(ruleSet(family, 100, { carts: 5, seed: 2 })).not.toEqual(once)
  })

  it("begins 1,000 promotions with the 100 of the shorter list when matches grow", () => {
    const few = ruleSet("matches grow", 100, { carts: 1 }).promotions
    expect(ruleSet("matches grow", 1_000, { carts: 1 }).promotions.slice(0, 100)).toEqual(few)
  })

  it("lets about 20 match at 100, 1,000 and 5,000 promotions when matches are constant", () => {
    for (const size of [100, 1_000, 5_000]) {
      expect(meanMatches("matches constant", size)).toBeGreaterThan(14)
      expect(meanMatches("matches constant", size)).toBeLessThan(26)
    }
  })

  it("lets more than five times as many match at 5,000 as at 500 when matches grow", () => {
    expect(meanMatches("matches grow", 5_000)).toBeGreaterThan(5 * meanMatches("matches grow", 500))
  })

  it("makes carts whose subtotal is the sum of their 64 lines", () => {
    for (const { lines, subtotal } of ruleSet("matches grow", 10, { carts: 5, linesPerCart: 64 }).carts) {
      expect(lines).toHaveLength(64)
      expect(lines.reduce((sum, line) => sum + line.amount, 0)).toBe(subtotal)
    }
  })
})

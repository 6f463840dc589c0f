import { describe, expect, it } from "@jest/globals"
import { stalenessOf, type Price } from "./staleness"

const price = (startedMs: number, answeredMs: number, applied: boolean): Price => ({ startedMs, answeredMs, applied })
const stop = { askedMs: 10, answeredMs: 14, applies: false }
const start = { askedMs: 50, answeredMs: 55, applies: true }

describe("stalenessOf", () => {
  it("counts from the answer of a change to the answer of the first price by the new rule, 3 ms and 6 ms", () => {
    const prices = [price(0, 5, true), price(12, 17, false), price(20, 25, false), price(52, 58, false)]
    expect(stalenessOf([stop, start], [...prices, price(58, 61, true)])).toEqual({ ms: [3, 6], stale: 0 })
  })

  it("says 0 ms when a price knew before the answer was there", () => {
    expect(stalenessOf([stop], [price(11, 13, false)])).toEqual({ ms: [0], stale: 0 })
  })

  it("finds the 1 price that began after the answer and went by the rule before it", () => {
    const prices = [price(9, 16, true), price(16, 20, true), price(20, 24, false)]
    expect(stalenessOf([stop], prices)).toEqual({ ms: [10], stale: 1 })
  })

  it("does not take a price by the same rule from before the change for an answer to it", () => {
    const prices = [price(0, 5, true), price(12, 17, false), price(60, 64, true)]
    expect(stalenessOf([stop, start], prices).ms).toEqual([3, 9])
  })

  it("throws when a change was shown by no price before the next one", () => {
    expect(() => stalenessOf([stop, start], [price(0, 5, true), price(60, 64, true)])).toThrow("Change 1 was shown by")
  })
})

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { percentile, summarizeLatency } from "./percentile"

const oneToHundred = Array.from({ length: 100 }, (_, n) => n + 1)

describe("percentile", () => {
  it("gives 50, 95 and 99 of the numbers 1 to 100, whatever their order", () => {
    const shuffled = [...oneToHundred].reverse()
    expect([50, 95, 99, 100].map((percent) => percentile(shuffled, percent))).toEqual([50, 95, 99, 100])
  })

  it("gives an observed value, not one between two: the median of 1 and 4 is 1", () => {
    expect(percentile([4, 1], 50)).toBe(1)
  })

  it("lets 2 lost requests of 10 make p90 infinite and leave p80 alone", () => {
    const durations = [1, 2, 3, 4, 5, 6, 7, 8, Infinity, Infinity]
    expect(percentile(durations, 80)).toBe(8)
    expect(percentile(durations, 90)).toBe(Infinity)
  })

  it("refuses p0, p101 and a percentile of nothing", () => {
    expect(() => percentile([1], 0)).toThrow("asked for 0")
    expect(() => percentile([1], 101)).toThrow("asked for 101")
    expect(() => percentile([], 50)).toThrow("no p50 of no values")
  })

  it("is never exceeded by more than its share of the values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true }), { minLength: 1 }),
        fc.integer({ min: 1, max: 100 }),
        (values, percent) => {
          const limit = percentile(values, percent)
          const above = values.filter((value) => value > limit).length
          expect(above).toBeLessThanOrEqual(((100 - percent) / 100) * values.length)
          expect(values).toContain(limit)
        },
      ),
    )
  })
})

describe("summarizeLatency", () => {
  it("tells the count, three percentiles and the largest of 100 durations", () => {
    expect(summarizeLatency(oneToHundred)).toEqual({ count: 100, p50Ms: 50, p95Ms: 95, p99Ms: 99, maxMs: 100 })
  })
})

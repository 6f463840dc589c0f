import { describe, expect, it } from "@jest/globals"
import { summarizeRatios } from "./pair-ratios"

/** How often the interval from the k-th lowest to the k-th highest of n holds the median, by counting coin tosses. */
function coverage(n: number, k: number): number {
  const choose = (from: number, take: number): number =>
    take === 0 ? 1 : (choose(from, take - 1) * (from - take + 1)) / take
  const below = Array.from({ length: k }, (_, count) => choose(n, count) * 0.5 ** n)
  return 1 - 2 * below.reduce((sum, probability) => sum + probability, 0)
}

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1)

describe("summarizeRatios", () => {
  it("takes the middle one of 3 ratios, so that one wild pair changes nothing", () => {
    expect(summarizeRatios([1.02, 7, 0.98])).toEqual({
      ...{ pairs: 3, median: 1.02, low: 0.98, high: 7, lowest: 0.98, highest: 7 },
    })
  })

  it("takes the mean of the middle two of 4 ratios", () => {
    expect(summarizeRatios([4, 1, 2, 3]).median).toBe(2.5)
  })

  it("leaves one ratio out on each side of 10, and none of 5", () => {
    expect(summarizeRatios(upTo(10))).toMatchObject({ low: 2, high: 9, lowest: 1, highest: 10 })
    expect(summarizeRatios(upTo(5))).toMatchObject({ low: 1, high: 5 })
  })

  it("gives the narrowest interval that holds the median in 95 of 100 runs, for 6 to 40 pairs", () => {
    for (let n = 6; n <= 40; n += 1) {
      const { low, high } = summarizeRatios(upTo(n))
      expect(low + high).toBe(n + 1)
      expect(coverage(n, low)).toBeGreaterThanOrEqual(0.95)
      expect(coverage(n, low + 1)).toBeLessThan(0.95)
    }
  })

  it("does not speak about 0 pairs", () => {
    expect(() => summarizeRatios([])).toThrow("no median of no ratios")
  })
})

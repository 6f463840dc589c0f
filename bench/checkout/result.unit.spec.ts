import { describe, expect, it } from "@jest/globals"
import { verdict } from "./result"

const ratio = (low: number, median: number, high: number, pairs = 10) => ({
  ...{ pairs, median, low, high, lowest: low, highest: high },
})

describe("verdict", () => {
  it("says within 5 % only when the whole interval is", () => {
    expect(verdict(1, ratio(0.98, 1.01, 1.05))).toBe(
      "With 1 buyer our checkout takes 1.010 times vanilla's time (0.980–1.050): within 5 %.",
    )
  })

  it("says slower only when the whole interval is", () => {
    expect(verdict(8, ratio(1.06, 1.1, 1.2))).toMatch(/^With 8 buyers .*: more than 5 % slower\.$/)
  })

  it("says that it is not decided when the interval crosses 1.05", () => {
    expect(verdict(1, ratio(0.97, 1.02, 1.08))).toContain("not decided")
  })

  it("does not judge by 5 pairs, however good they look", () => {
    expect(verdict(1, ratio(0.5, 0.5, 0.5, 5))).toContain("Fewer than 6 pairs decide nothing; this is from 5.")
  })
})

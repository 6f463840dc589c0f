import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { divideRounded, type Rounding } from "./rounding"

const ROUNDINGS: readonly Rounding[] = ["half_up", "half_even", "down", "up"]

describe("divideRounded", () => {
  // Tenths, so that 25 is 2.5.
  it.each<[bigint, Record<Rounding, bigint>]>([
    [20n, { half_up: 2n, half_even: 2n, down: 2n, up: 2n }],
    [21n, { half_up: 2n, half_even: 2n, down: 2n, up: 3n }],
    [24n, { half_up: 2n, half_even: 2n, down: 2n, up: 3n }],
    [25n, { half_up: 3n, half_even: 2n, down: 2n, up: 3n }],
    [26n, { half_up: 3n, half_even: 3n, down: 2n, up: 3n }],
    [29n, { half_up: 3n, half_even: 3n, down: 2n, up: 3n }],
    [35n, { half_up: 4n, half_even: 4n, down: 3n, up: 4n }],
    [5n, { half_up: 1n, half_even: 0n, down: 0n, up: 1n }],
    [4n, { half_up: 0n, half_even: 0n, down: 0n, up: 1n }],
    [1n, { half_up: 0n, half_even: 0n, down: 0n, up: 1n }],
    [0n, { half_up: 0n, half_even: 0n, down: 0n, up: 0n }],
  ])("rounds %p tenths in all 4 ways, negative amounts as the mirror image", (tenths, expected) => {
    for (const rounding of ROUNDINGS) {
      expect(divideRounded(tenths, 10n, rounding)).toBe(expected[rounding])
      expect(divideRounded(-tenths, 10n, rounding)).toBe(-expected[rounding])
      expect(divideRounded(tenths, -10n, rounding)).toBe(-expected[rounding])
      expect(divideRounded(-tenths, -10n, rounding)).toBe(expected[rounding])
    }
  })

  it("finds the half of an odd divisor between its units: 1/3 and 2/3 have none", () => {
    expect(divideRounded(1n, 3n, "half_up")).toBe(0n)
    expect(divideRounded(2n, 3n, "half_up")).toBe(1n)
    expect(divideRounded(1n, 3n, "half_even")).toBe(0n)
    expect(divideRounded(2n, 3n, "half_even")).toBe(1n)
  })

  it("throws division_by_zero for a divisor of 0", () => {
    expect(() => divideRounded(1n, 0n, "down")).toThrow(expect.objectContaining({ code: "division_by_zero" }))
  })

  const numerator = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
  const denominator = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).filter((n) => n !== 0n)
  const abs = (n: bigint) => (n < 0n ? -n : n)

  it("is less than 1 away from the exact quotient, and at most a half in both half modes", () => {
    fc.assert(
      fc.property(numerator, denominator, fc.constantFrom(...ROUNDINGS), (n, d, rounding) => {
        const error = abs(n - divideRounded(n, d, rounding) * d)
        expect(error < abs(d)).toBe(true)
        if (rounding.startsWith("half")) expect(error * 2n <= abs(d)).toBe(true)
      }),
    )
  })

  it("never goes above the exact size with down, nor below it with up, in 100 random divisions", () => {
    fc.assert(
      fc.property(numerator, denominator, (n, d) => {
        expect(abs(divideRounded(n, d, "down") * d) <= abs(n)).toBe(true)
        expect(abs(divideRounded(n, d, "up") * d) >= abs(n)).toBe(true)
      }),
    )
  })

  it("gives an even number at every exact half with half_even", () => {
    fc.assert(fc.property(numerator, (n) => divideRounded(2n * n + 1n, 2n, "half_even") % 2n === 0n))
  })
})

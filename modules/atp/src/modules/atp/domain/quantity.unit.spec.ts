import { describe, expect, it } from "@jest/globals"
import { expectDone } from "@holdfast/kernel"
import fc from "fast-check"

import {
  addQuantities,
  compareQuantities,
  minQuantity,
  multiplyQuantity,
  parseQuantity,
  subtractQuantities,
  sumQuantities,
} from "./quantity"

const thousandths = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })

describe("quantities", () => {
  it("adds 0.1 and 0.2 to 0.3, and takes 0.1 from 0.3 to leave 0.2", () => {
    expect(addQuantities(0.1, 0.2)).toBe(0.3)
    expect(subtractQuantities(0.3, 0.1)).toBe(0.2)
    expect(sumQuantities(Array<number>(1000).fill(0.001))).toBe(1)
    expect(sumQuantities([])).toBe(0)
  })

  it("reads 0.1 * 3 of a float as 0.3, equal to the thousandth", () => {
    expect(compareQuantities(0.1 * 3, 0.3)).toBe(0)
    expect(compareQuantities(1.005, 1.004)).toBeGreaterThan(0)
    expect(minQuantity(2, 0.1 * 3, 1)).toBe(0.3)
  })

  it("never answers a negative 0", () => {
    expect(Object.is(subtractQuantities(0, 0), 0)).toBe(true)
    expect(Object.is(multiplyQuantity(-0, 5), 0)).toBe(true)
    expect(Object.is(expectDone(parseQuantity(-0, { field: "q", allowZero: true })), 0)).toBe(true)
  })

  it("multiplies 0.25 kg by 3 to 0.75, and rounds a need of 0.1665 up to 0.167", () => {
    expect(multiplyQuantity(0.25, 3)).toBe(0.75)
    expect(multiplyQuantity(0.333, 0.5)).toBe(0.167)
    expect(multiplyQuantity(-0.333, 0.5)).toBe(-0.167)
    expect(multiplyQuantity(1_000_000_000, 1000)).toBe(1_000_000_000_000)
  })

  it("throws at 0.0004, at NaN and at 10^13 units instead of losing some", () => {
    expect(() => addQuantities(0.0004, 1)).toThrow(/more than 3 decimals/)
    expect(() => addQuantities(NaN, 1)).toThrow(/NaN/)
    expect(() => sumQuantities([9e12, 9e12])).toThrow(/beyond what a number keeps exactly/)
  })

  it("agrees with whole-number arithmetic for any 2 quantities of 3 decimals", () => {
    fc.assert(
      fc.property(thousandths, thousandths, (a, b) => {
        expect(addQuantities(a / 1000, b / 1000)).toBe((a + b) / 1000 + 0)
        expect(subtractQuantities(a / 1000, b / 1000)).toBe((a - b) / 1000 + 0)
        expect(Math.sign(compareQuantities(a / 1000, b / 1000))).toBe(Math.sign(a - b))
      }),
    )
  })
})

describe("parseQuantity", () => {
  it.each<[unknown, number, number]>([
    [1, 0, 1],
    ["1", 0, 1],
    ["007", 0, 7],
    ["5.000", 0, 5],
    [0.25, 3, 0.25],
    ["0.250", 2, 0.25],
    [0.1 * 3, 1, 0.3],
    [1_000_000_000, 0, 1_000_000_000],
    [999_999_999.999, 3, 999_999_999.999],
  ])("reads %p with %p decimals as %p", (input, decimals, quantity) => {
    expect(parseQuantity(input, { field: "quantity", decimals })).toEqual({ ok: true, value: quantity })
  })

  it.each<[unknown, number, string]>([
    [NaN, 0, "not a number"],
    [Infinity, 0, "not a number"],
    [null, 0, "not a number"],
    [undefined, 0, "not a number"],
    [true, 0, "not a number"],
    [[1], 0, "not a number"],
    [{ value: 1 }, 0, "not a number"],
    ["", 0, "not a number"],
    [" 1", 0, "not a number"],
    ["1,5", 1, "not a number"],
    ["1e3", 0, "not a number"],
    ["0x10", 0, "not a number"],
    [".5", 1, "not a number"],
    ["9".repeat(500), 0, "not a number"],
    [0, 0, "zero"],
    ["0.00", 2, "zero"],
    [-1, 0, "negative"],
    [1.5, 0, "not whole"],
    ["1.00000000000000000001", 0, "not whole"],
    [0.0005, 3, "finer than 3 decimals"],
    [1.25, 1, "finer than 1 decimals"],
    [1_000_000_001, 0, "too large"],
    [1e300, 0, "too large"],
  ])("refuses %p with %p decimals as %s", (input, decimals, problem) => {
    const refused = parseQuantity(input, { field: "row 900, quantity", decimals })
    expect(refused).toMatchObject({ ok: false, code: "quantity_invalid" })
    expect(refused).toHaveProperty("message", expect.stringContaining("row 900, quantity is "))
    expect(refused).toHaveProperty("message", expect.stringContaining(problem))
  })

  it("names the field, the value and what is allowed", () => {
    expect(parseQuantity("-2", { field: "lines[2].quantity" })).toStrictEqual({
      ok: false,
      code: "quantity_invalid",
      message: 'lines[2].quantity is "-2": negative. Allowed is a whole number from 1 to 1000000000.',
      nextStep: "Send a whole number from 1 to 1000000000.",
    })
    expect(parseQuantity(0, { field: "adjustment", decimals: 3, allowNegative: true, max: 50 })).toHaveProperty(
      "message",
      "adjustment is 0: zero. Allowed is a number with at most 3 decimals from -50 to 50, and not 0.",
    )
  })

  it("allows 0 and -5 only when told to", () => {
    expect(parseQuantity(0, { field: "q", allowZero: true })).toEqual({ ok: true, value: 0 })
    expect(parseQuantity(-5, { field: "q", allowNegative: true })).toEqual({ ok: true, value: -5 })
    expect(parseQuantity(-51, { field: "q", allowNegative: true, max: 50 })).toMatchObject({ ok: false })
  })

  it("answers anything at all without throwing, and only with quantities the rules can use", () => {
    fc.assert(
      fc.property(fc.anything(), fc.integer({ min: 0, max: 3 }), (input, decimals) => {
        const read = parseQuantity(input, { field: "q", decimals })
        if (read.ok) expect(addQuantities(read.value, 0)).toBe(read.value)
        else expect(read.code).toBe("quantity_invalid")
      }),
    )
  })
})

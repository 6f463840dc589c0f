import { describe, expect, it } from "@jest/globals"

import { expectDone } from "./outcome"
import { parsePercent, parseRate, rate, type Rate } from "./rate"

const equal = (a: Rate, b: Rate) => a.numerator * b.denominator === b.numerator * a.denominator

describe("rates", () => {
  it.each<[string | number, bigint, bigint]>([
    ["19", 19n, 100n],
    [19, 19n, 100n],
    ["8.25", 825n, 10000n],
    [8.875, 8875n, 100000n],
    [0, 0n, 1n],
    ["-5", -5n, 100n],
    ["1e3", 10n, 1n],
    [1e-7, 1n, 10n ** 9n],
  ])("reads %p percent as %p/%p", (percentage, numerator, denominator) => {
    const read = expectDone(parsePercent(percentage))
    expect(equal(read, rate(numerator, denominator))).toBe(true)
    expect(read.denominator > 0n).toBe(true)
  })

  it("reads the factor 0.19 as the same rate as 19 percent", () => {
    expect(equal(expectDone(parseRate("0.19")), expectDone(parsePercent("19")))).toBe(true)
    expect(equal(expectDone(parseRate(2)), rate(2n, 1n))).toBe(true)
  })

  it.each(["19 %", "1/3", "", NaN])("refuses %p as decimal_malformed", (percentage) => {
    expect(parsePercent(percentage)).toMatchObject({ ok: false, code: "decimal_malformed" })
    expect(parseRate(percentage)).toMatchObject({ ok: false, code: "decimal_malformed" })
  })

  it("throws rate_denominator_not_positive for 1/0 and 1/-2", () => {
    for (const denominator of [0n, -2n]) {
      expect(() => rate(1n, denominator)).toThrow(expect.objectContaining({ code: "rate_denominator_not_positive" }))
    }
  })
})

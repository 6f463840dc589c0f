import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { countIn, decimalText, parseDecimal } from "./decimal"
import { expectDone } from "./outcome"

const count = (numeral: string | number, exponent: number) => countIn(exponent, expectDone(parseDecimal(numeral)))

describe("parseDecimal and countIn", () => {
  it.each<[string | number, bigint]>([
    ["19.99", 1999n],
    ["-19.99", -1999n],
    ["0", 0n],
    ["-0", 0n],
    ["-0.00", 0n],
    ["007.5", 750n],
    ["10.990000000000000000", 1099n],
    ["1e2", 10000n],
    ["1E2", 10000n],
    ["1.5e+1", 1500n],
    ["1999e-2", 1999n],
    ["1.0000000000000000000e+21", 10n ** 23n],
    [19.99, 1999n],
    [0.1, 10n],
    [-0, 0n],
    [1e21, 10n ** 23n],
    [1.2e25, 12n * 10n ** 26n],
    [4.35, 435n],
    [1.005e3, 100500n],
  ])("reads %p in hundredths as %p", (numeral, hundredths) => {
    expect(count(numeral, 2)).toBe(hundredths)
  })

  it("reads numbers by their shortest text: 1e-7 is 1 of 7 decimals, 0.1 + 0.2 has 17", () => {
    expect(count(1e-7, 7)).toBe(1n)
    expect(count(1e-7, 6)).toBeUndefined()
    expect(count(0.1 + 0.2, 17)).toBe(30000000000000004n)
    expect(count(0.1 + 0.2, 2)).toBeUndefined()
    expect(count(Number.MIN_VALUE, 324)).toBe(5n)
    expect(count(Number.MAX_VALUE, 0)).toBe(17976931348623157n * 10n ** 292n)
  })

  it.each([
    "",
    " ",
    " 1",
    "1 ",
    "1\n",
    "+1",
    ".5",
    "5.",
    "1,50",
    "1.2.3",
    "1_000",
    "0x10",
    "1e",
    "1e1.5",
    "--1",
    "NaN",
    "Infinity",
    "١",
    "１",
    "1e99999",
    NaN,
    Infinity,
    -Infinity,
    null,
    undefined,
    {},
    [],
    [1],
    true,
    10n,
  ])("refuses %p as decimal_malformed", (numeral) => {
    expect(parseDecimal(numeral)).toMatchObject({ ok: false, code: "decimal_malformed" })
  })

  it.each(["1e331", "1e-331", "1e9999", "9".repeat(401)])("refuses %p as decimal_out_of_range", (numeral) => {
    expect(parseDecimal(numeral)).toMatchObject({ ok: false, code: "decimal_out_of_range" })
  })

  it("says what came and what to send", () => {
    expect(parseDecimal("12,50")).toStrictEqual({
      ok: false,
      code: "decimal_malformed",
      message: '"12,50" is not a decimal number.',
      nextStep: 'Send digits with an optional point, such as "19.99".',
    })
  })

  it("rounds only when told how", () => {
    const decimal = expectDone(parseDecimal("1.649175"))
    expect(countIn(2, decimal)).toBeUndefined()
    expect(countIn(2, decimal, "half_up")).toBe(165n)
    expect(countIn(2, decimal, "down")).toBe(164n)
    expect(countIn(6, decimal, "down")).toBe(1649175n)
  })

  it("reads back what decimalText wrote, for any amount and 0 to 8 decimals", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }), fc.nat(8), (amount, exponent) => {
        expect(count(decimalText(amount, exponent), exponent)).toBe(amount)
      }),
    )
  })

  it("reads any finite number exactly as JavaScript prints it", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const { coefficient, scale } = expectDone(parseDecimal(number))
        expect(Number(`${coefficient}e${-scale}`)).toBe(number === 0 ? 0 : number)
      }),
    )
  })
})

describe("decimalText", () => {
  it.each<[bigint, number, string]>([
    [1999n, 2, "19.99"],
    [-1999n, 2, "-19.99"],
    [5n, 2, "0.05"],
    [-5n, 3, "-0.005"],
    [0n, 2, "0.00"],
    [1999n, 0, "1999"],
    [-1n, 0, "-1"],
    [12345n, 4, "1.2345"],
  ])("writes %p with %p decimals as %s", (amount, exponent, text) => {
    expect(decimalText(amount, exponent)).toBe(text)
  })
})

import { describe, expect, it } from "@jest/globals"
import { amountText, decimalsOf, minorOf, typedAmount } from "./amount-text"

describe("amounts on the page of an order", () => {
  it("knows 2 decimals of EUR, 0 of JPY, 3 of KWD, and takes 2 for a currency nobody knows", () => {
    expect(["eur", "JPY", "KWD", "??"].map(decimalsOf)).toEqual([2, 0, 3, 2])
  })

  it.each([
    [1999n, "EUR", "19.99"],
    [5n, "EUR", "0.05"],
    [0n, "EUR", "0.00"],
    [-250n, "EUR", "-2.50"],
    [500n, "JPY", "500"],
    [1n, "KWD", "0.001"],
  ])("fills the field for %s of %s with %s", (minor, currency, typed) => {
    expect(typedAmount(minor, currency)).toBe(typed)
  })

  it.each([
    ["19.99", "EUR", 1999n],
    ["20", "EUR", 2000n],
    ["20.", "EUR", 2000n],
    [".5", "EUR", 50n],
    [" 7.1 ", "EUR", 710n],
    ["500", "JPY", 500n],
    ["90071992547409931.25", "EUR", 9007199254740993125n],
  ])("reads %s of %s as %s minor units, to the unit", (typed, currency, minor) => {
    expect(minorOf(typed, currency)).toBe(minor)
  })

  it.each([
    ["", "EUR"],
    [".", "EUR"],
    ["0", "EUR"],
    ["-5", "EUR"],
    ["1.999", "EUR"],
    ["1.5", "JPY"],
    ["1e3", "EUR"],
    ["ten", "EUR"],
  ])("reads no amount from %p of %s", (typed, currency) => {
    expect(minorOf(typed, currency)).toBeNull()
  })

  it("writes an amount with the sign of its currency, and with the code where that is unknown", () => {
    expect(amountText("1999", "USD")).toContain("19.99")
    expect(amountText("1999", "??")).toBe("19.99 ??")
  })
})

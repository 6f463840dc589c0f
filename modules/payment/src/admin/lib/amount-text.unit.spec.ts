import { describe, expect, it } from "@jest/globals"
import { minorOf, typedAmount } from "./amount-text"

describe("an amount that is typed", () => {
  it.each([
    ["eur", "19.99", 1999n],
    ["eur", "20", 2000n],
    ["eur", ".5", 50n],
    ["jpy", "1999", 1999n],
    ["kwd", "1.999", 1999n],
  ])("of %s %s is %s minor units", (currency, typed, minor) => {
    expect(minorOf(typed, currency)).toBe(minor)
  })

  it.each([
    ["eur", "19.999"],
    ["jpy", "19.9"],
    ["eur", "0"],
    ["eur", "-5"],
    ["eur", ""],
    ["eur", "1e3"],
  ])("of %s %j is none", (currency, typed) => {
    expect(minorOf(typed, currency)).toBeNull()
  })

  it.each([
    ["eur", 5n, "0.05"],
    ["jpy", 5n, "5"],
    ["kwd", 1999n, "1.999"],
  ])("of %s %s minor units is written %s", (currency, minor, typed) => {
    expect(typedAmount(minor, currency)).toBe(typed)
  })
})

import { describe, expect, it } from "@jest/globals"
import { inWords } from "./amount-words"

describe("amounts in words", () => {
  it.each([
    [1200n, "usd", "12.00 USD"],
    [5n, "eur", "0.05 EUR"],
    [-5n, "eur", "-0.05 EUR"],
    [700n, "jpy", "700 JPY"],
    [1234n, "kwd", "1.234 KWD"],
    [12n, "", "12"],
  ])("%s of %s is %s", (amount, currency, words) => {
    expect(inWords(amount, currency)).toBe(words)
  })
})

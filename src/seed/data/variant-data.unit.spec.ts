import { describe, expect, it } from "@jest/globals"
import { hasEan13CheckDigit } from "./variant-data"

describe("hasEan13CheckDigit", () => {
  it("accepts 4006381333931, the worked example of the GS1 rule", () => {
    expect(hasEan13CheckDigit("4006381333931")).toBe(true)
  })

  it("accepts a code whose check digit is 0", () => {
    expect(hasEan13CheckDigit("0000000000000")).toBe(true)
  })

  it("refuses each of the 9 other last digits", () => {
    const others = [0, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => hasEan13CheckDigit(`400638133393${digit}`))
    expect(others).toEqual(Array(9).fill(false))
  })

  it("refuses 12 digits, 14 digits and letters", () => {
    expect(["400638133393", "40063813339310", "400638133393X"].map(hasEan13CheckDigit)).toEqual([false, false, false])
  })
})

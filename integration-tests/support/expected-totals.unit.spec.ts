import { describe, expect, it } from "@jest/globals"
import { expectedTotals, grossOfOneMinor } from "./expected-totals"

const line = (unitMinor: bigint, quantity: number, taxPercent: number) => ({ unitMinor, quantity, taxPercent })

describe("expectedTotals", () => {
  it("finds 19.00 of tax in a price of 119.00 at 19 percent", () => {
    expect(expectedTotals([line(11900n, 1, 19)], line(0n, 1, 19), true)).toEqual({
      itemTotal: 11900n,
      shippingTotal: 0n,
      taxTotal: 1900n,
      total: 11900n,
    })
  })

  it("puts 8.875 percent on top of 3 mugs at 24.00 and a parcel at 8.90: 6.39 and 0.789875, together 7.18", () => {
    expect(expectedTotals([line(2400n, 3, 8.875)], line(890n, 1, 8.875), false)).toEqual({
      itemTotal: 7839n,
      shippingTotal: 969n,
      taxTotal: 718n,
      total: 8808n,
    })
  })

  it("adds exact fractions and rounds once: 2 lines of 0.5 cents of tax make 1 cent", () => {
    expect(expectedTotals([line(10n, 1, 5), line(10n, 1, 5)], line(0n, 1, 0), false).taxTotal).toBe(1n)
  })

  it("gives back 26.13 for one mug of 24.00 at 8.875 percent", () => {
    expect(grossOfOneMinor(line(2400n, 3, 8.875), false)).toBe(2613n)
  })
})

import { describe, expect, it } from "@jest/globals"
import { parsePromotionOptions, PROMOTION_PARTS } from "./options"

describe("parsePromotionOptions", () => {
  it("runs all 4 parts, 6 pairs over 100 carts, when nothing is asked for", () => {
    expect(PROMOTION_PARTS).toHaveLength(4)
    expect(parsePromotionOptions([])).toEqual({
      ...{ parts: PROMOTION_PARTS, pairs: 6, carts: 100, seconds: 0.5, maxOthersCores: 0.3 },
    })
  })

  it("runs 2 named parts in their own order, and keeps every pair with off", () => {
    const args = ["change", "size", "--pairs", "2", "--carts", "7", "--seconds", "0.1", "--max-other-cores", "off"]
    expect(parsePromotionOptions(args)).toEqual({
      ...{ parts: ["size", "change"], pairs: 2, carts: 7, seconds: 0.1, maxOthersCores: undefined },
    })
  })

  it.each([
    [["sizes"], 'There is no part called "sizes"'],
    [["--pairs", "0"], '--pairs is "0"'],
    [["--carts", "1.5"], '--carts is "1.5"'],
    [["--seconds", "long"], '--seconds is "long"'],
    [["--buyers", "8"], "--buyers"],
  ])("refuses %j and says what it was", (args, said) => {
    expect(() => parsePromotionOptions(args)).toThrow(said)
  })
})

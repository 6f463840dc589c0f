import { describe, expect, it } from "@jest/globals"
import { parseStockOptions, STOCK_PARTS } from "./options"

describe("parseStockOptions", () => {
  it("runs all 9 parts, 5 pairs of 1 second each, when nothing is asked for", () => {
    expect(STOCK_PARTS).toHaveLength(9)
    expect(parseStockOptions([])).toEqual({
      ...{ parts: STOCK_PARTS, pairs: 5, seconds: 1, maxOthersCores: 0.3, module: undefined },
    })
  })

  it("runs the parts that are named in their own order, and keeps every pair with off", () => {
    expect(parseStockOptions(["open", "hot", "--pairs", "7", "--seconds", "0.5", "--max-other-cores", "off"])).toEqual({
      ...{ parts: ["hot", "open"], pairs: 7, seconds: 0.5, maxOthersCores: undefined, module: undefined },
    })
  })

  it.each([
    [["warm"], 'There is no part called "warm"'],
    [["--pairs", "0"], '--pairs is "0"'],
    [["--pairs", "1.5"], '--pairs is "1.5"'],
    [["--seconds", "long"], '--seconds is "long"'],
    [["--buyers", "8"], "--buyers"],
  ])("refuses %j and says what it was", (args, said) => {
    expect(() => parseStockOptions(args)).toThrow(said)
  })
})

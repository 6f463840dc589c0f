import { describe, expect, it } from "@jest/globals"
import { parseCheckoutOptions } from "./options"

const parse = (line: string) => parseCheckoutOptions(line.split(" ").filter(Boolean))

describe("parseCheckoutOptions", () => {
  it("measures 10 pairs with 1 and 8 buyers when nothing is said", () => {
    expect(parse("")).toEqual({ mode: "closed loop", pairs: 10, buyers: [1, 8], checkouts: 6, maxOthersCores: 0.3 })
  })

  it("takes 3 pairs with 1, 4 and 16 buyers on a machine that may be busy", () => {
    expect(parse("--pairs 3 --buyers 1,4,16 --max-other-cores off")).toMatchObject({
      ...{ pairs: 3, buyers: [1, 4, 16], maxOthersCores: undefined },
    })
  })

  it("lets 2 shoppers a second arrive for 30 seconds at a constant rate", () => {
    expect(parse("--open-loop --rate 2 --seconds 30 --arrivals constant")).toEqual({
      ...{ mode: "open loop", pairs: 10, maxOthersCores: 0.3, ratePerSecond: 2, seconds: 30, arrivals: "constant" },
    })
  })

  it("refuses each of 9 slips with the option's name", () => {
    const slips: readonly (readonly [string, string])[] = [
      ["--paris 3", "--paris"],
      ["--pairs", "--pairs"],
      ["--pairs 0", '--pairs is "0"'],
      ["--pairs many", '--pairs is "many"'],
      ["--buyers 1,2.5", '--buyers is "2.5"'],
      ["--rate 2", "--rate needs --open-loop"],
      ["--open-loop --buyers 8", "--buyers does not go with --open-loop"],
      ["--open-loop --arrivals bursts", '--arrivals is "bursts"'],
      ["--open-loop --rate 0.1 --seconds 20", "makes 2 arrivals; 10 are the least"],
    ]
    for (const [line, message] of slips) expect(() => parse(line)).toThrow(message)
  })
})

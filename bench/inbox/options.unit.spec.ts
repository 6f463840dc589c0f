import { describe, expect, it } from "@jest/globals"
import { parseInboxBenchOptions } from "./options"

describe("parseInboxBenchOptions", () => {
  it("runs all 3 parts with 500 webhooks a second when nothing is said", () => {
    const { parts, perSecond, maxOthersCores, built } = parseInboxBenchOptions([])
    expect([parts.length, perSecond, maxOthersCores, built]).toEqual([3, 500, 0.3, false])
  })

  it("takes 2 parts in the order in which they run, and keeps every pair with off", () => {
    const args = ["handled", "rate", "--built", "--per-second", "900", "--max-other-cores", "off"]
    const options = parseInboxBenchOptions(args)
    expect(options).toMatchObject({
      ...{ parts: ["rate", "handled"], perSecond: 900, maxOthersCores: undefined, built: true },
    })
  })

  it.each([
    [["speed"], /no part called "speed"/],
    [["--pairs", "1.5"], /--pairs is "1.5"/],
    [["--seconds", "0"], /--seconds is "0"/],
  ])("refuses %j and names it", (args, message) => {
    expect(() => parseInboxBenchOptions(args)).toThrow(message)
  })
})

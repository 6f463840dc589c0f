import { describe, expect, it } from "@jest/globals"
import { parseLifecycleOptions } from "./options"

describe("parseLifecycleOptions", () => {
  it("runs all 5 parts over 100000 orders when nothing is said", () => {
    const { parts, orders, maxOthersCores } = parseLifecycleOptions([])
    expect([parts.length, orders, maxOthersCores]).toEqual([5, 100_000, 0.3])
  })

  it("takes 2 parts in the order in which they run, and keeps every pair with off", () => {
    const options = parseLifecycleOptions(["transitions", "log", "--orders", "500", "--max-other-cores", "off"])
    expect(options).toMatchObject({ parts: ["log", "transitions"], orders: 500, maxOthersCores: undefined })
  })

  it.each([
    [["speed"], /no part called "speed"/],
    [["--orders", "1.5"], /--orders is "1.5"/],
    [["--seconds", "0"], /--seconds is "0"/],
  ])("refuses %j and names it", (args, message) => {
    expect(() => parseLifecycleOptions(args)).toThrow(message)
  })
})

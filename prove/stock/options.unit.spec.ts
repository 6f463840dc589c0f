import { describe, expect, it } from "@jest/globals"
import { parseOptions } from "./options"

const parse = (...args: string[]) => parseOptions(args, () => 7)

describe("parseOptions", () => {
  it("runs 3 processes with 6 clients each for 60 seconds, with a seed of its own, unless told otherwise", () => {
    expect(parse()).toEqual({ seed: 7, seconds: 60, processes: 3, clients: 6, break: null })
    expect(parse("--seed", "42", "--seconds", "5", "--processes", "2", "--clients", "1", "--break", "lock")).toEqual({
      ...{ seed: 42, seconds: 5, processes: 2, clients: 1, break: "lock" },
    })
  })

  it.each([
    [["--processes", "0"], '--processes is "0"; it takes a whole number from 1 to 16.'],
    [["--seconds", "1.5"], '--seconds is "1.5"; it takes a whole number from 1 to 86400.'],
    [["--seed", ""], '--seed is ""; it takes a whole number from 0 to 4294967295.'],
    [["--break", "disk"], '--break is "disk"; it takes guard, lock, ledger.'],
    [["--speed", "9"], "Unknown option '--speed'"],
  ])("refuses %j and says what it takes", (args, said) => {
    expect(() => parse(...args)).toThrow(said)
  })
})

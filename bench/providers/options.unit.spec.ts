import { describe, expect, it } from "@jest/globals"
import { parseProvidersOptions } from "./options"

describe("parseProvidersOptions", () => {
  it("measures 5 pairs of 200 calls unless it is told otherwise", () => {
    expect(parseProvidersOptions([])).toMatchObject({ pairs: 5, calls: 200 })
    expect(parseProvidersOptions(["--pairs", "2", "--calls", "50"])).toMatchObject({ pairs: 2, calls: 50 })
  })

  it("names an option that it cannot read", () => {
    expect(() => parseProvidersOptions(["--calls", "many"])).toThrow("--calls")
    expect(() => parseProvidersOptions(["--seconds", "5"])).toThrow("--seconds")
  })
})

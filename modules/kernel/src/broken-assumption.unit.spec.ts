import { describe, expect, it } from "@jest/globals"

import { BrokenAssumption } from "./broken-assumption"

describe("BrokenAssumption", () => {
  it("is an Error whose message says in 2 sentences what is true and what to do", () => {
    const error = new BrokenAssumption("currency_mixed", "EUR and USD met in one sum.", "Convert one side first.")
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe("BrokenAssumption")
    expect(error.message).toBe("EUR and USD met in one sum. Convert one side first.")
    expect(error).toMatchObject({ code: "currency_mixed", nextStep: "Convert one side first." })
    expect(error.stack).toContain("broken-assumption.unit.spec")
  })
})

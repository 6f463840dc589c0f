import { describe, expect, it } from "@jest/globals"
import { factWords } from "./fact-words"

describe("what an event said", () => {
  const nameOf = (id: string) => (id === "item_1" ? "Mug" : id)

  it("is an amount, units by name, or both", () => {
    expect(factWords({ amount: "1999" }, "??", nameOf)).toBe("19.99 ??")
    expect(factWords({ lines: { item_1: 2, item_2: 1 } }, "??", nameOf)).toBe("2 × Mug, 1 × item_2")
    expect(factWords({ currency: "???", total: "500", lines: { item_1: 1 } }, "??", nameOf)).toBe("5.00 ??? · 1 × Mug")
    expect(factWords({}, "??", nameOf)).toBe("")
  })
})

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { excerpt } from "./excerpt"

describe("excerpt", () => {
  it.each([
    ["12,50", '"12,50"'],
    ["12345678", '"12345678"'],
    ["", '""'],
    ['a"\n', '"a\\"\\n"'],
    [1.5, "1.5"],
    [NaN, "NaN"],
    [10n, "10"],
    [null, "null"],
    [undefined, "undefined"],
    [true, "boolean"],
    [[1], "an array"],
    [{}, "an object"],
  ])("shows %p as %s", (value, shown) => {
    expect(excerpt(value)).toBe(shown)
  })

  it("shows 8 of the 16 digits of a card number, as text, number and bigint", () => {
    expect(excerpt("4242424242424242")).toBe('"42424242"… (16 characters)')
    expect(excerpt(4242424242424242)).toBe("42424242… (16 characters)")
    expect(excerpt(4242424242424242n)).toBe("42424242… (16 characters)")
  })

  it("stays under 80 characters whatever comes", () => {
    fc.assert(fc.property(fc.anything(), (value) => excerpt(value).length < 80))
  })
})

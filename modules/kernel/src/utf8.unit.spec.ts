import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { utf8 } from "./utf8"

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex")

describe("utf8", () => {
  it.each([
    ["", ""],
    ["A", "41"],
    ["\u007f\u0080", "7fc280"],
    ["ß", "c39f"],
    ["\u07ff\u0800", "dfbfe0a080"],
    ["€", "e282ac"],
    ["\uffff", "efbfbf"],
    ["\u{10000}", "f0908080"],
    ["😀", "f09f9880"],
    ["\u{10ffff}", "f48fbfbf"],
  ])("encodes %p in 1 to 4 bytes a character: %s", (text, bytes) => {
    expect(hex(utf8(text))).toBe(bytes)
  })

  it("turns each of 3 lone surrogates into EF BF BD, as the Encoding Standard says", () => {
    expect(hex(utf8("\ud800"))).toBe("efbfbd")
    expect(hex(utf8("\udc00x"))).toBe("efbfbd78")
    expect(hex(utf8("\ud800\ud83d\ude00"))).toBe("efbfbdf09f9880")
  })

  it("agrees with TextEncoder on any string of UTF-16 units", () => {
    const units = fc.array(fc.oneof(fc.nat(0xffff), fc.integer({ min: 0xd800, max: 0xdfff })), { maxLength: 40 })
    fc.assert(
      fc.property(units, (codes) => {
        const text = String.fromCharCode(...codes)
        expect(hex(utf8(text))).toBe(hex(new TextEncoder().encode(text)))
      }),
      { numRuns: 500 },
    )
  })
})

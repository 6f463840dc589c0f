import { createHash } from "node:crypto"

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { canonicalHash } from "./canonical-hash"
import { canonicalJson } from "./canonical-json"
import { expectDone } from "./outcome"

const hash = (value: unknown) => expectDone(canonicalHash(value))
const json = fc.jsonValue({ noUnicodeString: false })

/** The same content with the members of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== "object" || value === null) return value
  const members = Object.entries(value).map(([key, member]) => [key, reversed(member)] as const)
  return Object.fromEntries(members.reverse())
}

describe("canonicalHash", () => {
  it("is the SHA-256 of the canonical JSON in UTF-8, 64 digits", () => {
    const expected = createHash("sha256").update('{"a":"ü","b":[1,"2"]}', "utf8").digest("hex")
    expect(hash({ b: [1, 2n], a: "ü", c: undefined })).toBe(expected)
    expect(expected).toMatch(/^[0-9a-f]{64}$/)
  })

  it("does not change with the order of members", () => {
    fc.assert(fc.property(json, (value) => hash(value) === hash(reversed(value))))
    expect(hash({ a: 1, b: 2 })).toBe(hash({ b: 2, a: 1 }))
  })

  it("does not change on a trip through JSON", () => {
    fc.assert(fc.property(json, (value) => hash(value) === hash(JSON.parse(JSON.stringify(value)))))
  })

  it("differs for different content, and only then", () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(hash(a) === hash(b)).toBe(expectDone(canonicalJson(a)) === expectDone(canonicalJson(b)))
      }),
    )
  })

  it("differs after a change of 1 member, 1 order in an array, 1 type, 1 nesting", () => {
    const base = {
      holdId: "hold_1",
      lines: [
        { sku: "mug", quantity: 1 },
        { sku: "cup", quantity: 2 },
      ],
    }
    const others = [
      { ...base, holdId: "hold_2" },
      { ...base, lines: [base.lines[1], base.lines[0]] },
      { ...base, lines: [base.lines[0]] },
      { ...base, lines: [{ sku: "mug", quantity: "1" }, base.lines[1]] },
      { ...base, note: null },
      { base },
      [base],
    ]
    const hashes = new Set([base, ...others].map(hash))
    expect(hashes.size).toBe(8)
  })

  it("differs for the 4 empty values and for texts that only a careless encoder joins", () => {
    expect(new Set([null, "", [], {}].map(hash)).size).toBe(4)
    expect(new Set([["a", "b"], ["a,b"], ['a","b'], "ab"].map(hash)).size).toBe(4)
    expect(new Set(["\ud800", "\udbff", "\ufffd"].map(hash)).size).toBe(3)
  })

  it("passes on the refusals of canonicalJson", () => {
    expect(canonicalHash({ price: NaN })).toMatchObject({ ok: false, code: "json_number_not_finite" })
  })
})

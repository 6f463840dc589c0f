import { describe, expect, it } from "@jest/globals"
import { readKey } from "./read-key"

const keyOf = (...values: string[]) =>
  readKey(["Host", "shop.example", ...values.flatMap((value) => ["Idempotency-Key", value])])

describe("readKey", () => {
  it("reads none from a request without one", () => {
    expect(keyOf()).toEqual({ ok: true, value: undefined })
  })

  it("reads a key of 255 bytes and refuses one of 256", () => {
    expect(keyOf("k".repeat(255))).toEqual({ ok: true, value: "k".repeat(255) })
    expect(keyOf("k".repeat(256))).toMatchObject({ ok: false, code: "idempotency_key_invalid" })
  })

  it("takes a quoted key and the same key without quotes for one", () => {
    expect(keyOf('"order 1"')).toEqual(keyOf("order 1"))
    expect(keyOf('"a \\"b\\" \\\\c"')).toEqual({ ok: true, value: 'a "b" \\c' })
  })

  it.each([[""], ["  "], ['""'], ['" "'], ["clé"], ["a\tb"], ['"a'], ['"a"b'], ['"a", "b"'], ['"a\\n"']])(
    "refuses %j",
    (value) => {
      expect(keyOf(value)).toMatchObject({ ok: false, code: "idempotency_key_invalid" })
    },
  )

  it("refuses 2 headers, also when they say the same", () => {
    expect(keyOf("a", "a")).toMatchObject({ ok: false, message: "The request has 2 Idempotency-Key headers." })
    expect(readKey(["idempotency-key", "a", "IDEMPOTENCY-KEY", "b"])).toMatchObject({ ok: false })
  })

  it("does not take a header's value for a name", () => {
    expect(readKey(["X-Note", "Idempotency-Key", "Idempotency-Key", "a"])).toEqual({ ok: true, value: "a" })
  })
})

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"
import { checkedMessages } from "./checked-messages"

const told = (payload: unknown, over: object = {}) => ({
  ...{ id: "evt_1", key: "pi_1", kind: "capture.confirmed", occurredAt: "2026-11-21T12:00:00Z", payload },
  ...over,
})
const check = (payload: unknown, over: object = {}, most = 1_000) =>
  checkedMessages("pp_x", [told(payload, over)], most)

describe("checkedMessages", () => {
  it("writes the payload in 1 form, whatever the order of its members", () => {
    const [a, b] = [check({ b: 1, a: [true, null] }), check({ a: [true, null], b: 1 })]
    expect(a).toEqual(b)
    expect(a).toMatchObject({ value: [{ json: '{"a":[true,null],"b":1}' }] })
  })

  it.each([
    ["2026-11-21T12:00:00Z", "2026-11-21T12:00:00.000Z"],
    ["2026-11-21T12:00:00.123456Z", "2026-11-21T12:00:00.123Z"],
    ["2026-11-21T12:00:00+02:00", "2026-11-21T10:00:00.000Z"],
    ["2026-11-21T12:00:00+0200", "2026-11-21T10:00:00.000Z"],
    ["2028-02-29T23:59Z", "2028-02-29T23:59:00.000Z"],
  ])("takes %s for %s", (occurredAt, utc) => {
    expect(check({}, { occurredAt })).toMatchObject({ ok: true, value: [{ occurredAt: utc }] })
  })

  it.each(["2026-02-29T00:00:00Z", "2026-11-21", "2026-11-21T25:00:00Z", "1969-12-31T23:59:59Z", "21/11/2026", "now"])(
    "takes %s for no time",
    (occurredAt) => {
      expect(check({}, { occurredAt })).toMatchObject({ ok: false, code: "inbox_time_invalid" })
    },
  )

  it.each([
    ["a letter u after a backslash", "\\u0000"],
    ["2 backslashes", "\\\\u0000 \\\\ud800"],
    ["whole characters", "🚀 ü é"],
    ["other control characters", "\u0001\u001f\u007f"],
  ])("takes %s, which the database can keep", (_, text) => {
    expect(check({ text }).ok).toBe(true)
  })

  it.each([
    ["the character 0 behind a backslash", "\\\0"],
    ["the character 0 at the end", "a\0"],
    ["the first half of a character", "\ud83d"],
    ["the second half of one", "\udfff!"],
  ])("refuses %s, which it cannot", (_, text) => {
    expect(check({ text })).toMatchObject({ ok: false, code: "inbox_payload_invalid" })
    expect(check({ [text]: 1 })).toMatchObject({ ok: false, code: "inbox_payload_invalid" })
  })

  it("counts the bytes of UTF-8 in every text, to the byte", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const bytes = Buffer.byteLength(JSON.stringify({ text }))
        if (/\0|\p{Surrogate}/u.test(text)) return
        expect(check({ text }, {}, bytes).ok).toBe(true)
        expect(check({ text }, {}, bytes - 1)).toMatchObject({ code: "inbox_payload_too_large" })
      }),
    )
  })

  it("throws for nothing that anybody may send", () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 3 }), fc.anything({ maxDepth: 3 }), (source, messages) => {
        expect(typeof checkedMessages(source, messages, 1_000).ok).toBe("boolean")
        expect(typeof check(messages, { occurredAt: source, key: source }).ok).toBe("boolean")
      }),
    )
  })
})

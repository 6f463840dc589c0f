import { runInNewContext } from "node:vm"

import { describe, expect, it } from "@jest/globals"
import fc from "fast-check"

import { canonicalJson } from "./canonical-json"
import { money } from "./money"
import { moneyToJson } from "./money-json"
import { expectDone } from "./outcome"

const text = (value: unknown) => expectDone(canonicalJson(value))

describe("canonicalJson", () => {
  it("writes the example of RFC 8785, section 3.2.2 to 3.2.4", () => {
    const input = JSON.parse(`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
      "literals": [null, true, false]
    }`) as unknown
    expect(text(input)).toBe(
      `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],` +
        `"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`,
    )
  })

  it("sorts the 7 members of RFC 8785, section 3.2.3, by UTF-16 code units", () => {
    const input = {
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    expect(Object.values(JSON.parse(text(input)) as object)).toEqual([
      "One", // JavaScript puts whole-number names first, in the parsed object too.
      "Carriage Return",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ])
    expect(text(input).indexOf("Carriage")).toBeLessThan(text(input).indexOf("One"))
  })

  it("writes numbers as ECMAScript does: RFC 8785, appendix B", () => {
    const numbers: [number, string][] = [
      [0, "0"],
      [-0, "0"],
      [5e-324, "5e-324"],
      [1.7976931348623157e308, "1.7976931348623157e+308"],
      [9007199254740992, "9007199254740992"],
      [295147905179352830000, "295147905179352830000"],
      [9.999999999999997e22, "9.999999999999997e+22"],
      [1e23, "1e+23"],
      [333333333.3333332, "333333333.3333332"],
      [-0.0000033333333333333333, "-0.0000033333333333333333"],
    ]
    for (const [number, written] of numbers) expect(text(number)).toBe(written)
  })

  it("sorts members at every level and keeps the order of arrays", () => {
    expect(text({ b: { d: 1, c: [3, 1, 2] }, a: null })).toBe('{"a":null,"b":{"c":[3,1,2],"d":1}}')
    expect(text({})).toBe("{}")
    expect(text([])).toBe("[]")
    expect(text([[], {}])).toBe("[[],{}]")
  })

  it("leaves out members that are undefined, as JSON does", () => {
    expect(text({ a: undefined, b: 1, c: { d: undefined } })).toBe('{"b":1,"c":{}}')
  })

  it("writes the bigint 1999 as the string that money travels as", () => {
    expect(text({ amountMinor: 1999n })).toBe('{"amountMinor":"1999"}')
    expect(text(-1n)).toBe('"-1"')
    expect(text(moneyToJson(money(1999n, "EUR")))).toBe('{"amountMinor":"1999","currency":"EUR"}')
  })

  it("tells 3 lone surrogates from each other and from the text of their escape", () => {
    const texts = ["\ud800", "\udbff", "\ufffd", "\\ud800"].map(text)
    expect(texts).toEqual(['"\\ud800"', '"\\udbff"', '"\ufffd"', '"\\\\ud800"'])
  })

  it("takes plain objects of another realm and without a prototype", () => {
    expect(text(runInNewContext("({ b: [1], a: 2 })"))).toBe('{"a":2,"b":[1]}')
    expect(text(Object.assign(Object.create(null) as object, { a: 1 }))).toBe('{"a":1}')
  })

  it("writes a member named __proto__ like any other", () => {
    expect(text(JSON.parse('{"__proto__":1,"a":2}'))).toBe('{"__proto__":1,"a":2}')
  })

  it("takes the same object at 2 places, which is no cycle", () => {
    const address = { city: "Kiel" }
    expect(text({ billing: address, shipping: address })).toBe('{"billing":{"city":"Kiel"},"shipping":{"city":"Kiel"}}')
  })

  class Cart {}
  it.each<[string, unknown, string, string]>([
    ["NaN", { lines: [0, 1, { price: NaN }] }, "json_number_not_finite", "$.lines[2].price is NaN"],
    ["Infinity", [Infinity], "json_number_not_finite", "$[0] is Infinity"],
    ["undefined at the top", undefined, "json_value_unsupported", "$ is undefined"],
    ["undefined in an array", [1, undefined], "json_value_unsupported", "$[1] is undefined"],
    ["a hole in an array", new Array(1), "json_value_unsupported", "$[0] is undefined"],
    ["a function", { "on sale": () => 1 }, "json_value_unsupported", '$["on sale"] is a function'],
    ["a symbol", { a: Symbol("a") }, "json_value_unsupported", "$.a is a symbol"],
    ["a Date", { at: new Date(0) }, "json_value_unsupported", "$.at is a Date"],
    ["a Date of another realm", { at: runInNewContext("new Date(0)") }, "json_value_unsupported", "$.at is a Date"],
    ["a Map", { m: new Map() }, "json_value_unsupported", "$.m is an instance of Map"],
    ["a Uint8Array", new Uint8Array(1), "json_value_unsupported", "$ is an instance of Uint8Array"],
    ["a class instance", [new Cart()], "json_value_unsupported", "$[0] is an instance of Cart"],
    ["money", { total: money(1n, "EUR") }, "json_value_unsupported", "$.total is an instance of Money"],
    ["a boxed number", [Object(1)], "json_value_unsupported", "$[0] is an instance of Number"],
  ])("refuses %s and names its place", (_, value, code, message) => {
    const answer = canonicalJson(value)
    expect(answer).toMatchObject({ ok: false, code })
    expect(answer.ok ? "" : answer.message).toContain(`${message}, which JSON cannot carry.`)
  })

  it("refuses a cycle of 1 and of 2 objects, and says where it closes", () => {
    const self: Record<string, unknown> = {}
    self["me"] = self
    expect(canonicalJson(self)).toStrictEqual({
      ok: false,
      code: "json_value_cyclic",
      message: "$.me contains itself.",
      nextStep: "Send the id of the object in its place.",
    })
    const order: Record<string, unknown> = { lines: [{}] }
    ;(order["lines"] as Record<string, unknown>[])[0]!["order"] = order
    expect(canonicalJson({ order })).toMatchObject({ message: "$.order.lines[0].order contains itself." })
  })

  it("takes 200 levels, and refuses 201 and 100000 without a stack overflow", () => {
    const deep = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels)) as unknown
    expect(canonicalJson(deep(200)).ok).toBe(true)
    expect(canonicalJson(deep(201))).toMatchObject({
      code: "json_value_too_deep",
      message: "$[0][0][0] goes more than 200 levels deep.",
    })
    expect(canonicalJson(deep(100_000))).toMatchObject({ code: "json_value_too_deep" })
  })

  it("cuts a name of 100000 characters in a message at 40", () => {
    const answer = canonicalJson({ ["k".repeat(100_000)]: NaN })
    expect(answer.ok ? "" : answer.message).toBe(`$["${"k".repeat(40)}"] is NaN, which JSON cannot carry.`)
  })

  it("parses back to what JSON would have made of any JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(JSON.parse(text(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

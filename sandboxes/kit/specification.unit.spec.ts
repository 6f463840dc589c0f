import { afterEach, describe, expect, it } from "@jest/globals"
import { existsSync } from "node:fs"
import path from "node:path"
import { openSpecification } from "./specification"

const ROOT = path.resolve(__dirname, "..", "..")
const thereIs = existsSync(path.resolve(ROOT, "..", "shared", "specs", "stripe", "spec3.json"))
const before = process.env["CI"]
afterEach(() => {
  if (before === undefined) delete process.env["CI"]
  else process.env["CI"] = before
})

const refunds = { method: "POST", path: "/v1/refunds" }
const open = (file = "stripe/spec3.json") =>
  openSpecification({ file, coerce: true, operations: [refunds], schemas: ["refund"] })

describe("a provider's specification", () => {
  it("that is missing is an error in CI and none elsewhere", () => {
    delete process.env["CI"]
    expect(open("nobody/nothing.json")).toBeNull()
    process.env["CI"] = "1"
    expect(() => open("nobody/nothing.json")).toThrow(
      "nobody/nothing.json is missing in the folder of provider specifications.",
    )
  })

  it("finds what is unknown, what has the wrong type, and reads a form's numbers", () => {
    const specification = open()
    expect(specification !== null).toBe(thereIs)
    if (!specification) return
    const body = { payment_intent: "pi_1", amount: "500" }
    expect(specification.request(refunds, { query: {}, body })).toEqual([])
    expect(body).toEqual({ payment_intent: "pi_1", amount: 500 })
    expect(specification.request(refunds, { query: {}, body: { color: "red" } })).toEqual([
      "body must NOT have additional properties (color)",
    ])
    expect(specification.request(refunds, { query: { page: "1" }, body: {} })).toEqual([
      "query must NOT have additional properties (page)",
    ])
    expect(specification.request(refunds, { query: {}, body: { amount: "much" } })).toEqual([
      "body/amount must be integer",
    ])
    expect(specification.response(refunds, 200, { id: "re_1" })).toEqual(
      expect.arrayContaining(["answer 200 must have required property 'amount'"]),
    )
    expect(
      specification.schema("refund", { id: "re_1", object: "refund", amount: 1, created: 1, currency: "eur" }),
    ).toEqual([])
  })
})

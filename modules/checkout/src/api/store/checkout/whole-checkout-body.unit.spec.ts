import { describe, expect, it } from "@jest/globals"
import { readWholeCheckoutBody } from "./whole-checkout-body"

const ADDRESS = { first_name: "Ada", last_name: "L", address_1: "Linden 1", city: "Berlin", country_code: "DE" }
const BODY = {
  region_id: "reg_1",
  email: "ada@example.com",
  items: [{ variant_id: "variant_1", quantity: 1 }],
  shipping_address: ADDRESS,
}
const problemsOf = (given: unknown) => {
  const read = readWholeCheckoutBody(given)
  return "problems" in read ? read.problems.map(({ field, code }) => `${field} ${code}`) : []
}

describe("readWholeCheckoutBody", () => {
  it("reads the least that there may be, and writes countries small", () => {
    const read = readWholeCheckoutBody(BODY)
    expect(read).toMatchObject({ body: { codes: [], shipping_address: { country_code: "de" } } })
  })

  it("names 4 problems at once, each with its field", () => {
    const items = [{ variant_id: "", quantity: 1.5 }]
    expect(problemsOf({ ...BODY, email: "ada", items, gift: true })).toEqual([
      "email field_invalid",
      "items.0.variant_id field_invalid",
      "items.0.quantity field_invalid",
      "gift field_unknown",
    ])
  })

  it("names at most 20 problems", () => {
    expect(
      problemsOf({ ...BODY, items: Array.from({ length: 30 }, () => ({ variant_id: "v", quantity: 0 })) }),
    ).toHaveLength(20)
  })

  it.each([
    [{ items: Array.from({ length: 101 }, () => BODY.items[0]) }, "items field_invalid"],
    [{ items: [{ variant_id: "v", quantity: 1_000_001 }] }, "items.0.quantity field_invalid"],
    [{ region_id: "r\0" }, "region_id field_invalid"],
    [{ region_id: undefined }, "region_id field_missing"],
    [{ shipping_address: null }, "shipping_address field_invalid"],
    [{ shipping_address: { ...ADDRESS, country_code: "deu" } }, "shipping_address.country_code field_invalid"],
    [{ shipping_address: { ...ADDRESS, door: "2" } }, "shipping_address.door field_unknown"],
    [{ shipping_option_id: [] }, "shipping_option_id field_invalid"],
    [{ payment: { provider_id: "pp", data: { a: { b: "\0" } } } }, "payment.data field_invalid"],
    [{ codes: Array.from({ length: 21 }, String) }, "codes field_invalid"],
  ])("refuses %j: %s", (change, problem) => {
    expect(problemsOf({ ...BODY, ...change })).toEqual([problem])
  })

  it.each([[null], [undefined], ["text"], [[]], [7]])("refuses %j and does not fail", (given) => {
    expect(problemsOf(given).length).toBeGreaterThan(0)
  })
})

import { describe, expect, it } from "@jest/globals"
import { MathBN } from "@medusajs/framework/utils"
import { pricedCart } from "./priced-cart"

const AT = "2026-03-01T12:00:00.123456+00:00"
const amount = (value: string) => ({ amount: Number(value), raw_amount: { value, precision: 20 } })
const rows = {
  id: "cart_1",
  currency_code: "eur",
  completed_at: AT,
  region: { id: "reg_1", automatic_taxes: true, countries: [{ iso_2: "de", created_at: AT }] },
  customer: null,
  shipping_address: null,
  items: [
    {
      id: "cali_1",
      quantity: 3,
      unit_price: 0.1,
      raw_unit_price: { value: "0.1000000000000000055", precision: 20 },
      is_tax_inclusive: false,
      created_at: AT,
      metadata: { created_at: AT, items: "three" },
      tax_lines: [{ rate: 20 }],
      adjustments: [amount("0.05")],
      product: { id: "prod_1", collection_id: null },
      variant: null,
    },
  ],
  shipping_methods: [
    { id: "casm_1", ...amount("5"), is_tax_inclusive: true, tax_lines: [{ rate: 25 }], adjustments: [] },
  ],
  credit_lines: [amount("1")],
  promotions: [],
}

describe("a cart's rows", () => {
  const cart = pricedCart(structuredClone(rows))
  const [line] = cart["items"] as (typeof rows.items)[number][]
  const number = (value: unknown) => MathBN.convert(value as number).toNumber()

  it("have the host's totals, with 3 of 0.10, 20 % tax and 0.05 off, 5.00 with 25 % tax in it and 1.00 of credit", () => {
    expect(number(cart["item_subtotal"])).toBeCloseTo(0.3, 12)
    expect(number(cart["item_total"])).toBeCloseTo(0.3, 12)
    expect(number(cart["original_item_total"])).toBeCloseTo(0.36, 12)
    expect(number(cart["shipping_subtotal"])).toBe(4)
    expect(number(cart["subtotal"])).toBeCloseTo(4.3, 12)
    expect(number(cart["total"])).toBeCloseTo(4.3, 12)
    expect(cart).not.toHaveProperty("credit_lines")
  })

  it("keep an amount's 19 digits", () => {
    expect(MathBN.convert(line?.unit_price ?? 0).toFixed()).toBe("0.1000000000000000055")
  })

  it("have dates where the host has them, and the merchant's metadata as it was", () => {
    expect(cart.completed_at).toEqual(new Date("2026-03-01T12:00:00.123Z"))
    expect(line?.created_at).toEqual(new Date("2026-03-01T12:00:00.123Z"))
    expect(line?.metadata).toEqual({ created_at: AT, items: "three" })
    expect((cart["region"] as { countries: object[] }).countries).toEqual([
      { iso_2: "de", created_at: new Date("2026-03-01T12:00:00.123Z") },
    ])
  })

  it("leave out what is not there", () => {
    expect([cart.customer, cart["shipping_address"], line?.variant]).toEqual([undefined, undefined, undefined])
    expect(line?.product).toEqual({ id: "prod_1", collection_id: null })
  })
})

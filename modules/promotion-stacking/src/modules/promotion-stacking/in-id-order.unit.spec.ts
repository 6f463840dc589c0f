import { describe, expect, it } from "@jest/globals"
import type { HostContext } from "./cart-from-context"
import { inIdOrder } from "./in-id-order"

const context = (value: object) => value as HostContext

describe("a cart that was read in another order", () => {
  it("has its 3 lines and 2 shipping methods in the order of their ids, and the rest as it was", () => {
    const read = context({
      items: [{ id: "c" }, { id: "a" }, { id: "b" }],
      shipping_methods: [{ id: "2" }, { id: "1" }],
      x: 1,
    })
    const asItWas = structuredClone(read)
    expect(inIdOrder(read)).toEqual({
      items: [{ id: "a" }, { id: "b" }, { id: "c" }],
      shipping_methods: [{ id: "1" }, { id: "2" }],
      x: 1,
    })
    expect(read).toEqual(asItWas)
  })

  it("is given no list that it does not have", () => {
    expect(inIdOrder(context({ currency_code: "eur" }))).toEqual({ currency_code: "eur" })
  })
})

import { describe, expect, it } from "@jest/globals"
import { ruleOf } from "./route-rules"

describe("ruleOf", () => {
  it.each([
    ["POST", "/store/carts/cart_1/complete", "repeat", "derived"],
    ["POST", "/STORE/carts/cart_1/complete/", "repeat", "derived"],
    ["POST", "/store/checkout", "repeat", "required"],
    ["POST", "/store/carts", "repeat", "optional"],
    ["POST", "/store/carts/cart_1/line-items", "unknown", "optional"],
    ["POST", "/store/carts/cart_1/line-items/line_1", "repeat", "optional"],
    ["DELETE", "/store/carts/cart_1/line-items/line_1", "repeat", "optional"],
    ["PUT", "/store/plugin/wish", "repeat", "optional"],
    ["PATCH", "/store/plugin/wish", "unknown", "optional"],
    ["POST", "/store/returns", "unknown", "optional"],
    ["POST", "/admin/payments/pay_1/capture", "unknown", "optional"],
    ["POST", "/admin/orders/order_1/cancel", "repeat", "optional"],
  ])("%s %s: after a crash %s, key %s", (method, path, lapsed, key) => {
    expect(ruleOf(method, path)).toMatchObject({ lapsed, key })
  })

  it.each([
    ["GET", "/store/carts/cart_1"],
    ["OPTIONS", "/store/carts"],
    ["POST", "/admin/products"],
    ["POST", "/auth/customer/emailpass"],
    ["POST", "/hooks/psp/pp_stripe_stripe"],
    ["POST", "/store"],
  ])("%s %s takes no key", (method, path) => {
    expect(ruleOf(method, path)).toBeNull()
  })

  it("does not take 2 segments for one id", () => {
    expect(ruleOf("POST", "/store/carts/a/b/complete")).toMatchObject({ key: "optional" })
  })
})

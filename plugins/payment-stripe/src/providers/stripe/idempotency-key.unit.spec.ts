import { describe, expect, it } from "@jest/globals"
import { callerOf, keyed } from "./idempotency-key"

const key = (...asked: Parameters<typeof keyed>) => keyed(...asked).idempotencyKey

describe("the key of a call", () => {
  it("is the act and the caller's id, so that Stripe refuses the same id with another amount", () => {
    expect(key("capture", "cap_1")).toBe("capture:cap_1")
  })

  it("changes with the parameters where the same id rightly has others", () => {
    const [one, same, other] = [{ email: "a" }, { email: "a" }, { email: "b" }].map((given) =>
      key("customer", "cus_1", given),
    )
    expect(one).toBe(same)
    expect(one).not.toBe(other)
  })

  it("is its own for a caller without an id", () => {
    expect(key("capture", undefined)).not.toBe(key("capture", undefined))
  })

  it("has at most 255 characters for ids of up to 200", () => {
    expect(key("increment", "x".repeat(200), { amount: 1 }).length).toBeLessThanOrEqual(255)
  })

  it.each([
    ["capture:cap_1", "cap_1"],
    ["initiate:payses_1:0123456789abcdef", "payses_1"],
    ["stripe-node-retry-1", null],
    ["customer:cus_1:0", null],
    [null, null],
    [undefined, null],
  ])("gives the caller's id back: %p", (text, caller) => {
    expect(callerOf(text)).toBe(caller)
  })
})

import { describe, expect, it } from "@jest/globals"
import { mayKeep } from "./may-keep"

const declined = { type: "cart", error: { type: "payment_authorization_error" } }
const needsAction = { type: "cart", error: { type: "payment_requires_more_error" } }

describe("mayKeep", () => {
  it.each([
    [200, true],
    [201, true],
    [204, true],
    [302, true],
    [400, false],
    [404, false],
    [409, false],
    [422, false],
    [500, false],
    [503, false],
  ])("keeps an answer with status %i: %s", (status, kept) => {
    expect(mayKeep("any", { status, json: undefined, keySent: true })).toBe(kept)
  })

  it.each([
    ["an order", { type: "order", order: {} }, true, true],
    ["a decline", declined, true, false],
    ["a payment that waits for the shopper", needsAction, false, false],
    ["nothing that can be read", undefined, false, false],
    ["a text", "order", false, false],
  ])("keeps a completion that ends in %s", (_what, json, whenSent, whenDerived) => {
    expect(mayKeep("completion", { status: 200, json, keySent: true })).toBe(whenSent)
    expect(mayKeep("completion", { status: 200, json, keySent: false })).toBe(whenDerived)
  })

  it("keeps no completion that is refused", () => {
    expect(mayKeep("completion", { status: 409, json: { type: "order" }, keySent: true })).toBe(false)
  })
})

import { describe, expect, it } from "@jest/globals"
import { ProviderFailure, providerFailureOf } from "./provider-failure"

const declined = new ProviderFailure(
  "declined",
  "payment_declined",
  "The bank declined the card (do_not_honor). Ask for another card.",
  "The card was declined. Try another one.",
  "do_not_honor",
)

describe("a provider's failure", () => {
  it("keeps the operator's message apart from the shopper's", () => {
    expect(declined).toMatchObject({
      kind: "declined",
      code: "payment_declined",
      providerCode: "do_not_honor",
      message: expect.stringContaining("do_not_honor"),
    })
    expect(declined.shopperMessage).not.toContain("do_not_honor")
  })

  it("is known again when another copy of the package made it", () => {
    const elsewhere = Object.assign(new Error("It timed out."), { ...declined, mark: declined.mark })
    expect(providerFailureOf(elsewhere)).toBe(elsewhere)
  })

  it.each([[new Error("ECONNRESET")], ["declined"], [null], [{ mark: "holdfast.provider_failure" }]])(
    "is nothing that was merely thrown: %p",
    (thrown) => expect(providerFailureOf(thrown)).toBeNull(),
  )
})

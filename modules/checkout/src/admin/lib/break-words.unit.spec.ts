import { describe, expect, it } from "@jest/globals"
import type { Break } from "./break-types"
import { factRows, howMended, providerWords } from "./break-words"

const broken = (own: Partial<Break>): Break => ({
  id: "break_1",
  kind: "money_without_order",
  title: "Money is held or taken, and there is no order",
  subject_id: "pay_1",
  order_id: null,
  cart_id: "cart_1",
  amount_minor: "1999",
  currency_code: "usd",
  facts: {},
  since: "2026-11-21T10:00:00.000Z",
  found_at: "2026-11-21T10:00:00.000Z",
  asked_by: null,
  asked_at: null,
  repaired_at: null,
  failure: null,
  tries: 0,
  resolved_at: null,
  repair: "Void what is authorized, refund what is captured.",
  advice: "Talk to the shopper first.",
  heals_itself: false,
  needs_second_admin: false,
  ...own,
})

describe("a break's facts", () => {
  it("have words, amounts with their currency, and no id twice", () => {
    const rows = factRows(
      broken({
        facts: {
          captured: "19.99",
          provider_id: "pp_stripe_stripe",
          payment_id: "pay_1",
          payment_session_id: "payses_1",
        },
      }),
    )
    expect(rows.map(({ label }) => label)).toEqual(["Provider", "Captured", "Payment", "Cart", "Payment session"])
    expect(rows[0]).toMatchObject({ text: "Stripe" })
    expect(rows[1]).toMatchObject({ text: expect.stringMatching(/^\D+19[.,]99|19[.,]99\D+$/) })
  })

  it("lead to the page that shows what the break is about", () => {
    const attempt = factRows(
      broken({ kind: "attempt_interrupted", subject_id: "attempt_1", facts: { step: "authorize" } }),
    )
    expect(attempt).toContainEqual({ label: "Came as far as", shown: "text", text: "Authorize the payment" })
    expect(attempt).toContainEqual({
      label: "Attempt",
      shown: "code",
      text: "attempt_1",
      to: "/checkout-attempts/attempt_1",
    })
    const settled = factRows(broken({ kind: "settlement_differs", facts: { act: "second_chargeback" } }))
    expect(settled[0]).toEqual({ label: "What the report says", shown: "text", text: "Second chargeback" })
    const order = factRows(broken({ kind: "amount_differs", subject_id: "order_1", order_id: "order_1" }))
    expect(order.filter((row) => row.shown === "code" && row.text === "order_1")).toHaveLength(1)
  })

  it("that nobody has words for are shown as they are", () => {
    expect(factRows(broken({ facts: { new_thing: { a: 1 } } }))[0]).toEqual({
      label: "New thing",
      shown: "text",
      text: '{"a":1}',
    })
  })
})

describe("how a break is mended", () => {
  it.each<[Partial<Break>, string]>([
    [{ resolved_at: "2026-11-21T11:00:00.000Z", repair: null }, "Put right"],
    [{ repair: null }, "By a person"],
    [{ asked_by: "user_1", needs_second_admin: true }, "Waits for approval"],
    [{ heals_itself: true, tries: 4 }, "Mends itself"],
    [{ heals_itself: true, tries: 5 }, "Given up"],
    [{ needs_second_admin: true }, "Two admins"],
    [{}, "On request"],
  ])("of %j is %j", (own, words) => {
    expect(howMended(broken(own)).words).toBe(words)
  })
})

it("names a provider of 2 words by both, and Medusa's own by what it is", () => {
  expect(providerWords("pp_payment-test_test")).toBe("Payment test")
  expect(providerWords("pp_system_default")).toBe("Manual payment")
})

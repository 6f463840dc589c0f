import { describe, expect, it } from "@jest/globals"
import { actionWords, factsOf } from "./entry-words"

describe("an entry in words", () => {
  it.each([
    ["15 % off matching lines", { type: "percent_off", value: 15 }],
    [
      "5.00 USD or 4.50 EUR off the order",
      { type: "fixed_off", value: { USD: "5.00", EUR: "4.50" }, applies_to: "order" },
    ],
    ["5.00 USD off each unit of matching lines", { type: "fixed_off", value: { USD: "5.00" }, per: "unit" }],
    [
      "10 % off shipping, at most 3.00 USD per order",
      { ...{ type: "percent_off", value: 10, applies_to: "shipping" }, cap_per_order: { USD: "3.00" } },
    ],
    ["Free shipping", { type: "free_shipping" }],
    ["Free gift: 1 × mug", { type: "free_gift", variant: "mug" }],
    [
      "Buy 2 of categories tees, get 1 free, 3 × at most",
      { type: "buy_x_get_y", buy: { quantity: 2, any_of_categories: ["tees"] }, get: {}, max_times: 3 },
    ],
    [
      "Off the order: 5 % from 50.00 USD, 10.00 USD from 90.00 USD",
      {
        type: "tiered_spend",
        applies_to: "order",
        tiers: [
          { from: { USD: "50.00" }, value: 5 },
          { from: { USD: "90.00" }, off: { USD: "10.00" } },
        ],
      },
    ],
    ["Of every 3 units, the cheapest 1 free", { type: "cheapest_of", of: 3 }],
    [
      "1 of variants a + 2 of variants b for 49.00 USD",
      {
        type: "bundle_price",
        parts: [{ any_of_variants: ["a"] }, { quantity: 2, any_of_variants: ["b"] }],
        value: { USD: "49.00" },
      },
    ],
  ])("says %s", (words, action) => {
    expect(actionWords({ action })).toBe(words)
  })

  it("says each of 5 conditions, what is left out and the limits", () => {
    const source = {
      conditions: {
        markets: ["US", "CA"],
        cart_contains: { any_of_categories: ["hoodies", "tees"], min_quantity: 2 },
        min_subtotal_cents: 5000,
        time_window: { starts_at: "2026-03-01T00:00:00-05:00" },
        not: { first_order: true },
      },
      exclusions: { variants: ["sku_giftcard_*"] },
      limits: { uses: 10, uses_per_cohort: [{ cohort: "vip", uses: 3 }], budget: { USD: "100.00" } },
    }
    expect(Object.fromEntries(factsOf(source))).toEqual({
      "Applies when":
        "the market is US or CA; the cart contains 2 units of categories hoodies or tees; " +
        "the subtotal is at least 5000 minor units; from 2026-03-01T00:00:00-05:00; not: (it is the first order)",
      "Taken of": "what earlier promotions left",
      "Never with variants": "sku_giftcard_*",
      "Limited to": "10 uses, 3 uses by vip, a budget of 100.00 USD",
    })
  })
})

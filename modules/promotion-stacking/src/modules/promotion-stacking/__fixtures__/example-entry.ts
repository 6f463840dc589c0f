/** As a merchant writes it. */
export const EXAMPLE_YAML = `
id: promo_2026_spring_15off
priority: 100
stacks_with: [free_shipping_over_50]
conditions:
  customer_segment: [new, returning]
  markets: [US, CA]
  channels: [web, ios]
  cart_contains: { any_of_categories: [hoodies, tees] }
  min_subtotal_cents: 5000
  time_window: { starts_at: "2026-03-01T00:00:00-05:00", ends_at: "2026-03-15T23:59:59-05:00" }
action: { type: percent_off, value: 15, applies_to: matching_lines }
exclusions: { variants: ["sku_giftcard_*", "sku_clearance_*"] }
`

export const FREE_SHIPPING = {
  id: "free_shipping_over_50",
  stacks_with: ["promo_2026_spring_15off"],
  conditions: { min_subtotal_cents: 5000 },
  action: { type: "free_shipping" },
}

/** In the example's window. */
export const IN_SPRING = Date.parse("2026-03-10T12:00:00-05:00")

export const SPRING_CART = {
  currency_code: "usd",
  market: "US",
  channel: "web",
  customer_segment: "returning",
  shipping_total: "7.95",
  items: [
    { id: "l1", sku: "sku_hoodie_m", quantity: 1, unit_price: "49.99", categories: ["hoodies"] },
    { id: "l2", sku: "sku_clearance_tee", quantity: 2, unit_price: "10.00", categories: ["tees"] },
    { id: "l3", sku: "sku_mug", quantity: 1, unit_price: "12.00", categories: ["mugs"] },
  ],
}

import { describe, expect, it } from "@jest/globals"
import { problemsOf, readOne } from "./__fixtures__/shop"

const conditionOf = (conditions: unknown) => readOne({ conditions }).condition
const problemsIn = (conditions: unknown) => problemsOf({ conditions })

describe("a condition", () => {
  it("is always met when there is none, and stands alone when there is 1", () => {
    expect(conditionOf({})).toEqual({ kind: "always" })
    expect(conditionOf(undefined)).toEqual({ kind: "always" })
    expect(conditionOf({ first_order: false })).toEqual({ kind: "first_order", is: false })
  })

  it.each([
    ["customer_segment", "customer_segment", "new", "new"],
    ["markets", "market", "us", "US"],
    ["channels", "channel", "web", "web"],
    ["customers", "customer", "cus_1", "cus_1"],
    ["customer_groups", "customer_group", "vip", "vip"],
    ["currencies", "currency", "eur", "EUR"],
    ["regions", "region", "reg_1", "reg_1"],
    ["payment_methods", "payment_method", "card", "card"],
    ["shipping_methods", "shipping_method", "express", "express"],
  ])("reads %s from a list, and from a single text as a list of 1", (key, attribute, given, value) => {
    const condition = { kind: "cart", attribute, anyOf: [value] }
    expect(conditionOf({ [key]: [given] })).toEqual(condition)
    expect(conditionOf({ [key]: given })).toEqual(condition)
  })

  it.each([
    [{ min_subtotal_cents: 5000 }, { kind: "subtotal", atLeast: { "*": 5000n }, atMost: null }],
    [{ max_subtotal_cents: { usd: 1, JPY: 7 } }, { kind: "subtotal", atLeast: null, atMost: { USD: 1n, JPY: 7n } }],
    [
      { min_quantity: 2, max_quantity: 9 },
      { kind: "quantity", atLeast: 2, atMost: 9 },
    ],
    [
      { weekdays: { days: ["sun", "mon", "sun"], zone: "Europe/Berlin" } },
      { kind: "weekday", days: [1, 7], zone: "Europe/Berlin" },
    ],
    [
      { hours: { from: "22:30", until: "02:00", zone: "Asia/Tokyo" } },
      { kind: "hours", from: 1350, until: 120, zone: "Asia/Tokyo" },
    ],
    [{ hours: { from: "00:00", until: "24:00", zone: "UTC" } }, { kind: "hours", from: 0, until: 1440, zone: "UTC" }],
    [
      { time_window: { starts_at: "2026-03-29T02:30+0200" } },
      { kind: "window", startsAtMs: Date.UTC(2026, 2, 29, 0, 30), endsAtMs: null },
    ],
    [
      { time_window: { ends_at: "2024-02-29T23:59:59.123456Z" } },
      { kind: "window", startsAtMs: null, endsAtMs: Date.UTC(2024, 1, 29, 23, 59, 59, 123) },
    ],
  ])("reads %j", (conditions, condition) => {
    expect(conditionOf(conditions)).toEqual(condition)
  })

  it("nests all, any and not, and takes no lines from what is inside them", () => {
    const entry = readOne({
      conditions: {
        all: [{ markets: "US", first_order: true }],
        any: [{ channels: "web" }, { cart_contains: { any_of_tags: "new" } }],
        not: { markets: "CA" },
      },
    })
    const market = (code: string) => ({ kind: "cart", attribute: "market", anyOf: [code] })
    expect(entry.lines).toBeNull()
    expect(entry.condition).toEqual({
      kind: "all",
      of: [
        { kind: "all", of: [{ kind: "all", of: [market("US"), { kind: "first_order", is: true }] }] },
        {
          kind: "any",
          of: [
            { kind: "cart", attribute: "channel", anyOf: ["web"] },
            { kind: "lines", selector: { tag: ["new"] }, minQuantity: 1 },
          ],
        },
        { kind: "not", of: market("CA") },
      ],
    })
  })
})

describe("lines that a cart contains", () => {
  it("asks for a line that fits 2 attributes, 3 units of it, and is for those lines", () => {
    const entry = readOne({
      conditions: { cart_contains: { any_of_categories: "tees", any_of_variants: ["sku_tee_*"], min_quantity: 3 } },
    })
    const selector = { variant: ["sku_tee_*"], category: ["tees"] }
    expect(entry.lines).toEqual(selector)
    expect(entry.condition).toEqual({ kind: "lines", selector, minQuantity: 3 })
  })

  it("asks for 1 line of each of 2 values, and is for the lines of either", () => {
    const entry = readOne({ conditions: { cart_contains: { all_of_categories: ["tees", "shoes"] } } })
    expect(entry.lines).toEqual({ category: ["tees", "shoes"] })
    expect(entry.condition).toEqual({
      kind: "all",
      of: [
        { kind: "lines", selector: { category: ["tees"] }, minQuantity: 1 },
        { kind: "lines", selector: { category: ["shoes"] }, minQuantity: 1 },
      ],
    })
  })
})

describe("a condition that cannot be", () => {
  it.each([
    [null, "entry_malformed", "conditions"],
    [{ markets: [] }, "entry_malformed", "conditions.markets"],
    [{ markets: null }, "entry_malformed", "conditions.markets"],
    [{ markets: [1] }, "entry_malformed", "conditions.markets.0"],
    [{ channels: ["a\0b"] }, "entry_malformed", "conditions.channels.0"],
    [{ customer_segment: ["neww"] }, "entry_segment_unknown", "conditions.customer_segment"],
    [{ currencies: ["XYZ"] }, "entry_currency_unknown", "conditions.currencies"],
    [
      { cart_contains: { any_of_categories: ["hoodie"] } },
      "entry_category_unknown",
      "conditions.cart_contains.any_of_categories",
    ],
    [
      { cart_contains: { all_of_variants: ["no_*"] } },
      "entry_glob_matches_nothing",
      "conditions.cart_contains.all_of_variants",
    ],
    [{ cart_contains: { min_quantity: 2 } }, "entry_malformed", "conditions.cart_contains"],
    [{ min_subtotal_cents: 50.5 }, "entry_amount_invalid", "conditions.min_subtotal_cents"],
    [{ min_subtotal_cents: "50" }, "entry_amount_invalid", "conditions.min_subtotal_cents"],
    [{ min_subtotal_cents: { XXX: 5 } }, "entry_currency_unknown", "conditions.min_subtotal_cents.XXX"],
    [{ min_subtotal_cents: 2, max_subtotal_cents: 1 }, "entry_malformed", "conditions.max_subtotal_cents"],
    [{ min_quantity: 2, max_quantity: 1 }, "entry_malformed", "conditions.max_quantity"],
    [{ first_order: "yes" }, "entry_malformed", "conditions.first_order"],
    [{ time_window: {} }, "entry_malformed", "conditions.time_window"],
    [
      { time_window: { starts_at: "2026-03-01T00:00:00" } },
      "entry_time_without_zone",
      "conditions.time_window.starts_at",
    ],
    [{ time_window: { ends_at: "2026-03-01" } }, "entry_time_without_zone", "conditions.time_window.ends_at"],
    [{ time_window: { ends_at: "2026-02-30T00:00:00Z" } }, "entry_malformed", "conditions.time_window.ends_at"],
    [{ time_window: { ends_at: "2026-02-20T24:00:00Z" } }, "entry_malformed", "conditions.time_window.ends_at"],
    [{ time_window: { ends_at: "soon" } }, "entry_malformed", "conditions.time_window.ends_at"],
    [
      { time_window: { starts_at: "2026-03-02T00:00:00Z", ends_at: "2026-03-02T00:59:59+01:00" } },
      "entry_window_ends_before_start",
      "conditions.time_window.ends_at",
    ],
    [{ weekdays: { days: ["monday"], zone: "UTC" } }, "entry_malformed", "conditions.weekdays.days"],
    [{ weekdays: { days: ["mon"] } }, "entry_time_without_zone", "conditions.weekdays.zone"],
    [{ weekdays: { days: ["mon"], zone: "Mars/Olympus" } }, "entry_zone_unknown", "conditions.weekdays.zone"],
    [{ hours: { from: "8:00", until: "09:00", zone: "UTC" } }, "entry_malformed", "conditions.hours.from"],
    [{ hours: { from: "08:00", until: "08:00", zone: "UTC" } }, "entry_malformed", "conditions.hours.until"],
    [{ hours: { from: "08:00", until: "09:00", zone: "+02:00" } }, "entry_zone_unknown", "conditions.hours.zone"],
    [{ all: [] }, "entry_malformed", "conditions.all"],
    [{ any: [{}] }, "entry_malformed", "conditions.any.0"],
    [{ not: [] }, "entry_malformed", "conditions.not"],
    [{ any: [{ not: { market: "US" } }] }, "entry_malformed", "conditions.any.0.not.market"],
  ])("refuses %j as %s at %s", (conditions, code, field) => {
    expect(problemsIn(conditions)).toEqual([[code, field]])
  })

  it("refuses 17 levels and 501 conditions, each with 1 problem", () => {
    let deep: unknown = { first_order: true }
    for (let level = 0; level < 17; level++) deep = { not: deep }
    expect(problemsIn(deep)).toEqual([["entry_malformed", `conditions${".not".repeat(17)}`]])
    expect(problemsIn({ any: Array(500).fill({ first_order: true }) })).toEqual([
      ["entry_malformed", "conditions.any.499"],
    ])
  })

  it("says what is wrong with a window in one sentence", () => {
    expect(() =>
      readOne({ conditions: { time_window: { starts_at: "2026-03-15T00:00:00Z", ends_at: "2026-03-01T00:00:00Z" } } }),
    ).toThrow(
      "conditions.time_window.ends_at is before starts_at: 2026-03-01T00:00:00Z is earlier than 2026-03-15T00:00:00Z.",
    )
  })
})

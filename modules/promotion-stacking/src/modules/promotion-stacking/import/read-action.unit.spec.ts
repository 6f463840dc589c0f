import { describe, expect, it } from "@jest/globals"
import { problemsOf, readOne } from "./__fixtures__/shop"

const NO_CAPS = { perUnit: null, perLine: null, perOrder: null }
const actionOf = (action: unknown) => readOne({ action }).action
const problemsIn = (action: unknown) => problemsOf({ action })

describe("an action", () => {
  it.each([
    [
      { type: "percent_off", value: 15 },
      { type: "percent_off", ppm: 150_000, appliesTo: "matching_lines" },
    ],
    [
      { type: "fixed_off", value: { USD: "5.00", jpy: 700, KWD: "1.234" }, applies_to: "order", per: "unit" },
      { type: "fixed_off", amounts: { USD: 500n, JPY: 700n, KWD: 1234n }, appliesTo: "order", per: "unit" },
    ],
    [
      { type: "fixed_price", value: { EUR: "0.00" } },
      { type: "fixed_price", amounts: { EUR: 0n } },
    ],
    [{ type: "free_shipping" }, { type: "free_shipping" }],
    [
      { type: "free_gift", variant: "mug" },
      { type: "free_gift", sku: "mug", quantity: 1 },
    ],
    [
      { type: "buy_x_get_y", buy: { quantity: 2, any_of_categories: ["tees"] }, get: { quantity: 1 } },
      {
        type: "buy_x_get_y",
        buy: { category: ["tees"] },
        buyQuantity: 2,
        get: null,
        getQuantity: 1,
        ppm: 1_000_000,
        maxTimes: null,
      },
    ],
    [
      {
        type: "tiered_spend",
        tiers: [
          { from: { USD: "50.00" }, value: 5 },
          { from: { USD: "100" }, off: { USD: "12.50" } },
        ],
        applies_to: "shipping",
      },
      {
        type: "tiered_spend",
        tiers: [
          { from: { USD: 5000n }, off: { ppm: 50_000 } },
          { from: { USD: 10_000n }, off: { amounts: { USD: 1250n } } },
        ],
        appliesTo: "shipping",
      },
    ],
    [
      { type: "cheapest_of", of: 3 },
      { type: "cheapest_of", of: 3, units: 1, ppm: 1_000_000 },
    ],
    [
      { type: "bundle_price", parts: [{ quantity: 2, any_of_variants: "mug" }], value: { USD: "49.00" }, max_times: 3 },
      {
        type: "bundle_price",
        parts: [{ selector: { variant: ["mug"] }, quantity: 2 }],
        amounts: { USD: 4900n },
        maxTimes: 3,
      },
    ],
  ])("reads %j", (given, action) => {
    expect(actionOf(given)).toEqual({ ...action, caps: NO_CAPS })
  })

  it("has 3 caps", () => {
    const caps = { cap_per_unit: { USD: "1" }, cap_per_line: { USD: "2" }, cap_per_order: { USD: "3.50" } }
    expect(actionOf({ type: "free_shipping", ...caps }).caps).toEqual({
      perUnit: { USD: 100n },
      perLine: { USD: 200n },
      perOrder: { USD: 350n },
    })
  })

  it.each([
    [12.5, 125_000],
    ["12.5", 125_000],
    [0.0001, 1],
    [100, 1_000_000],
    ["100.0000", 1_000_000],
    [33.3333, 333_333],
    [0.07, 700],
  ])("reads %p per cent as %d millionths", (value, ppm) => {
    expect(actionOf({ type: "percent_off", value })).toMatchObject({ ppm })
  })

  it.each([
    [100.0001, "entry_percent_out_of_range"],
    [0, "entry_percent_out_of_range"],
    [-5, "entry_percent_out_of_range"],
    ["1e300", "entry_percent_out_of_range"],
    [0.00001, "entry_amount_invalid"],
    ["15%", "entry_amount_invalid"],
    [true, "entry_malformed"],
    [undefined, "entry_malformed"],
  ])("refuses %p per cent as %s", (value, code) => {
    expect(problemsIn({ type: "percent_off", value })).toEqual([[code, "action.value"]])
  })

  it.each([
    [{ USD: "5.001" }, "entry_amount_invalid", "action.value.USD"],
    [{ JPY: "5.5" }, "entry_amount_invalid", "action.value.JPY"],
    [{ KWD: "0.0001" }, "entry_amount_invalid", "action.value.KWD"],
    [{ USD: "0" }, "entry_amount_invalid", "action.value.USD"],
    [{ USD: -1 }, "entry_amount_invalid", "action.value.USD"],
    [{ USD: "5,00" }, "entry_amount_invalid", "action.value.USD"],
    [{ USD: null }, "entry_amount_invalid", "action.value.USD"],
    [{ USD: "10000000000000" }, "entry_amount_invalid", "action.value.USD"],
    [{ USD: "5", usd: "6" }, "entry_amount_invalid", "action.value.usd"],
    ["5.00", "entry_amount_invalid", "action.value"],
    [{}, "entry_empty", "action.value"],
    [{ ABC: "5.00" }, "entry_currency_unknown", "action.value.ABC"],
    [{ "*": "5.00" }, "entry_currency_unknown", "action.value.*"],
    [JSON.parse('{ "__proto__": "5.00" }'), "entry_currency_unknown", "action.value.__proto__"],
  ])("refuses the amounts %j as %s at %s", (value, code, field) => {
    expect(problemsIn({ type: "fixed_off", value })).toEqual([[code, field]])
  })

  it.each([
    [undefined, "entry_empty", "action"],
    [{}, "entry_empty", "action"],
    ["percent_off", "entry_malformed", "action"],
    [{ type: "percentoff", value: 5 }, "entry_malformed", "action.type"],
    [{ type: "free_shipping", value: 5 }, "entry_malformed", "action.value"],
    [{ type: "percent_off", value: 5, applies_to: "lines" }, "entry_malformed", "action.applies_to"],
    [{ type: "fixed_off", value: { USD: 5 }, per: "unit", applies_to: "shipping" }, "entry_malformed", "action.per"],
    [{ type: "free_gift", variant: "mug_*" }, "entry_malformed", "action.variant"],
    [{ type: "free_gift", variant: "mug", quantity: 0 }, "entry_malformed", "action.quantity"],
    [{ type: "buy_x_get_y", buy: { quantity: 2 } }, "entry_malformed", "action.get"],
    [
      { type: "buy_x_get_y", buy: {}, get: { any_of_categories: ["hats"] } },
      "entry_category_unknown",
      "action.get.any_of_categories",
    ],
    [{ type: "tiered_spend", tiers: [] }, "entry_empty", "action.tiers"],
    [{ type: "tiered_spend", tiers: [{ from: { USD: 5 } }] }, "entry_empty", "action.tiers.0"],
    [
      { type: "tiered_spend", tiers: [{ from: { USD: 5 }, value: 1, off: { USD: 1 } }] },
      "entry_malformed",
      "action.tiers.0",
    ],
    [{ type: "tiered_spend", tiers: [{ from: { USD: 5 }, off: { EUR: 1 } }] }, "entry_empty", "action.tiers.0.off.EUR"],
    [{ type: "cheapest_of", of: 2, units: 3 }, "entry_malformed", "action.units"],
    [{ type: "bundle_price", parts: [], value: { USD: 5 } }, "entry_empty", "action.parts"],
    [{ type: "bundle_price", parts: [{ quantity: 1 }], value: { USD: 5 } }, "entry_malformed", "action.parts.0"],
    [{ type: "free_shipping", cap_per_order: { USD: 0 } }, "entry_amount_invalid", "action.cap_per_order.USD"],
  ])("refuses %j as %s at %s", (action, code, field) => {
    expect(problemsIn(action)).toEqual([[code, field]])
  })
})

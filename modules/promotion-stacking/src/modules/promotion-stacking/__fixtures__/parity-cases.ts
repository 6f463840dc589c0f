import { buyGet, campaign, cartOf, line, productIs, promotion, shippingMethod, type ParityCase } from "./parity-case"

const THREE = [line("a", 20, 2), line("b", 9.99, 1), line("c", 4.5, 4)]
const TAXED = [
  line("a", 12, 2, { tax: 20, includesTax: true }),
  line("b", 10, 1, { tax: 20 }),
  line("c", 10.7, 3, { tax: 7, includesTax: true }),
]
const TWO_WAYS = { shipping_methods: [shippingMethod("s1", 8.5), shippingMethod("s2", 5)] }
const perCustomer = { type: "use_by_attribute", attribute: "customer_id", limit: 2 }

const adjusted = (code: string) => [
  line("a", 100, 1, { adjustments: [{ id: "adj_1", code, item_id: "a", amount: 3 }] }),
  line("b", 50, 1),
]

/** Sets in which the order of promotions does not matter, or in which it is the host's. */
export const PARITY_CASES: readonly ParityCase[] = [
  {
    name: "10 % across 3 lines",
    promotions: [promotion("P", { value: 10 })],
    cart: cartOf(THREE),
  },
  {
    name: "100 % of everything",
    promotions: [promotion("P", { value: 100 })],
    cart: cartOf(THREE),
  },
  {
    name: "7.50 across 3 lines, in parts of a cent",
    promotions: [promotion("P", { type: "fixed", value: 7.5 })],
    cart: cartOf(THREE),
  },
  {
    name: "more across than the lines cost",
    promotions: [promotion("P", { type: "fixed", value: 500 })],
    cart: cartOf(THREE),
  },
  {
    name: "2.00 off each unit, of at most 3 units a line",
    promotions: [promotion("P", { type: "fixed", value: 2, allocation: "each", max_quantity: 3 })],
    cart: cartOf(THREE),
  },
  {
    name: "25 % off each line, of at most 1 unit",
    promotions: [promotion("P", { value: 25, allocation: "each", max_quantity: 1 })],
    cart: cartOf(THREE),
  },
  {
    name: "3.00 off the 2 cheapest units once",
    promotions: [promotion("P", { type: "fixed", value: 3, allocation: "once", max_quantity: 2 })],
    cart: cartOf(THREE),
  },
  {
    name: "50 % off the 5 cheapest units once, over 2 lines",
    promotions: [promotion("P", { value: 50, allocation: "once", max_quantity: 5 })],
    cart: cartOf(THREE),
  },
  {
    name: "10 % off the order",
    promotions: [promotion("P", { value: 10, target_type: "order" })],
    cart: cartOf(THREE, TWO_WAYS),
  },
  {
    name: "12.00 off the order",
    promotions: [promotion("P", { type: "fixed", value: 12, target_type: "order" })],
    cart: cartOf([line("a", 30), line("b", 20), line("c", 10)]),
  },
  {
    name: "50 % off shipping, across 2 ways",
    promotions: [promotion("P", { value: 50, target_type: "shipping_methods" })],
    cart: cartOf(THREE, TWO_WAYS),
  },
  {
    name: "6.00 off shipping, across 2 ways",
    promotions: [promotion("P", { type: "fixed", value: 6, target_type: "shipping_methods" })],
    cart: cartOf(THREE, TWO_WAYS),
  },
  {
    name: "6.00 off each way of shipping, of which one costs 5.00",
    promotions: [
      promotion("P", {
        type: "fixed",
        value: 6,
        target_type: "shipping_methods",
        allocation: "each",
        max_quantity: 1,
      }),
    ],
    cart: cartOf(THREE, TWO_WAYS),
  },
  {
    name: "the cheapest way of shipping free once",
    promotions: [promotion("P", { value: 100, target_type: "shipping_methods", allocation: "once", max_quantity: 1 })],
    cart: cartOf(THREE, TWO_WAYS),
  },
  {
    name: "one way of shipping by its option",
    promotions: [
      promotion("P", {
        value: 100,
        target_type: "shipping_methods",
        target_rules: [{ attribute: "shipping_methods.shipping_option_id", operator: "eq", values: ["so_s2"] }],
      }),
    ],
    cart: cartOf(THREE, TWO_WAYS),
  },
  {
    name: "lines by product, in",
    promotions: [promotion("P", { value: 20, target_rules: [productIs("a", "c")] })],
    cart: cartOf(THREE),
  },
  {
    name: "lines by product, not equal",
    promotions: [
      promotion("P", {
        value: 20,
        target_rules: [{ attribute: "items.product.id", operator: "ne", values: ["prod_a"] }],
      }),
    ],
    cart: cartOf(THREE),
  },
  {
    name: "lines by quantity, at least 2",
    promotions: [
      promotion("P", { value: 20, target_rules: [{ attribute: "items.quantity", operator: "gte", values: ["2"] }] }),
    ],
    cart: cartOf(THREE),
  },
  {
    name: "a line that is not discountable, one that is free, and one that is",
    promotions: [promotion("P", { type: "fixed", value: 5 })],
    cart: cartOf([line("a", 20, 1, { is_discountable: false }), line("b", 0), line("c", 10)]),
  },
  {
    name: "a cart's rule that is met, one that is not, and one by code",
    promotions: [
      promotion(
        "VIP",
        { value: 10 },
        { rules: [{ attribute: "customer.groups.id", operator: "in", values: ["vip"] }] },
      ),
      promotion(
        "B2B",
        { value: 50 },
        { rules: [{ attribute: "customer.groups.id", operator: "in", values: ["b2b"] }] },
      ),
      promotion(
        "DE",
        { value: 20, target_type: "shipping_methods" },
        { is_automatic: false, rules: [{ attribute: "region.id", operator: "eq", values: ["reg_de"] }] },
      ),
    ],
    codes: ["DE"],
    cart: cartOf(THREE, { ...TWO_WAYS, customer: { id: "cus_1", groups: [{ id: "vip" }] }, region: { id: "reg_de" } }),
  },
  {
    name: "an automatic one that asks for an attribute that the cart does not have, even to differ",
    promotions: [
      promotion("NE", { value: 10 }, { rules: [{ attribute: "region.id", operator: "ne", values: ["reg_us"] }] }),
      promotion("GT", { value: 10 }, { rules: [{ attribute: "item_total", operator: "gt", values: ["5"] }] }),
    ],
    cart: cartOf(THREE),
  },
  {
    name: "the same by its code, which the host does take",
    promotions: [
      promotion(
        "NE",
        { value: 10 },
        { is_automatic: false, rules: [{ attribute: "region.id", operator: "ne", values: ["reg_us"] }] },
      ),
    ],
    codes: ["NE"],
    cart: cartOf(THREE),
  },
  {
    name: "a code that is not entered, a draft, one that is stopped, and a campaign that is over",
    promotions: [
      promotion("CODE", { value: 10 }, { is_automatic: false }),
      promotion("DRAFT", { value: 10 }, { status: "draft" }),
      promotion("STOPPED", { value: 10 }, { status: "inactive" }),
      promotion("OVER", { value: 10 }, campaign("over", { type: "usage" }, { ends_at: "2020-01-01T00:00:00Z" })),
      promotion("SOON", { value: 10 }, campaign("soon", { type: "usage" }, { starts_at: "2999-01-01T00:00:00Z" })),
      promotion("NOW", { value: 10 }, campaign("now", { type: "usage" }, { starts_at: "2020-01-01T00:00:00Z" })),
    ],
    cart: cartOf(THREE),
  },
  {
    name: "buy 2 of a, get 1 b free",
    promotions: [buyGet("P", { of: ["a"], quantity: 2 }, { of: ["b"], quantity: 1 })],
    cart: cartOf(THREE),
  },
  {
    name: "buy 2 get 1 of the same, at most 2 free of 7",
    promotions: [buyGet("P", { of: ["a"], quantity: 2 }, { of: ["a"], quantity: 1, atMost: 2 })],
    cart: cartOf([line("a", 10, 7)]),
  },
  {
    name: "buy 1 get 2 others at 1.50 off",
    promotions: [
      buyGet(
        "P",
        { of: ["a"], quantity: 1 },
        { of: ["b", "c"], quantity: 2 },
        { type: "fixed", value: 1.5, currency_code: "usd" },
      ),
    ],
    cart: cartOf(THREE),
  },
  {
    name: "buy 3 where there are 2",
    promotions: [buyGet("P", { of: ["a"], quantity: 3 }, { of: ["b"], quantity: 1 })],
    cart: cartOf(THREE),
  },
  {
    name: "two bargains of the same units: each unit counts once",
    promotions: [
      buyGet("A", { of: ["a"], quantity: 2 }, { of: ["a"], quantity: 1 }),
      buyGet("B", { of: ["a"], quantity: 2 }, { of: ["a"], quantity: 1 }, { value: 50 }),
    ],
    cart: cartOf([line("a", 10, 4)]),
  },
  {
    name: "two bargains that are bought with the same 3 units: the second finds 1",
    promotions: [
      buyGet("A", { of: ["a"], quantity: 2 }, { of: ["b"], quantity: 1 }),
      buyGet("B", { of: ["a"], quantity: 2 }, { of: ["c"], quantity: 1 }, { value: 50 }),
    ],
    cart: cartOf([line("a", 10, 3), line("b", 5), line("c", 5)]),
  },
  {
    name: "two bargains that give away the same unit: the first does",
    promotions: [
      buyGet("A", { of: ["b"], quantity: 1 }, { of: ["a"], quantity: 1 }, { value: 60 }),
      buyGet("B", { of: ["c"], quantity: 1 }, { of: ["a"], quantity: 1 }, { value: 30 }),
    ],
    cart: cartOf([line("a", 10), line("b", 5), line("c", 5)]),
  },
  {
    name: "a bargain, then 20 % of what it leaves",
    promotions: [buyGet("A", { of: ["a"], quantity: 2 }, { of: ["c"], quantity: 1 }), promotion("B", { value: 20 })],
    cart: cartOf([line("a", 20, 2), line("c", 5, 4)]),
  },
  {
    name: "three stacked, the larger value first",
    promotions: [
      promotion("A", { value: 50 }),
      promotion("B", { value: 20, target_type: "order" }),
      promotion("C", { type: "fixed", value: 6, target_rules: [productIs("a")] }),
    ],
    cart: cartOf([line("a", 40, 1), line("b", 20, 1)]),
  },
  {
    name: "items and shipping at once, one by code",
    promotions: [
      promotion("A", { value: 10 }),
      promotion("B", { value: 100, target_type: "shipping_methods" }, { is_automatic: false }),
    ],
    codes: ["B"],
    cart: cartOf(THREE, TWO_WAYS),
  },
  {
    name: "two that take more together than there is",
    promotions: [promotion("A", { type: "fixed", value: 40 }), promotion("B", { type: "fixed", value: 30 })],
    cart: cartOf([line("a", 50)]),
  },
  {
    name: "prices with tax and without, 10 % without tax",
    promotions: [promotion("P", { value: 10 })],
    cart: cartOf(TAXED),
  },
  {
    name: "prices with tax and without, 10 % with tax",
    promotions: [promotion("P", { value: 10 }, { is_tax_inclusive: true })],
    cart: cartOf(TAXED),
  },
  {
    name: "prices with tax and without, 9.00 across with tax",
    promotions: [promotion("P", { type: "fixed", value: 9 }, { is_tax_inclusive: true })],
    cart: cartOf(TAXED),
  },
  {
    name: "prices with tax and without, 9.00 across without tax, then 10 % with tax",
    promotions: [
      promotion("A", { type: "fixed", value: 12 }),
      promotion("B", { value: 10 }, { is_tax_inclusive: true }),
    ],
    cart: cartOf(TAXED),
  },
  {
    name: "prices with tax, 1.20 off each unit with tax",
    promotions: [
      promotion("P", { type: "fixed", value: 1.2, allocation: "each", max_quantity: 2 }, { is_tax_inclusive: true }),
    ],
    cart: cartOf(TAXED),
  },
  {
    name: "a bargain of prices with tax",
    promotions: [buyGet("P", { of: ["a"], quantity: 1 }, { of: ["a"], quantity: 1 })],
    cart: cartOf(TAXED),
  },
  {
    name: "a fixed amount and a percentage in another currency",
    promotions: [
      promotion("EUR", { type: "fixed", value: 10, currency_code: "eur" }),
      promotion("PERCENT", { value: 10, currency_code: "eur" }),
      promotion("USD", { type: "fixed", value: 3 }),
    ],
    cart: cartOf([line("a", 10), line("b", 20)]),
  },
  {
    name: "a currency without decimals",
    promotions: [promotion("P", { type: "fixed", value: 300, currency_code: "jpy" })],
    cart: cartOf([line("a", 1000), line("b", 500)], { currency_code: "jpy" }),
  },
  {
    name: "no automatic ones where they are prevented, save what the cart carries",
    promotions: [
      promotion("AUTO", { value: 10 }),
      promotion("KEPT", { value: 20 }),
      promotion("CODE", { value: 50, target_rules: [productIs("b")] }, { is_automatic: false }),
    ],
    codes: ["CODE"],
    options: { prevent_auto_promotions: true },
    cart: cartOf(adjusted("KEPT")),
  },
  {
    name: "an adjustment whose code is not entered any more, which is removed",
    promotions: [promotion("GONE", { value: 10 }, { is_automatic: false })],
    cart: cartOf(adjusted("GONE")),
  },
  {
    name: "adjustments of lines and shipping, which are removed and made again",
    promotions: [promotion("P", { value: 10 }), promotion("S", { value: 50, target_type: "shipping_methods" })],
    cart: cartOf(adjusted("P"), {
      shipping_methods: [
        { ...shippingMethod("s1", 8), adjustments: [{ id: "adj_2", code: "S", shipping_method_id: "s1", amount: 1 }] },
      ],
    }),
  },
  {
    name: "a limit of 1 use that is spent, and one of 2 that is not",
    promotions: [promotion("ONE", { value: 10 }, { limit: 1 }), promotion("TWO", { value: 10 }, { limit: 2 })],
    used: [{ code: "ONE" }, { code: "TWO" }],
    cart: cartOf(THREE),
  },
  {
    name: "a limit that is spent of one whose rules are not met, which the host names all the same",
    promotions: [
      promotion(
        "ONE",
        { value: 10 },
        { limit: 1, rules: [{ attribute: "customer_id", operator: "eq", values: ["cus_2"] }], is_automatic: false },
      ),
    ],
    codes: ["ONE"],
    used: [{ code: "ONE" }],
    cart: cartOf(THREE),
  },
  {
    name: "a limit that is spent of an automatic one whose lines are not in the cart, which the host does not name",
    promotions: [
      promotion(
        "ONE",
        { value: 10, target_rules: [{ attribute: "items.product.id", operator: "in", values: ["prod_z"] }] },
        { limit: 1 },
      ),
      promotion("TWO", { value: 5 }, { limit: 1, rules: [{ attribute: "item_total", operator: "gt", values: ["1"] }] }),
    ],
    used: [{ code: "ONE" }, { code: "TWO" }],
    cart: cartOf(THREE, { item_total: 1 }),
  },
  {
    name: "a limit that is spent where limits are skipped",
    promotions: [promotion("ONE", { value: 10 }, { limit: 1 })],
    used: [{ code: "ONE" }],
    options: { skip_usage_limit_checks: true },
    cart: cartOf(THREE),
  },
  {
    name: "a campaign's budget of 2 uses that is spent, and one of 3 that is not",
    promotions: [
      promotion("TWO", { value: 10 }, campaign("two", { type: "usage", limit: 2 })),
      promotion("THREE", { value: 10 }, campaign("three", { type: "usage", limit: 3 })),
    ],
    used: [{ code: "TWO" }, { code: "TWO" }, { code: "THREE" }, { code: "THREE" }],
    cart: cartOf(THREE),
  },
  {
    name: "a campaign's uses that are spent, of one that has nothing to take",
    promotions: [
      promotion(
        "P",
        { value: 10, target_rules: [productIs("z")] },
        { ...campaign("c", { type: "usage", limit: 1 }), is_automatic: false },
      ),
    ],
    codes: ["P"],
    used: [{ code: "P" }],
    cart: cartOf(THREE),
  },
  {
    name: "a campaign's uses that are spent where limits are skipped, which the host does not skip",
    promotions: [promotion("P", { value: 10 }, campaign("c", { type: "usage", limit: 1 }))],
    used: [{ code: "P" }],
    options: { skip_usage_limit_checks: true },
    cart: cartOf(THREE),
  },
  {
    name: "a budget of 10.00 of which 6.00 are left, for 6.00",
    promotions: [
      promotion("P", { type: "fixed", value: 6 }, campaign("c", { type: "spend", limit: 10, currency_code: "usd" })),
    ],
    used: [{ code: "P", amount: 4 }],
    cart: cartOf([line("a", 20)]),
  },
  {
    name: "a budget of 10.00 of which 5.99 are left, for 6.00",
    promotions: [
      promotion("P", { type: "fixed", value: 6 }, campaign("c", { type: "spend", limit: 10, currency_code: "usd" })),
    ],
    used: [{ code: "P", amount: 4.01 }],
    cart: cartOf([line("a", 20)]),
  },
  {
    name: "a budget that covers one line and not the other",
    promotions: [
      promotion(
        "P",
        { value: 50, currency_code: "usd" },
        campaign("c", { type: "spend", limit: 10, currency_code: "usd" }),
      ),
    ],
    cart: cartOf([line("a", 40), line("b", 12)]),
  },
  {
    name: "a budget of shipping that is spent",
    promotions: [
      promotion(
        "P",
        { value: 100, currency_code: "usd", target_type: "shipping_methods" },
        campaign("c", { type: "spend", limit: 10, currency_code: "usd" }),
      ),
    ],
    used: [{ code: "P", amount: 9 }],
    cart: cartOf(THREE, TWO_WAYS),
  },
  {
    name: "a bargain whose uses are spent",
    promotions: [
      {
        ...buyGet("P", { of: ["a"], quantity: 2 }, { of: ["b"], quantity: 1 }),
        ...campaign("c", { type: "usage", limit: 1 }),
      },
    ],
    used: [{ code: "P" }],
    cart: cartOf(THREE),
  },
  {
    name: "2 uses for each customer, spent by this one",
    promotions: [promotion("P", { value: 10 }, campaign("c", perCustomer))],
    used: [
      { code: "P", customer: "cus_1" },
      { code: "P", customer: "cus_1" },
    ],
    cart: cartOf(THREE),
  },
  {
    name: "2 uses for each customer, spent by another",
    promotions: [promotion("P", { value: 10 }, campaign("c", perCustomer))],
    used: [
      { code: "P", customer: "cus_2" },
      { code: "P", customer: "cus_2" },
      { code: "P", customer: "cus_1" },
    ],
    cart: cartOf(THREE),
  },
  {
    name: "2 uses for each customer, where limits are skipped",
    promotions: [promotion("P", { value: 10 }, campaign("c", perCustomer))],
    used: [
      { code: "P", customer: "cus_1" },
      { code: "P", customer: "cus_1" },
    ],
    options: { skip_usage_limit_checks: true },
    cart: cartOf(THREE),
  },
  {
    name: "uses for each customer, and nobody knows who buys: refused in the host's words",
    promotions: [promotion("P", { value: 10 }, campaign("c", perCustomer))],
    cart: cartOf(THREE, { customer_id: undefined }),
  },
  {
    name: "an empty cart, and a code that does not exist",
    promotions: [promotion("P", { value: 10 })],
    codes: ["NOBODY"],
    cart: cartOf([]),
  },
]

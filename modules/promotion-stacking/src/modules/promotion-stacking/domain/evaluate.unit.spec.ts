import { describe, expect, it } from "@jest/globals"
import { cartOf, entryOf, percent, priced, type EntryIn } from "../__fixtures__/promotions"
import type { Resolution } from "./resolution"

const cart = (...amounts: number[]) =>
  cartOf({ lines: amounts.map((amount, n) => ({ id: `l${n + 1}`, sku: `sku_${n + 1}`, amount })) })
const applied = (entries: EntryIn[], resolution: Resolution = "priority", of = cart(10_000)) =>
  priced(entries, of, resolution).applied.map((one) => one.promotion)

describe("the truth table of stacking", () => {
  const a = percent("a", 10, { priority: 2 })
  const b = percent("b", 20, { priority: 1 })

  it.each<[string, EntryIn[], string[]]>([
    ["1 alone applies", [a], ["a"]],
    ["2 that say nothing do not meet, and the higher priority applies", [a, b], ["a"]],
    [
      "2 that name each other meet",
      [
        { ...a, stacksWith: ["b"] },
        { ...b, stacksWith: ["a"] },
      ],
      ["a", "b"],
    ],
    ["1 that names the other is not enough", [{ ...a, stacksWith: ["b"] }, b], ["a"]],
    [
      "any meets any",
      [
        { ...a, stacksWith: "any" },
        { ...b, stacksWith: "any" },
      ],
      ["a", "b"],
    ],
    ["any does not meet one that says nothing", [{ ...a, stacksWith: "any" }, b], ["a"]],
    [
      "any meets one that names it",
      [
        { ...a, stacksWith: "any" },
        { ...b, stacksWith: ["a"] },
      ],
      ["a", "b"],
    ],
    [
      "an exclusion overrules both allowing it",
      [
        { ...a, stacksWith: ["b"] },
        { ...b, stacksWith: ["a"], exclusions: { lines: [], promotions: ["a"] } },
      ],
      ["a"],
    ],
    [
      "2 of a group do not meet",
      [
        { ...a, stacksWith: "any", group: "spring" },
        { ...b, stacksWith: "any", group: "spring" },
      ],
      ["a"],
    ],
    [
      "an exclusive one of the higher priority stands alone",
      [
        { ...a, stacksWith: "any", exclusive: true },
        { ...b, stacksWith: "any" },
      ],
      ["a"],
    ],
    [
      "an exclusive one of the lower priority does not join",
      [
        { ...a, stacksWith: "any" },
        { ...b, stacksWith: "any", exclusive: true },
      ],
      ["a"],
    ],
    ["equal priorities go by id", [{ ...b, priority: 2 }, a], ["a"]],
  ])("%s", (_, entries, expected) => {
    expect(applied(entries)).toEqual(expected)
    expect(applied([...entries].reverse())).toEqual(expected)
  })

  it("best takes the 20 % instead of the 10 % of the higher priority", () => {
    expect(applied([a, b], "best")).toEqual(["b"])
  })

  it("best takes 3 small ones that add up to more than 1 exclusive one", () => {
    const small = ["x", "y", "z"].map((id) => percent(id, 10, { stacksWith: "any" }))
    expect(applied([...small, percent("big", 26, { exclusive: true, priority: 9 })], "best")).toEqual(["x", "y", "z"])
    expect(applied([...small, percent("big", 28, { exclusive: true, priority: 9 })], "best")).toEqual(["big"])
  })

  it("best breaks a tie by priority, then by id", () => {
    expect(applied([percent("a", 10), percent("b", 10, { priority: 1 })], "best")).toEqual(["b"])
    expect(applied([percent("b", 10), percent("a", 10)], "best")).toEqual(["a"])
  })
})

describe("money", () => {
  it("takes 15 % of 99.99 as 14.99, rounded down", () => {
    expect(priced([percent("p", 15)], cart(9_999)).discount).toBe(1_499n)
  })

  it("takes each percentage of what the earlier one left, or of the initial price where it says so", () => {
    const first = percent("a", 10, { stacksWith: "any", priority: 2 })
    expect(priced([first, percent("b", 10, { stacksWith: "any" })], cart(10_000)).discount).toBe(1_900n)
    expect(priced([first, percent("b", 10, { stacksWith: "any", base: "initial" })], cart(10_000)).discount).toBe(
      2_000n,
    )
  })

  it("applies lanes in ascending order, whatever the priority", () => {
    const off = { type: "fixed_off", amounts: { "*": 1_000n }, appliesTo: "order", per: "order" } as const
    const early = entryOf("late_in_priority", off, { stacksWith: "any", lane: 1 })
    const late = percent("p", 50, { stacksWith: "any", lane: 2, priority: 100 })
    expect(priced([late, early], cart(10_000)).applied).toMatchObject([
      { promotion: "late_in_priority", discount: 1_000n },
      { promotion: "p", discount: 4_500n },
    ])
  })

  it("shares 1.00 over 3 equal lines as 0.34, 0.33 and 0.33, the first id first", () => {
    const off = { type: "fixed_off", amounts: { "*": 100n }, appliesTo: "order", per: "order" } as const
    const answer = priced([entryOf("p", off)], cart(1_000, 1_000, 1_000))
    expect(answer.lines.map((line) => line.discount)).toEqual([34n, 33n, 33n])
  })

  it("takes 100 % as exactly everything, and leaves nothing for others", () => {
    const answer = priced(
      [percent("all", 100, { stacksWith: "any", priority: 1 }), percent("p", 10, { stacksWith: "any" })],
      cart(333, 334),
    )
    expect(answer.discount).toBe(667n)
    expect(answer.trace[1]).toMatchObject({ promotion: "p", outcome: "nothing_left" })
  })

  it("caps a fixed amount by the sum of its lines", () => {
    const off = { type: "fixed_off", amounts: { EUR: 5_000n }, appliesTo: "order", per: "order" } as const
    expect(priced([entryOf("p", off)], cart(1_200, 800)).discount).toBe(2_000n)
  })

  it("keeps to caps of a unit, a line and an order", () => {
    const of = cartOf({
      lines: [
        { id: "l1", sku: "a", amount: 3_000, quantity: 3 },
        { id: "l2", sku: "b", amount: 4_000 },
      ],
    })
    const capped = (caps: object) =>
      priced([percent("p", 50, { caps: { perUnit: null, perLine: null, perOrder: null, ...caps } })], of)
    expect(capped({ perUnit: { "*": 300n } }).lines.map((line) => line.discount)).toEqual([900n, 300n])
    expect(capped({ perLine: { "*": 1_000n } }).lines.map((line) => line.discount)).toEqual([1_000n, 1_000n])
    expect(capped({ perOrder: { "*": 700n } }).lines.map((line) => line.discount)).toEqual([300n, 400n])
  })
})

describe("actions", () => {
  it("makes what is left of shipping free", () => {
    const half = { type: "percent_off", ppm: 500_000, appliesTo: "shipping" } as const
    const of = cartOf({ lines: [{ id: "l1", sku: "a", amount: 5_000 }], shipping: 799 })
    const answer = priced(
      [
        entryOf("half", half, { stacksWith: "any", priority: 1 }),
        entryOf("free", { type: "free_shipping" }, { stacksWith: "any" }),
      ],
      of,
    )
    expect(answer.applied.map((one) => one.discount)).toEqual([399n, 400n])
    expect([answer.discount, answer.shippingDiscount]).toEqual([0n, 799n])
  })

  it("buy 2 get 1: of 3 + 2 units the cheapest 1 is free", () => {
    const action = {
      type: "buy_x_get_y",
      buy: null,
      buyQuantity: 2,
      get: null,
      getQuantity: 1,
      ppm: 1_000_000,
      maxTimes: null,
    } as const
    const of = cartOf({
      lines: [
        { id: "l1", sku: "a", amount: 3_000, quantity: 3 },
        { id: "l2", sku: "b", amount: 1_000, quantity: 2 },
      ],
    })
    expect(priced([entryOf("p", action)], of).lines.map((line) => line.discount)).toEqual([0n, 500n])
  })

  it("cheapest of 3: of 7 units, dearest first, the 3rd and the 6th", () => {
    const of = cartOf({
      lines: [100, 200, 300, 400, 500, 600, 700].map((amount, n) => ({ id: `l${n}`, sku: `s${n}`, amount })),
    })
    const action = { type: "cheapest_of", of: 3, units: 1, ppm: 1_000_000 } as const
    expect(
      priced([entryOf("p", action)], of)
        .lines.filter((l) => l.discount > 0n)
        .map((l) => l.discount),
    ).toEqual([200n, 500n])
  })

  it("reaches the tier of 100 with 120, and not that of 150", () => {
    const tier = (from: bigint, ppm: number) => ({ from: { "*": from }, off: { ppm } })
    const action = {
      type: "tiered_spend",
      appliesTo: "order",
      tiers: [tier(5_000n, 50_000), tier(10_000n, 100_000), tier(15_000n, 150_000)],
    } as const
    expect(priced([entryOf("p", action)], cart(12_000)).discount).toBe(1_200n)
  })

  it("sells a body and a lens for 50.00 together, twice of 2 and 3", () => {
    const of = cartOf({
      lines: [
        { id: "b", sku: "body", amount: 8_000, quantity: 2 },
        { id: "l", sku: "lens", amount: 9_000, quantity: 3 },
      ],
    })
    const part = (sku: string) => ({ selector: { variant: [sku] }, quantity: 1 })
    const action = {
      type: "bundle_price",
      parts: [part("body"), part("lens")],
      amounts: { "*": 5_000n },
      maxTimes: null,
    } as const
    expect(priced([entryOf("p", action)], of).discount).toBe(4_000n)
  })

  it("fixes a price, and never raises one", () => {
    const action = { type: "fixed_price", amounts: { EUR: 1_000n } } as const
    expect(priced([entryOf("p", action)], cart(1_500, 900)).lines.map((line) => line.discount)).toEqual([500n, 0n])
  })

  it("names a gift that is not in the cart, and makes it free when it is", () => {
    const action = { type: "free_gift", sku: "mug", quantity: 1 } as const
    expect(priced([entryOf("p", action)], cart(5_000))).toMatchObject({
      gifts: [{ sku: "mug", quantity: 1 }],
      discount: 0n,
    })
    const of = cartOf({
      lines: [
        { id: "l1", sku: "a", amount: 5_000 },
        { id: "l2", sku: "mug", amount: 1_800, quantity: 2 },
      ],
    })
    expect(priced([entryOf("p", action)], of).discount).toBe(900n)
  })
})

import { describe, expect, it } from "@jest/globals"
import { entryOf, percent, priced } from "../../__fixtures__/promotions"
import { sumOf } from "../cart"
import type { ActionKind, Condition, Entry } from "../entry"
import { lintEntries } from "./lint-entries"
import type { Finding, LintOptions } from "./finding"

const NOW = Date.UTC(2026, 2, 10, 12)

const found = (entries: readonly Entry[], given: Partial<LintOptions> = {}): readonly Finding[] =>
  lintEntries(entries, { resolution: "best", nowMs: NOW, ...given }).filter(({ cart }) => cart !== undefined)
const said = (entries: readonly Entry[], given: Partial<LintOptions> = {}) =>
  found(entries, given).map(({ code, entries: ids }) => [code, ...ids])

const off = (amount: bigint): ActionKind => ({
  type: "fixed_off",
  amounts: { "*": amount },
  appliesTo: "order",
  per: "order",
})
const from = (cents: bigint): Condition => ({ kind: "subtotal", atLeast: { "*": cents }, atMost: null })

describe("carts that cost nothing", () => {
  it("5.00 off without a minimum takes all of a small cart, and with a minimum of 5.01 does not", () => {
    expect(said([entryOf("a", off(500n))])).toEqual([["reaches_everything", "a"]])
    expect(said([entryOf("a", off(500n), { condition: from(500n) })])).toEqual([["reaches_everything", "a"]])
    expect(said([entryOf("a", off(500n), { condition: from(501n) })])).toEqual([])
  })

  it("60 % and 40 % of the initial price take all together, and one after the other they do not", () => {
    const a = percent("a", 60, { stacksWith: ["b"] })
    const b = percent("b", 40, { stacksWith: ["a"], lane: 1 })
    expect(said([a, { ...b, base: "initial" }])).toEqual([["reaches_everything", "a", "b"]])
    expect(said([a, b])).toEqual([])
    expect(said([a, { ...b, base: "initial", stacksWith: [] }])).toEqual([])
  })

  it("3 times 30.00 off from 90.00 take all together, and the 3 are named", () => {
    const given = { condition: from(9_000n), stacksWith: "any" as const }
    expect(said(["a", "b", "c"].map((id) => entryOf(id, off(3_000n), given)))).toEqual([
      ["reaches_everything", "a", "b", "c"],
    ])
  })

  it("all is found behind a market, a channel, a segment, a code, a category, 3 units and a Saturday night", () => {
    const condition: Condition = {
      kind: "all",
      of: [
        { kind: "cart", attribute: "market", anyOf: ["US"] },
        { kind: "cart", attribute: "channel", anyOf: ["web"] },
        { kind: "cart", attribute: "customer_segment", anyOf: ["new"] },
        { kind: "lines", selector: { category: ["tees"], variant: ["sku_*"] }, minQuantity: 3 },
        { kind: "weekday", days: [6], zone: "America/New_York" },
        { kind: "hours", from: 22 * 60, until: 24 * 60, zone: "America/New_York" },
        from(5_000n),
      ],
    }
    const entries = [percent("a", 100, { condition, codes: ["ALL"], lines: { category: ["tees"] } })]
    const [finding] = found(entries)
    expect(finding).toMatchObject({ code: "reaches_everything", entries: ["a"] })
    expect(priced(entries, finding!.cart!).discount).toBe(sumOf(finding!.cart!.lines.map((line) => line.amount)))
    expect(finding!.cart!.codes).toEqual(["ALL"])
  })

  it("a gift that is alone in the cart takes all of it", () => {
    expect(said([entryOf("a", { type: "free_gift", sku: "mug", quantity: 1 })])).toEqual([["reaches_everything", "a"]])
  })

  it("free shipping takes nothing off the lines", () => {
    expect(said([entryOf("a", { type: "free_shipping" })], { marginFloorPpm: 0 })).toEqual([])
  })

  it("a campaign's budget of 1.00 keeps 5.00 off from taking all of 5.00, and a cart of less is found", () => {
    const limits = { uses: null, usesPerCustomer: null, usesPerCohort: [], budget: { "*": 100n } }
    expect(said([entryOf("a", off(500n), { limits, condition: from(101n) })])).toEqual([])
    expect(said([entryOf("a", off(500n), { limits })])).toEqual([["reaches_everything", "a"]])
  })

  it("an exclusive entry that always comes first under priority keeps others from taking all", () => {
    const entries = [percent("top", 10, { priority: 9, exclusive: true }), percent("low", 100)]
    // Below 0.10 the 10 % are nothing, and the other has its way.
    expect(said(entries, { resolution: "priority" })).toEqual([["reaches_everything", "low"]])
    const floor = percent("low", 100, { condition: from(10n) })
    expect(said([entries[0]!, floor], { resolution: "priority" })).toEqual([])
    expect(said([entries[0]!, floor], { resolution: "best" })).toEqual([["reaches_everything", "low"]])
  })
})

describe("carts below the margin", () => {
  it("30 % breach a limit of 29.9999 %, and not one of 30 %", () => {
    expect(said([percent("a", 30)], { marginFloorPpm: 299_999 })).toEqual([["breaches_margin", "a"]])
    expect(said([percent("a", 30)], { marginFloorPpm: 300_000 })).toEqual([])
    expect(said([percent("a", 30)])).toEqual([])
  })

  it("2 times 20 % breach 35 % together, and the message says what was taken of what", () => {
    const entries = [percent("a", 20, { stacksWith: ["b"] }), percent("b", 20, { stacksWith: ["a"] })]
    const [finding] = found(entries, { marginFloorPpm: 350_000 })
    expect(finding).toMatchObject({ code: "breaches_margin", entries: ["a", "b"] })
    expect(finding?.message).toMatch(/^a and b take \d+ of a cart of \d+ \w+ minor units, more than the 35 % that may/)
    expect(said(entries, { marginFloorPpm: 360_000 })).toEqual([])
  })

  it("a tier's first step and buy 1 get 1 are looked at where they take the largest share", () => {
    const tiers = entryOf("t", {
      type: "tiered_spend",
      tiers: [
        { from: { "*": 5_000n }, off: { amounts: { "*": 1_000n } } },
        { from: { "*": 10_000n }, off: { amounts: { "*": 2_500n } } },
      ],
      appliesTo: "order",
    })
    expect(said([tiers], { marginFloorPpm: 240_000 })).toEqual([["breaches_margin", "t"]])
    expect(said([tiers], { marginFloorPpm: 250_000 })).toEqual([])
    const bogo = entryOf("b", {
      type: "buy_x_get_y",
      buy: { category: ["tees"] },
      buyQuantity: 1,
      get: { category: ["mugs"] },
      getQuantity: 1,
      ppm: 1_000_000,
      maxTimes: null,
    })
    expect(said([bogo], { marginFloorPpm: 490_000 })).toEqual([["breaches_margin", "b"]])
  })

  it("what takes all is not reported as a breach as well, nor are those that join it", () => {
    // On a cart of 0.01 the 50 % are nothing, and the 100 % take all alone.
    const entries = [percent("a", 100, { stacksWith: "any" }), percent("b", 50, { stacksWith: "any", lane: -1 })]
    expect(said(entries, { marginFloorPpm: 400_000 })).toEqual([["reaches_everything", "a"]])
  })

  it("of several carts the one that costs the most is shown: 5.00 for 5.00 off", () => {
    const [finding] = found([entryOf("a", off(500n))])
    expect(sumOf(finding!.cart!.lines.map((line) => line.amount))).toBe(500n)
  })
})

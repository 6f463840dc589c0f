import { describe, expect, it } from "@jest/globals"
import { entryOf, percent } from "../../__fixtures__/promotions"
import type { ActionKind, Amounts, Condition, Entry } from "../entry"
import type { Resolution } from "../resolution"
import { lintEntries } from "./lint-entries"

const NOW = Date.UTC(2026, 2, 10, 12)
const NO_LIMITS = { uses: null, usesPerCustomer: null, usesPerCohort: [], budget: null }

const found = (
  entries: readonly Entry[],
  resolution: Resolution = "priority",
  campaigns = new Map<string, Resolution>(),
) =>
  lintEntries(entries, { resolution, campaigns, nowMs: NOW })
    .filter(({ code }) => code === "never_applies")
    .map((finding) => finding.entries)
const ids = (...entries: readonly Entry[]) => found(entries)

const window = (startsAtMs: number | null, endsAtMs: number | null): Condition => ({
  kind: "window",
  startsAtMs,
  endsAtMs,
})
const market = (...anyOf: string[]): Condition => ({ kind: "cart", attribute: "market", anyOf })
const not = (of: Condition): Condition => ({ kind: "not", of })
const all = (...of: Condition[]): Condition => ({ kind: "all", of })
const from = (cents: bigint, atMost: Amounts | null = null): Condition => ({
  kind: "subtotal",
  atLeast: { "*": cents },
  atMost,
})
const tees = { category: ["tees"] }

describe("conditions and actions that never apply", () => {
  it.each<[string, Condition]>([
    ["a window that ended 1 ms ago", window(null, NOW - 1)],
    ["2 windows apart", all(window(null, NOW + 1), window(NOW + 2, null))],
    ["a market and not that market", all(market("US"), not(market("US")))],
    ["2 markets at once", all(market("US"), market("CA"))],
    ["nothing of several", { kind: "any", of: [] }],
    ["never", not({ kind: "always" })],
    ["from 50.00 up to 49.99", from(5_000n, { "*": 4_999n })],
    [
      "5 units of 4",
      all({ kind: "lines", selector: tees, minQuantity: 5 }, { kind: "quantity", atLeast: null, atMost: 4 }),
    ],
  ])("%s", (_, condition) => {
    expect(ids(percent("a", 10, { condition }))).toEqual([["a"]])
  })

  it.each<[string, Condition]>([
    ["a window that ends now", window(null, NOW)],
    ["a window that starts in a year", window(NOW + 365 * 86_400_000, null)],
    ["1 market of 2 that are left", all(market("US", "CA"), not(market("US")))],
    ["exactly 50.00", from(5_000n, { "*": 5_000n })],
    ["50.00 in one currency, at most 10.00 in another", from(5_000n, { EUR: 1_000n, USD: 9_000n })],
  ])("not so: %s", (_, condition) => {
    expect(ids(percent("a", 10, { condition }))).toEqual([])
  })

  const caps = (perOrder: Amounts) => ({ perUnit: null, perLine: null, perOrder })
  const tiers = (cents: bigint): ActionKind => ({
    type: "tiered_spend",
    tiers: [{ from: { "*": cents }, off: { ppm: 100_000 } }],
    appliesTo: "order",
  })
  const bogo: ActionKind = {
    type: "buy_x_get_y",
    buy: tees,
    buyQuantity: 2,
    get: null,
    getQuantity: 1,
    ppm: 1_000_000,
    maxTimes: null,
  }
  const upTo = (atMost: number): Condition => ({ kind: "quantity", atLeast: null, atMost })

  it.each<[string, Entry, boolean]>([
    ["0 per cent", percent("a", 0), true],
    ["a cap of 0", percent("a", 10, { caps: caps({ "*": 0n }) }), true],
    ["a cap of 0 in 1 of 2 currencies", percent("a", 10, { caps: caps({ EUR: 0n, USD: 5n }) }), false],
    ["an amount in no currency", entryOf("a", { type: "fixed_price", amounts: {} }), true],
    ["a first tier of 50.00 up to 49.99", entryOf("a", tiers(5_000n), { condition: from(0n, { "*": 4_999n }) }), true],
    ["a first tier of 50.00 up to 50.00", entryOf("a", tiers(5_000n), { condition: from(0n, { "*": 5_000n }) }), false],
    ["buy 2 get 1 of 2 units", entryOf("a", bogo, { condition: upTo(2) }), true],
    ["buy 2 get 1 of 3 units", entryOf("a", bogo, { condition: upTo(3) }), false],
    [
      "EUR off for carts in USD",
      entryOf(
        "a",
        { type: "fixed_off", amounts: { EUR: 5n }, appliesTo: "order", per: "order" },
        { condition: { kind: "cart", attribute: "currency", anyOf: ["USD"] } },
      ),
      true,
    ],
    ["a free gift without anything else", entryOf("a", { type: "free_gift", sku: "mug", quantity: 1 }), false],
    ["a draft that could not", percent("a", 0, { status: "draft" }), false],
  ])("%s", (_, entry, never) => {
    expect(ids(entry)).toEqual(never ? [["a"]] : [])
  })

  it.each<[string, Partial<Entry>, boolean]>([
    ["its category is excluded", { lines: tees, exclusions: { lines: [tees], promotions: [] } }, true],
    [
      "1 of 2 categories is excluded",
      { lines: { category: ["tees", "mugs"] }, exclusions: { lines: [tees], promotions: [] } },
      false,
    ],
    [
      "2 exclusions cover 2 categories",
      { lines: { category: ["tees", "mugs"] }, exclusions: { lines: [tees, { category: ["mugs"] }], promotions: [] } },
      true,
    ],
    [
      "a wider pattern is excluded",
      { lines: { variant: ["sku_gift_*", "sku_a"] }, exclusions: { lines: [{ variant: ["sku_*"] }], promotions: [] } },
      true,
    ],
    [
      "a narrower pattern is excluded",
      { lines: { variant: ["sku_*"] }, exclusions: { lines: [{ variant: ["sku_gift_*"] }], promotions: [] } },
      false,
    ],
    ["everything is excluded", { exclusions: { lines: [{}], promotions: [] } }, true],
    [
      "only tagged tees are excluded",
      { lines: tees, exclusions: { lines: [{ ...tees, tag: ["old"] }], promotions: [] } },
      false,
    ],
  ])("%s", (_, given, never) => {
    expect(ids(percent("a", 10, given))).toEqual(never ? [["a"]] : [])
  })
})

describe("entries whose place is always taken", () => {
  const top = (given: Partial<Entry> = {}, value = 20) =>
    percent("top", value, { priority: 9, exclusive: true, ...given })
  const low = (given: Partial<Entry> = {}, value = 10) =>
    percent("low", value, { priority: 1, stacksWith: "any", ...given })

  it.each<[string, Entry[]]>([
    ["an exclusive one without conditions", [top(), low()]],
    ["one that meets nobody", [top({ exclusive: false }), low()]],
    ["one of its group", [top({ exclusive: false, stacksWith: "any", group: "g" }), low({ group: "g" })]],
    [
      "one for 2 markets before one for 1 of them",
      [top({ condition: market("US", "CA") }), low({ condition: market("CA") })],
    ],
    ["one from 30.00 before one from 50.00", [top({ condition: from(3_000n) }), low({ condition: from(5_000n) })]],
    ["one for all lines before one for tees", [top(), low({ lines: tees })]],
    ["one that needs a code of 2 that are the other's", [top({ codes: ["X", "Y"] }), low({ codes: ["X"] })]],
  ])("by %s", (_, entries) => {
    expect(found(entries)).toEqual([["low", "top"]])
    expect(found([...entries].reverse())).toEqual([["low", "top"]])
  })

  it("by 10 % before 20 %, and the message says from which amount on", () => {
    const [finding] = lintEntries([top({}, 10), low({}, 20)], { resolution: "priority", nowMs: NOW })
    expect(finding?.message).toContain("on carts where its lines cost 10 minor units or more")
  })

  it.each<[string, Entry[]]>([
    ["the two may meet", [top({ exclusive: false, stacksWith: "any" }), low()]],
    ["the other is for 1 market", [top({ condition: market("US") }), low()]],
    ["the other is from 50.00", [top({ condition: from(5_000n) }), low({ condition: from(3_000n) })]],
    ["the other needs a code", [top({ codes: ["X"] }), low()]],
    ["the other has 10 uses", [top({ limits: { ...NO_LIMITS, uses: 10 } }), low()]],
    ["the other is for tees", [top({ lines: tees }), low()]],
    ["the other excludes tees", [top({ exclusions: { lines: [tees], promotions: [] } }), low()]],
    ["the other is about shipping", [entryOf("top", { type: "free_shipping" }, { priority: 9 }), low()]],
    ["the other is stopped", [top({ status: "stopped" }), low()]],
    [
      "a third takes the other's place and meets it",
      [
        top({ stacksWith: ["low"], exclusive: false, group: "g" }),
        low({ group: "g" }),
        percent("first", 5, { priority: 10, stacksWith: "any", condition: market("US") }),
      ],
    ],
    [
      "0.5 % before 20 %, as 1.99 leaves nothing to take",
      [entryOf("top", { type: "percent_off", ppm: 5_000, appliesTo: "order" }, { priority: 9 }), low()],
    ],
  ])("not when %s", (_, entries) => {
    expect(found(entries)).toEqual([])
  })

  it("not when the best price decides", () => {
    expect(found([top(), low()], "best")).toEqual([])
  })

  it("an exclusive entry that comes second is the one that never applies", () => {
    expect(found([top({ priority: 0 }), low()])).toEqual([["top", "low"]])
  })

  it("not when the campaign of the first chooses by best price", () => {
    expect(found([top({ campaign: "c" }), low()], "priority", new Map([["c", "best"]]))).toEqual([])
    expect(found([top({ campaign: "c" }), low()], "priority", new Map([["c", "priority"]]))).toEqual([["low", "top"]])
  })
})

import { describe, expect, it } from "@jest/globals"
import { entryOf, percent } from "../../__fixtures__/promotions"
import type { Condition, Entry } from "../entry"
import { lintEntries } from "./lint-entries"

const NOW = Date.UTC(2026, 2, 10, 12)
const DAY = 86_400_000

const found = (...entries: readonly Entry[]) =>
  lintEntries(entries, { resolution: "best", nowMs: NOW }).filter(({ code }) => code === "never_meets")

const naming = (a: Partial<Entry>, b: Partial<Entry> = {}): [Entry, Entry] => [
  percent("a", 10, { stacksWith: ["b"], ...a }),
  percent("b", 20, { stacksWith: ["a"], ...b }),
]
const when = (a: Condition, b: Condition) => naming({ condition: a }, { condition: b })

const markets = (...anyOf: string[]): Condition => ({ kind: "cart", attribute: "market", anyOf })
const segments = (...anyOf: string[]): Condition => ({ kind: "cart", attribute: "customer_segment", anyOf })
const channels = (...anyOf: string[]): Condition => ({ kind: "cart", attribute: "channel", anyOf })
const currencies = (...anyOf: string[]): Condition => ({ kind: "cart", attribute: "currency", anyOf })
const from = (cents: bigint): Condition => ({ kind: "subtotal", atLeast: { "*": cents }, atMost: null })
const upTo = (cents: bigint): Condition => ({ kind: "subtotal", atLeast: null, atMost: { "*": cents } })
const units = (atLeast: number | null, atMost: number | null): Condition => ({ kind: "quantity", atLeast, atMost })
const days = (start: number, end: number): Condition => ({
  kind: "window",
  startsAtMs: NOW + start * DAY,
  endsAtMs: NOW + end * DAY,
})
const hours = (open: number, shut: number, zone = "Europe/Berlin"): Condition => ({
  kind: "hours",
  from: open * 60,
  until: shut * 60,
  zone,
})
const weekdays = (...on: number[]): Condition => ({ kind: "weekday", days: on, zone: "Europe/Berlin" })
const lines = (category: string, minQuantity = 1): Condition => ({
  kind: "lines",
  selector: { category: [category] },
  minQuantity,
})
const not = (of: Condition): Condition => ({ kind: "not", of })
const all = (...of: Condition[]): Condition => ({ kind: "all", of })
const any = (...of: Condition[]): Condition => ({ kind: "any", of })

describe("pairs that never meet", () => {
  it("2 that name each other are no finding", () => {
    expect(found(...naming({}))).toEqual([])
  })

  it.each<[string, [Entry, Entry], string]>([
    ["the other does not name it", naming({}, { stacksWith: [] }), "b does not stack with a"],
    ["both are of 1 group", naming({ group: "g" }, { group: "g" }), "both are of the group g"],
    ["the other is exclusive", naming({}, { exclusive: true, stacksWith: "any" }), "b is exclusive"],
    [
      "the other excludes it",
      naming({}, { stacksWith: "any", exclusions: { lines: [], promotions: ["a"] } }),
      "b excludes a",
    ],
  ])("a names b, and %s", (_, entries, because) => {
    const [finding, ...others] = found(...entries)
    expect(others).toEqual([])
    expect(finding).toMatchObject({ code: "never_meets", entries: ["a", "b"] })
    expect(finding?.message).toContain(`a names b in stacks_with, and the two never meet: ${because}`)
  })

  it.each<[string, Condition, Condition]>([
    ["2 markets", markets("US"), markets("CA", "MX")],
    ["2 channels", channels("web", "sc_1"), channels("ios", "sc_2")],
    ["2 currencies", currencies("EUR"), currencies("USD")],
    ["new and returning customers", segments("new"), segments("returning")],
    ["a market and all others", markets("US"), not(markets("US", "CA"))],
    ["a first order and a later one", { kind: "first_order", is: true }, { kind: "first_order", is: false }],
    ["a time before and one after", days(-1, 3), days(4, 5)],
    ["a time inside the one that is left out", days(1, 2), not(days(0, 3))],
    ["mornings and evenings", hours(6, 12), hours(12, 22)],
    ["nights over midnight and noon", hours(22, 2), hours(2, 22)],
    ["weekdays and weekends", weekdays(1, 2, 3, 4, 5), weekdays(6, 7)],
    ["50.00 or more and 49.99 or less", from(5_000n), upTo(4_999n)],
    ["50.00 or more and not from 30.00", from(5_000n), not(from(3_000n))],
    ["3 units or more and 2 or less", units(3, null), units(null, 2)],
    ["3 tees and 2 units or less", lines("tees", 3), units(null, 2)],
    ["3 tees and not 2 tees", lines("tees", 3), not(lines("tees", 2))],
    ["any of 2 times, both of them over", any(days(1, 2), days(3, 4)), days(5, 6)],
  ])("never meet: %s", (_, a, b) => {
    expect(found(...when(a, b)).map(({ entries }) => entries)).toEqual([["a", "b"]])
    expect(found(...when(b, a)).map(({ entries }) => entries)).toEqual([["a", "b"]])
  })

  it.each<[string, Condition, Condition]>([
    ["1 market in common", markets("US", "CA"), markets("CA", "MX")],
    ["2 segments that a customer can have both", segments("vip"), segments("new")],
    ["new or vip, and returning", segments("new", "vip"), segments("returning")],
    ["a first order, and none known", { kind: "first_order", is: true }, not({ kind: "first_order", is: false })],
    ["windows that share 1 millisecond", days(-1, 3), days(3, 5)],
    ["hours of 2 zones", hours(6, 12), hours(12, 22, "America/New_York")],
    ["hours that share 1 hour", hours(6, 13), hours(12, 22)],
    ["exactly 50.00", from(5_000n), upTo(5_000n)],
    ["exactly 3 units", units(3, null), units(null, 3)],
    ["more than 2 units and less than 3, as units may have parts", not(units(null, 2)), not(units(3, null))],
    ["2 tees and not 3", lines("tees", 2), not(lines("tees", 3))],
    ["tees and no hoodies", lines("tees"), not(lines("hoodies"))],
    ["any of 2 times, 1 of them open", any(days(1, 2), days(3, 6)), days(5, 6)],
    [
      "more ways than are looked at",
      any(...[...Array(40).keys()].map((n) => markets(`M${n}`))),
      all(markets("X"), any(markets("X"))),
    ],
  ])("may meet: %s", (_, a, b) => {
    expect(found(...when(a, b))).toEqual([])
  })

  it("2 amounts in 2 currencies never meet, and do with 1 in common", () => {
    const off = (id: string, other: string, amounts: Record<string, bigint>) =>
      entryOf(id, { type: "fixed_off", amounts, appliesTo: "order", per: "order" }, { stacksWith: [other] })
    expect(found(off("a", "b", { EUR: 500n }), off("b", "a", { USD: 500n }))).toHaveLength(1)
    expect(found(off("a", "b", { EUR: 500n }), off("b", "a", { USD: 500n, EUR: 1n }))).toEqual([])
    expect(found(off("a", "b", { EUR: 500n }), off("b", "a", { "*": 500n }))).toEqual([])
  })

  it("1 that names itself is told so", () => {
    expect(found(percent("a", 10, { stacksWith: ["a"] }))).toMatchObject([{ entries: ["a"] }])
  })

  it("a draft, a stopped one and one that is not there are nobody's pair", () => {
    const a = percent("a", 10, { stacksWith: ["b", "c", "d"] })
    expect(found(a, percent("b", 10, { status: "draft" }), percent("c", 10, { status: "stopped" }))).toEqual([])
  })
})

import { describe, expect, it } from "@jest/globals"
import type { Contestant } from "./contestant"
import { holdfastEngine } from "./holdfast-engine"
import { naiveScan } from "./naive-scan"
import { FAMILIES, type PlainPromotion, ruleSet, type RuleSet } from "./rule-set"
import { rulesEngine } from "./rules-engine"
import { requireSameTotals } from "./same-total"

const engines = (rules: RuleSet): Contestant[] => [holdfastEngine(rules), naiveScan(rules), rulesEngine(rules)]

const cart = {
  ...{ customerGroup: "group1", codes: ["C7"], subtotal: 10_000 },
  lines: [
    { id: "line0", sku: "sku1", category: "cat1", brand: "brand1", quantity: 2, amount: 6_000 },
    { id: "line1", sku: "sku2", category: "cat2", brand: "brand2", quantity: 1, amount: 4_000 },
  ],
}
const promotion = (id: string, given: Partial<PlainPromotion>): PlainPromotion => ({
  ...{ id, code: null, conditions: [], percent: 10, priority: 0, group: id, exclusive: false },
  ...given,
})
const totals = async (promotions: readonly PlainPromotion[]) =>
  Promise.all(engines({ promotions, carts: [cart] }).map(async ({ price }) => price(0)))

describe("one rule set in three engines", () => {
  it.each(FAMILIES)("200 carts cost the same in each with 300 promotions when %s", async (family) => {
    const rules = ruleSet(family, 300, { carts: 200 })
    await requireSameTotals(engines(rules), [...rules.carts.keys()])
  })

  it("10 % and then 10 % of the rest leave 81.00 of 100.00", async () => {
    expect(await totals([promotion("a", {}), promotion("b", {})])).toEqual([8_100, 8_100, 8_100])
  })

  it("of 2 in a group the higher priority alone applies", async () => {
    const group = "stack1"
    const two = [promotion("a", { group, percent: 30 }), promotion("b", { group, percent: 20, priority: 1 })]
    expect(await totals(two)).toEqual([8_000, 8_000, 8_000])
  })

  it("an exclusive one applies alone when it comes first, and not at all when it comes second", async () => {
    const exclusive = { exclusive: true, percent: 50 }
    const first = [promotion("a", { ...exclusive, priority: 1 }), promotion("b", {})]
    const second = [promotion("a", exclusive), promotion("b", { priority: 1 })]
    expect(await totals(first)).toEqual([5_000, 5_000, 5_000])
    expect(await totals(second)).toEqual([9_000, 9_000, 9_000])
  })

  it.each([
    ["a category of its 2 lines", promotion("a", { conditions: [{ on: "category", anyOf: ["cat2", "cat9"] }] }), 9_000],
    ["a category it lacks", promotion("a", { conditions: [{ on: "category", anyOf: ["cat9"] }] }), 10_000],
    ["a brand", promotion("a", { conditions: [{ on: "brand", anyOf: ["brand1"] }] }), 9_000],
    ["a SKU", promotion("a", { conditions: [{ on: "sku", anyOf: ["sku2"] }] }), 9_000],
    ["the customer's group", promotion("a", { conditions: [{ on: "customerGroup", anyOf: ["group1"] }] }), 9_000],
    ["another group", promotion("a", { conditions: [{ on: "customerGroup", anyOf: ["group2"] }] }), 10_000],
    ["exactly its subtotal", promotion("a", { conditions: [{ on: "subtotal", atLeast: 10_000 }] }), 9_000],
    ["a cent more", promotion("a", { conditions: [{ on: "subtotal", atLeast: 10_001 }] }), 10_000],
    ["the code that was entered", promotion("a", { code: "C7" }), 9_000],
    ["another code", promotion("a", { code: "C8" }), 10_000],
  ] as const)("all three agree on a promotion that asks for %s", async (_what, one, total) => {
    expect(await totals([one])).toEqual([total, total, total])
  })
})

describe("requireSameTotals", () => {
  it("names the cart and both totals when 2 engines disagree", async () => {
    const says = (name: Contestant["name"], total: number): Contestant => ({ name, price: () => total })
    const two = [says("holdfast", 5), says("naive scan", 6)]
    await expect(requireSameTotals(two, [3])).rejects.toThrow("Cart 3 costs 5 in holdfast, 6 in naive scan.")
  })
})

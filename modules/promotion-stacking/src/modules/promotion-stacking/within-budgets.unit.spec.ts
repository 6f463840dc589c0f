import { describe, expect, it } from "@jest/globals"
import { expectDone, parseCurrency } from "@holdfast/kernel"
import { shareOf, type BudgetCounter } from "./budget-share"
import type { Left } from "./domain/candidate"
import type { Evaluation } from "./domain/evaluate"
import type { CampaignBudget } from "./store/campaign-budgets"
import { budgetDemandsOf, withinBudgets, type BudgetRooms, type CampaignRule } from "./within-budgets"

const USD = expectDone(parseCurrency("USD"))
const budget = (more: Partial<CampaignBudget>): CampaignBudget => ({
  id: "probudg_1",
  campaign: "spring",
  type: "spend",
  currency: "USD",
  attribute: null,
  ...more,
})
const counterOf = (more: Partial<CampaignBudget>): BudgetCounter => {
  const share = shareOf(budget(more), USD, {})
  if (typeof share === "string") throw new Error(share)
  return share
}
const room = (left: bigint, more: Partial<CampaignBudget> = {}): BudgetRooms =>
  new Map([["spring", { counter: counterOf(more), left }]])

const ENTRY: CampaignRule = { campaign: "spring", isEntry: true }
const HOSTS: CampaignRule = { campaign: "spring", isEntry: false }

/** Promotions that take the same whatever is beside them, in this order. */
const taking = (amounts: Readonly<Record<string, bigint>>) => (left: Left) => {
  const applied = Object.entries(amounts)
    .filter(([promotion]) => !left.get(promotion)?.spent)
    .map(([promotion, discount]) => ({ promotion, discount, lines: [], shipping: [] }))
  return { applied, gifts: [] } as unknown as Evaluation
}
const appliedOf = (evaluation: Evaluation) => evaluation.applied.map(({ promotion }) => promotion)

describe("a campaign's budget of 10.00", () => {
  const within = (amounts: Readonly<Record<string, bigint>>, rules: Readonly<Record<string, CampaignRule>>) =>
    appliedOf(withinBudgets(taking(amounts), new Map(), room(1_000n), new Map(Object.entries(rules))))

  it("covers 6.00 and 4.00, and of 6.00, 5.00 and 4.00 the first and the last", () => {
    expect(within({ a: 600n, b: 400n }, { a: ENTRY, b: ENTRY })).toEqual(["a", "b"])
    expect(within({ a: 600n, b: 500n, c: 400n }, { a: ENTRY, b: ENTRY, c: ENTRY })).toEqual(["a", "c"])
  })

  it("counts a promotion of the host's beside an entry, and leaves those of the host among themselves alone", () => {
    expect(within({ a: 600n, HOST: 500n }, { a: ENTRY, HOST: HOSTS })).toEqual(["a"])
    expect(within({ H1: 600n, H2: 500n }, { H1: HOSTS, H2: HOSTS })).toEqual(["H1", "H2"])
    expect(within({ a: 600n, other: 500n }, { a: ENTRY, other: { campaign: null, isEntry: true } })).toEqual([
      "a",
      "other",
    ])
  })
})

describe("what entries want of a budget", () => {
  const rules = new Map([
    ["a", ENTRY],
    ["b", ENTRY],
    ["HOST", HOSTS],
  ])
  const wanted = (more: Partial<CampaignBudget>) =>
    budgetDemandsOf(taking({ a: 600n, HOST: 100n, b: 250n })(new Map()), room(1_000n, more), rules)

  it("is their money, or a use for each of them, and nothing of what the host counts itself", () => {
    expect(wanted({})).toMatchObject([{ scope: "budget:USD", amount: "850", budget: { unit: "0.01" } }])
    expect(wanted({ type: "usage" })).toMatchObject([{ scope: "uses", amount: "2", budget: { unit: "1" } }])
  })

  it("has no place in a budget of another currency, or of a buyer whom nobody knows", () => {
    expect(shareOf(budget({ currency: "EUR" }), USD, {})).toBe("its campaign's budget is in EUR, and the cart in USD")
    const byEmail = budget({ type: "use_by_attribute", attribute: "customer_email" })
    expect(shareOf(byEmail, USD, {})).toContain("nobody knows yet")
    expect(shareOf(byEmail, USD, { customer_email: "a@b.example" })).toMatchObject({ scope: "customer:a@b.example" })
  })
})

import { exponentOf, type Currency } from "@holdfast/kernel"
import { budgetScope, customerScope, USES, type Demand } from "./domain/limit-demand"
import type { CampaignBudget } from "./store/campaign-budgets"
import type { BudgetShare } from "./store/lock-counters"

/** What is wanted of a campaign's budget. Its limit is the host's, and read where it is taken. */
export type BudgetDemand = Demand & { readonly budget: BudgetShare }

/** The counter in which a cart counts for a campaign's budget. */
export type BudgetCounter = Omit<BudgetDemand, "amount" | "limit">

/** Whom the host counts, by the name of the attribute: `customer_id`, `customer_email`. */
export type KnownBuyer = Readonly<Record<string, string | null | undefined>>

/** Where a cart counts in a budget; or in words, why nothing of it can be had. */
export function shareOf(budget: CampaignBudget, currency: Currency, buyer: KnownBuyer): BudgetCounter | string {
  const key = `campaign:${budget.id}`
  const share = { id: budget.id, campaign: budget.campaign, unit: "1", attributeValue: null }
  if (budget.type === "usage") return { key, scope: USES, budget: share }
  if (budget.type === "use_by_attribute") {
    const value = buyer[budget.attribute ?? ""]
    if (!value) return `nobody knows yet whose ${budget.attribute ?? "use"} it is, and its campaign counts by that`
    return { key, scope: customerScope(value), budget: { ...share, attributeValue: value } }
  }
  if (budget.currency !== null && budget.currency !== (currency as string)) {
    return `its campaign's budget is in ${budget.currency}, and the cart in ${currency}`
  }
  const exponent = exponentOf(currency)
  const unit = exponent === 0 ? "1" : `0.${"1".padStart(exponent, "0")}`
  return { key, scope: budgetScope(currency), budget: { ...share, unit } }
}

/** Whether a budget is money, and not uses. */
export const isMoney = ({ scope }: { readonly scope: string }) => scope.startsWith(budgetScope(""))

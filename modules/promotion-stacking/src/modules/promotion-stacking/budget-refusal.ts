import { money, parseCurrency, refuse } from "@holdfast/kernel"
import { isMoney, type BudgetDemand } from "./budget-share"
import { budgetScope } from "./domain/limit-demand"
import type { LimitRefused } from "./domain/limit-refusal"

const WITHOUT = "Go on without its promotions"

/** Says that a campaign's budget does not cover what a cart wants of it. */
export function refuseBudget({ scope, amount, budget }: BudgetDemand, left: bigint): LimitRefused {
  const { campaign, attributeValue } = budget
  const facts = { entryId: `campaign:${campaign}`, left: left.toString() }
  if (isMoney({ scope })) {
    const code = scope.slice(budgetScope("").length)
    const message = `The budget of campaign ${campaign} has ${inWords(left, code)} left, and this cart takes ${inWords(BigInt(amount), code)}.`
    return { ...refuse("promotion_budget_spent", message, `${WITHOUT}, or with a smaller cart.`), ...facts }
  }
  const of = attributeValue === null ? "" : " for this customer"
  const message = `Campaign ${campaign} has ${left.toString()} uses left${of}, and this cart takes ${amount}.`
  const code = attributeValue === null ? "promotion_limit_reached" : "promotion_customer_limit_reached"
  return { ...refuse(code, message, `${WITHOUT}, or try again later: a held use may become free.`), ...facts }
}

function inWords(amountMinor: bigint, code: string): string {
  const currency = parseCurrency(code)
  return currency.ok ? money(amountMinor, currency.value).toString() : `${amountMinor.toString()} ${code}`
}

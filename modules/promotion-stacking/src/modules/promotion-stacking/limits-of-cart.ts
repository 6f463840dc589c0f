import type { Left } from "./domain/candidate"
import type { Cart } from "./domain/cart"
import type { Limits } from "./domain/entry"
import type { Evaluation } from "./domain/evaluate"
import type { LimitedUse } from "./domain/limit-demand"
import type { LimitsLeft } from "./domain/limits-left"
import type { Rule } from "./domain/rule"

/** Who a limit per customer counts: the account, else the address they gave. */
export const customerKeyOf = (cart: Cart): string | null => cart.attributes.customer?.[0] ?? null

export const hasLimits = (limits: Limits | null): limits is Limits =>
  limits !== null &&
  (limits.uses !== null || limits.usesPerCustomer !== null || limits.usesPerCohort.length > 0 || limits.budget !== null)

/** What is left of each limit as the evaluation reads it: spent, in words, or how much money may still be given away. */
export function leftFor(rules: readonly Rule[], left: ReadonlyMap<string, LimitsLeft>, currency: string): Left {
  return new Map(
    rules.flatMap((rule) => {
      const own = left.get(rule.id)
      if (!own) return []
      const budget = own.budget ? (own.budget[currency] ?? 0n) : null
      return [[rule.id, { spent: spentOf(own, budget), budget }]]
    }),
  )
}

function spentOf({ uses, customer, cohorts }: LimitsLeft, budget: bigint | null): string | null {
  if (uses !== null && uses <= 0n) return "all its uses are spent"
  if (customer !== null && customer <= 0n) return "this customer has used it as often as it may be used"
  const cohort = Object.entries(cohorts).find(([, left]) => left <= 0n)
  if (cohort) return `all its uses for ${cohort[0]} are spent`
  return budget !== null && budget <= 0n ? "its budget is spent" : null
}

/** What an evaluation uses of promotions with limits. */
export function usesOf(
  { applied, gifts }: Evaluation,
  currency: string,
  ruleOf: (id: string) => Rule | undefined,
): readonly LimitedUse[] {
  const given = new Set([...applied.map((one) => one.promotion), ...gifts.map((gift) => gift.promotion)])
  return [...given].flatMap((id) => {
    const limits = ruleOf(id)?.limits ?? null
    if (!hasLimits(limits)) return []
    const amountMinor = applied.find((one) => one.promotion === id)?.discount ?? 0n
    return [{ entryId: id, amountMinor, currency, limits }]
  })
}

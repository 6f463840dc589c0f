import { BrokenAssumption } from "@holdfast/kernel"
import type { Limits } from "./entry"

/** What one use of a limited promotion asks for. */
export interface LimitedUse {
  readonly entryId: string
  /** What the promotion takes off in this cart. */
  readonly amountMinor: bigint
  /** ISO code in capitals. */
  readonly currency: string
  readonly limits: Limits
  /** A code for one use, when the shopper entered one. */
  readonly code?: string
}

/** One counter, what is wanted of it and how far it may go. Amounts are decimal strings: they travel as JSON. */
export interface Demand {
  readonly key: string
  readonly scope: string
  readonly amount: string
  readonly limit: string
}

/** Whom the uses are for. */
export interface Claimant {
  /** Null while nobody knows who buys. */
  readonly customerKey: string | null
  readonly cohorts: readonly string[]
}

/** Nobody knows yet who buys, and the promotion has a limit per customer. */
export const CUSTOMER_UNKNOWN = "customer:"

/**
 * The counters that uses count in, one demand each, sorted by key and scope. A currency that a budget does not name has
 * no budget at all: its limit is 0.
 */
export function demandsOf(uses: readonly LimitedUse[], claimant: Claimant): readonly Demand[] {
  const demands = new Map<string, Demand>()
  for (const use of uses) {
    for (const { scope, amount, limit } of scopesOf(use, claimant)) {
      if (amount === 0n) continue
      const id = JSON.stringify([use.entryId, scope])
      const prior = demands.get(id)
      demands.set(id, {
        key: use.entryId,
        scope,
        amount: (amount + BigInt(prior?.amount ?? 0)).toString(),
        // A cart may hold one use under limits that changed meanwhile: the smaller one counts.
        limit: (prior && BigInt(prior.limit) < limit ? BigInt(prior.limit) : limit).toString(),
      })
    }
  }
  return [...demands.values()].sort((a, b) => byText(a.key, b.key) || byText(a.scope, b.scope))
}

/** The counters of one use. */
function scopesOf({ entryId, amountMinor, currency, limits }: LimitedUse, { customerKey, cohorts }: Claimant) {
  if (amountMinor < 0n) {
    throw new BrokenAssumption(
      "promotion_amount_negative",
      `Promotion ${entryId} was said to take ${amountMinor.toString()} ${currency} off.`,
      "Send what it takes off as a positive amount.",
    )
  }
  const scopes: { scope: string; amount: bigint; limit: bigint }[] = []
  const one = (scope: string, limit: number) => scopes.push({ scope, amount: 1n, limit: BigInt(limit) })
  if (limits.uses !== null) one(USES, limits.uses)
  if (limits.usesPerCustomer !== null) one(customerScope(customerKey), limits.usesPerCustomer)
  for (const { cohort, uses } of limits.usesPerCohort) if (cohorts.includes(cohort)) one(cohortScope(cohort), uses)
  if (limits.budget) {
    const limit = limits.budget[currency] ?? limits.budget["*"] ?? 0n
    scopes.push({ scope: budgetScope(currency), amount: amountMinor, limit })
  }
  return scopes
}

export const USES = "uses"
export const customerScope = (customerKey: string | null) => `${CUSTOMER_UNKNOWN}${customerKey ?? ""}`
export const cohortScope = (cohort: string) => `cohort:${cohort}`
export const budgetScope = (currency: string) => `budget:${currency}`

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

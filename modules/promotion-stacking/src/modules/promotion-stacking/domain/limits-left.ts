import type { Limits } from "./entry"
import { budgetScope, cohortScope, customerScope, USES, type Claimant } from "./limit-demand"

/** What is left of an entry's limits. Null is no limit, or for `customer`: nobody knows yet who buys. */
export interface LimitsLeft {
  readonly uses: bigint | null
  readonly customer: bigint | null
  /** By cohort, of those the customer is in. */
  readonly cohorts: Readonly<Record<string, bigint>>
  /** Minor units by currency: the one that was asked for, or all that the budget names. */
  readonly budget: Readonly<Record<string, bigint>> | null
}

interface Counter {
  readonly key: string
  readonly scope: string
}

/** Whose view of the limits is asked for. */
export interface LimitsAsked extends Claimant {
  /** The cart's currency, or null for every currency that a budget names. */
  readonly currency: string | null
}

const hasLimits = ({ uses, usesPerCustomer, usesPerCohort, budget }: Limits) =>
  uses !== null || usesPerCustomer !== null || usesPerCohort.length > 0 || budget !== null

/** The counters that an answer about an entry is made of. */
export function countersOf(
  entryId: string,
  limits: Limits,
  { customerKey, cohorts, currency }: LimitsAsked,
): readonly Counter[] {
  const scopes = [
    ...(limits.uses === null ? [] : [USES]),
    ...(limits.usesPerCustomer === null || !customerKey ? [] : [customerScope(customerKey)]),
    ...limits.usesPerCohort.filter(({ cohort }) => cohorts.includes(cohort)).map(({ cohort }) => cohortScope(cohort)),
    ...budgetsOf(limits, currency).map(([code]) => budgetScope(code)),
  ]
  return scopes.map((scope) => ({ key: entryId, scope }))
}

/** As a hold sees it: a currency that the budget does not name has none of it. */
function budgetsOf({ budget }: Limits, currency: string | null): readonly (readonly [string, bigint])[] {
  if (!budget) return []
  if (currency !== null) return [[currency, budget[currency] ?? budget["*"] ?? 0n]]
  return Object.entries(budget).filter(([code]) => code !== "*")
}

/** Limits less what is taken of them, never below 0. Entries without limits are missing from the answer. */
export function leftOf(
  entries: readonly { readonly entryId: string; readonly limits: Limits }[],
  asked: LimitsAsked,
  taken: readonly (Counter & { readonly taken: string })[],
): ReadonlyMap<string, LimitsLeft> {
  const id = (key: string, scope: string) => JSON.stringify([key, scope])
  const takenOf = new Map(taken.map((row) => [id(row.key, row.scope), BigInt(row.taken)]))
  const left = new Map<string, LimitsLeft>()
  for (const { entryId, limits } of entries) {
    if (!hasLimits(limits)) continue
    const rest = (scope: string, limit: bigint) => {
      const room = limit - (takenOf.get(id(entryId, scope)) ?? 0n)
      return room > 0n ? room : 0n
    }
    const { customerKey, cohorts, currency } = asked
    left.set(entryId, {
      uses: limits.uses === null ? null : rest(USES, BigInt(limits.uses)),
      customer:
        limits.usesPerCustomer === null || !customerKey
          ? null
          : rest(customerScope(customerKey), BigInt(limits.usesPerCustomer)),
      cohorts: Object.fromEntries(
        limits.usesPerCohort
          .filter(({ cohort }) => cohorts.includes(cohort))
          .map(({ cohort, uses }) => [cohort, rest(cohortScope(cohort), BigInt(uses))]),
      ),
      budget:
        limits.budget &&
        Object.fromEntries(budgetsOf(limits, currency).map(([code, limit]) => [code, rest(budgetScope(code), limit)])),
    })
  }
  return left
}

import type { SqlTx } from "@holdfast/kernel"
import { lockBudgets } from "./lock-budgets"

// Counters that are missing come before the locks: a statement sees only rows that were there when it began. It passes
// over those that are there, because "on conflict" would wait for whoever is changing them.
const ADD_COUNTERS = `
insert into stacking_counter (key, scope, budget_id, unit, attribute_value)
select key, scope, budget_id, unit, attribute_value
  from unnest($1::text[], $2::text[], $3::text[], $4::numeric[], $5::text[]) as t (key, scope, budget_id, unit, attribute_value)
 where not exists (select from stacking_counter c where (c.key, c.scope) = (t.key, t.scope))
 order by key collate "C", scope collate "C"
on conflict do nothing`

// Rows lock in primary-key order, so two carts with the same promotions follow one another and never deadlock.
const LOCK_COUNTERS = `
select budget_id as "budgetId" from stacking_counter
 where (key, scope) in (select * from unnest($1::text[], $2::text[])) or ($3::text is not null and (key, scope) in
       (select key, scope from stacking_use where cart_id = $3))
 order by key, scope for no key update`

export interface CounterId {
  readonly key: string
  readonly scope: string
  /** Of a counter that is a share of a campaign's budget. */
  readonly budget?: BudgetShare
}

/** How a counter moves the host's budget of a campaign. */
export interface BudgetShare {
  readonly id: string
  /** By which entries and merchants call the campaign. */
  readonly campaign: string
  /** What one of the counter is in the budget, as a decimal text: `1` for uses, `0.01` for cents. */
  readonly unit: string
  /** Whose uses, where the budget counts by customer or by address. */
  readonly attributeValue: string | null
}

/** Locks counters until the transaction ends, together with those in which the cart already counts. */
export async function lockCounters(tx: SqlTx, counters: readonly CounterId[], cartId: string | null): Promise<void> {
  const keys = counters.map(({ key }) => key)
  const scopes = counters.map(({ scope }) => scope)
  if (keys.length > 0) {
    const budgets = counters.map(({ budget }) => budget)
    await tx.query(ADD_COUNTERS, [
      keys,
      scopes,
      budgets.map((budget) => budget?.id ?? null),
      budgets.map((budget) => budget?.unit ?? null),
      budgets.map((budget) => budget?.attributeValue ?? null),
    ])
  }
  const locked = await tx.query<{ budgetId: string | null }>(LOCK_COUNTERS, [keys, scopes, cartId])
  const budgetIds = locked.flatMap(({ budgetId }) => budgetId ?? [])
  if (budgetIds.length > 0) await lockBudgets(tx, budgetIds)
}

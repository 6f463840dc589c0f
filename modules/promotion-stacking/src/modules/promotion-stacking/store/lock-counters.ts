import type { SqlTx } from "@holdfast/kernel"

// Counters that are missing come before the locks: a statement sees only rows that were there when it began. It passes
// over those that are there, because "on conflict" would wait for whoever is changing them.
const ADD_COUNTERS = `
insert into stacking_counter (key, scope)
select key, scope from unnest($1::text[], $2::text[]) as t (key, scope)
 where not exists (select from stacking_counter c where (c.key, c.scope) = (t.key, t.scope))
 order by key collate "C", scope collate "C"
on conflict do nothing`

// Rows lock in primary-key order, so two carts with the same promotions follow one another and never deadlock.
const LOCK_COUNTERS = `
select 1 from stacking_counter
 where (key, scope) in (select * from unnest($1::text[], $2::text[])) or ($3::text is not null and (key, scope) in
       (select key, scope from stacking_use where cart_id = $3))
 order by key, scope for no key update`

export interface CounterId {
  readonly key: string
  readonly scope: string
}

/** Locks counters until the transaction ends, together with those in which the cart already counts. */
export async function lockCounters(tx: SqlTx, counters: readonly CounterId[], cartId: string | null): Promise<void> {
  const keys = counters.map(({ key }) => key)
  const scopes = counters.map(({ scope }) => scope)
  if (keys.length > 0) await tx.query(ADD_COUNTERS, [keys, scopes])
  await tx.query(LOCK_COUNTERS, [keys, scopes, cartId])
}

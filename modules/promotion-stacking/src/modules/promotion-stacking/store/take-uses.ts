import type { SqlTx } from "@holdfast/kernel"
import type { Demand } from "../domain/limit-demand"

// Check and change are one act, under the locks of the counters. What the cart holds already is its own: it is never
// asked for again, also when the limit was lowered or the hold lapsed and nobody needed the place.
const TAKE_USES = `
with want as (
  select * from unnest($2::text[], $3::text[], $4::numeric[], $5::numeric[]) as t (key, scope, amount, lim)
), own as (
  select key, scope, amount from stacking_use where cart_id = $1 and state = 'held'
), asked as (
  select want.*, want.lim - c.used - c.held + coalesce(own.amount, 0) as room,
         want.amount <= coalesce(own.amount, 0) or c.used + c.held - coalesce(own.amount, 0) + want.amount <= want.lim as fits
    from want join stacking_counter c using (key, scope) left join own using (key, scope)
), verdict as (
  select count(*) = (select count(*) from want) and coalesce(bool_and(fits), true) as fits from asked
), dropped as (
  delete from stacking_use u using verdict
   where verdict.fits and u.cart_id = $1 and u.state = 'held' and (u.key, u.scope) not in (select key, scope from want)
), taken as (
  insert into stacking_use (key, scope, cart_id, amount, state, expires_at)
  select key, scope, $1, amount, 'held', clock_timestamp() + $6 * interval '1 second' from want, verdict where verdict.fits
  on conflict (key, scope, cart_id) do update set amount = excluded.amount, expires_at = excluded.expires_at
), moved as (
  update stacking_counter c set held = c.held + delta.amount
    from (select key, scope, coalesce(want.amount, 0) - coalesce(own.amount, 0) as amount
            from want full join own using (key, scope)) as delta, verdict
   where verdict.fits and (c.key, c.scope) = (delta.key, delta.scope) and delta.amount <> 0
)
select key, scope, greatest(trunc(room), 0)::text as left from asked where not fits order by key, scope`

/** A counter that has no room for what was wanted, and what is left of it. */
export interface FullCounter {
  readonly key: string
  readonly scope: string
  readonly left: string
}

/** Makes a cart's hold exactly these demands, all or none. Answers the counters that are full: none, and it is done. */
export const takeUses = (
  tx: SqlTx,
  cartId: string,
  demands: readonly Demand[],
  ttlSeconds: number,
): Promise<readonly FullCounter[]> =>
  tx.query<FullCounter>(TAKE_USES, [
    cartId,
    demands.map(({ key }) => key),
    demands.map(({ scope }) => scope),
    demands.map(({ amount }) => amount),
    demands.map(({ limit }) => limit),
    ttlSeconds,
  ])

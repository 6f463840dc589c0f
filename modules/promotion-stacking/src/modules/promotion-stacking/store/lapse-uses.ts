import type { SqlTx } from "@holdfast/kernel"
import type { CounterId } from "./lock-counters"

// Only of counters that this transaction has locked; the rest of such a hold is taken back where somebody needs it.
const LAPSE_USES = `
with lapsed as (
  delete from stacking_use
   where (key, scope) in (select * from unnest($1::text[], $2::text[])) and state = 'held'
     and expires_at <= clock_timestamp() and cart_id is distinct from $3
  returning key, scope, cart_id, amount
), moved as (
  update stacking_counter c set held = c.held - sum.amount
    from (select key, scope, sum(amount) as amount from lapsed group by key, scope) as sum
   where (c.key, c.scope) = (sum.key, sum.scope)
)
select count(distinct cart_id)::int as carts, count(*)::int as uses from lapsed`

/** Takes back what others held of locked counters and did not spend in time. */
export async function lapseUses(
  tx: SqlTx,
  counters: readonly CounterId[],
  exceptCartId: string | null,
): Promise<{ readonly carts: number; readonly uses: number }> {
  const params = [counters.map(({ key }) => key), counters.map(({ scope }) => scope), exceptCartId]
  const [row] = await tx.query<{ carts: number; uses: number }>(LAPSE_USES, params)
  return row ?? { carts: 0, uses: 0 }
}

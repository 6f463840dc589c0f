import type { SqlTx } from "@holdfast/kernel"
import type { CounterId } from "./lock-counters"

// A hold that lapsed counts no more, swept or not; what the asking cart has is its own.
const READ_USAGE = `
select c.key, c.scope, (c.used + c.held
       - coalesce((select sum(u.amount) from stacking_use u where (u.key, u.scope) = (c.key, c.scope) and u.state = 'held'
                      and u.expires_at <= clock_timestamp() and u.cart_id is distinct from $3), 0)
       - coalesce((select u.amount from stacking_use u where (u.key, u.scope, u.cart_id) = (c.key, c.scope, $3)), 0)
       )::text as taken
  from stacking_counter c where (c.key, c.scope) in (select * from unnest($1::text[], $2::text[]))`

/** What is taken of counters by everybody but one cart. A counter that nobody used yet is missing from the answer. */
export const readUsage = (
  tx: SqlTx,
  counters: readonly CounterId[],
  cartId: string | null,
): Promise<readonly (CounterId & { readonly taken: string })[]> =>
  tx.query(READ_USAGE, [counters.map(({ key }) => key), counters.map(({ scope }) => scope), cartId])

import type { SqlTx } from "@holdfast/kernel"

const RETURN_USES = `
with returned as (
  delete from stacking_use where cart_id = $1 returning key, scope, amount, state
), moved as (
  update stacking_counter c
     set held = c.held - case when returned.state = 'held' then returned.amount else 0 end,
         used = c.used - case when returned.state = 'spent' then returned.amount else 0 end
    from returned where (c.key, c.scope) = (returned.key, returned.scope)
)
select count(*)::int as uses from returned`

/** Gives back everything a cart holds or has spent. The counters are locked. Answers how many there were. */
export async function returnUses(tx: SqlTx, cartId: string): Promise<number> {
  const [row] = await tx.query<{ uses: number }>(RETURN_USES, [cartId])
  return row?.uses ?? 0
}

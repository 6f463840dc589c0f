import type { SqlTx } from "@holdfast/kernel"

const SPEND_USES = `
with spent as (
  update stacking_use set state = 'spent' where cart_id = $1 and state = 'held' returning key, scope, amount
)
update stacking_counter c set held = c.held - spent.amount, used = c.used + spent.amount
  from spent where (c.key, c.scope) = (spent.key, spent.scope)`

/** Turns what a cart holds into uses. The counters are locked. */
export const spendUses = (tx: SqlTx, cartId: string) => tx.query(SPEND_USES, [cartId])

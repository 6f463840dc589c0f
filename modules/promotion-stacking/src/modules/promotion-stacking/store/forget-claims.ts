import type { SqlTx } from "@holdfast/kernel"

// A claim that somebody works with is passed over. Whoever comes now waits until this is done, holding nothing else.
const FORGET_CLAIMS = `
delete from stacking_claim where cart_id in (
  select c.cart_id from stacking_claim c
   where c.state <> 'spent' and c.expires_at < clock_timestamp() - interval '90 days'
     and not exists (select from stacking_use u where u.cart_id = c.cart_id)
     and not exists (select from stacking_code k where k.cart_id = c.cart_id)
   order by c.expires_at limit $1 for update skip locked)`

/** Removes up to `limit` claims of carts that came to nothing long ago. */
export const forgetClaims = (tx: SqlTx, limit: number) => tx.query(FORGET_CLAIMS, [limit])

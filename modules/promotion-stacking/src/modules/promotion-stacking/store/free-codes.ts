import type { SqlTx } from "@holdfast/kernel"

const SPEND_CODES = `update stacking_code set order_id = $2 where cart_id = $1 and order_id is null`

const RETURN_CODES = `
with locked as (select code from stacking_code where cart_id = $1 order by code for update)
update stacking_code c set cart_id = null, order_id = null, expires_at = null from locked where c.code = locked.code`

const LAPSE_CODES = `
with lapsed as (
  select code from stacking_code where cart_id is not null and order_id is null and expires_at <= clock_timestamp()
   order by expires_at limit $1 for update skip locked
)
update stacking_code c set cart_id = null, expires_at = null from lapsed where c.code = lapsed.code`

export const spendCodes = (tx: SqlTx, cartId: string, orderId: string) => tx.query(SPEND_CODES, [cartId, orderId])

/** Makes every code of a cart usable again. */
export const returnCodes = (tx: SqlTx, cartId: string) => tx.query(RETURN_CODES, [cartId])

/** Frees up to `limit` codes that were held and not spent in time. */
export const lapseCodes = (tx: SqlTx, limit: number) => tx.query(LAPSE_CODES, [limit])

import type { SqlTx } from "@holdfast/kernel"
import type { WantedCode } from "./save-claim"

const LOCK_CODES = `
select 1 from stacking_code where code = any($2::text[]) or (cart_id = $1 and order_id is null) order by code for update`

const TAKE_CODES = `
with want as (
  select * from unnest($2::text[], $3::text[]) as t (code, entry_id)
), asked as (
  select want.code, want.entry_id, b.id is not null as known,
         coalesce(c.cart_id is null or c.cart_id = $1
                  or (c.order_id is null and c.expires_at <= clock_timestamp()), false) as free
    from want left join stacking_code c using (code)
    left join stacking_code_batch b on b.id = c.batch_id and b.entry_id = want.entry_id
), verdict as (
  select coalesce(bool_and(known and free), true) as fits from asked
), dropped as (
  update stacking_code c set cart_id = null, expires_at = null from verdict
   where verdict.fits and c.cart_id = $1 and c.order_id is null and c.code <> all ($2::text[])
), taken as (
  update stacking_code c set cart_id = $1, expires_at = clock_timestamp() + $4 * interval '1 second'
    from want, verdict where verdict.fits and c.code = want.code
)
select code, entry_id as "entryId", known from asked where not (known and free) order by code`

/** Makes a cart hold exactly these codes, all or none. Answers those it cannot have: none, and it is done. */
export async function takeCodes(
  tx: SqlTx,
  cartId: string,
  codes: readonly WantedCode[],
  ttlSeconds: number,
): Promise<readonly (WantedCode & { readonly known: boolean })[]> {
  const texts = codes.map(({ code }) => code)
  await tx.query(LOCK_CODES, [cartId, texts])
  return tx.query(TAKE_CODES, [cartId, texts, codes.map(({ entryId }) => entryId), ttlSeconds])
}

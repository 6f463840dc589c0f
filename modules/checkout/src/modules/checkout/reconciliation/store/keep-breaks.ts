import type { SqlTx } from "@holdfast/kernel"
import type { FoundBreak } from "../found-break"

const KEEP = `
with found as (
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::text[], $8::jsonb[], $9::timestamptz[])
      as f (id, kind, subject_id, order_id, cart_id, amount_minor, currency_code, facts, since)
), kept as (
  insert into checkout_break as b (id, kind, subject_id, order_id, cart_id, amount_minor, currency_code, facts, since)
  select * from found
  on conflict (kind, subject_id) where resolved_at is null
  do update set seen_at = now(), amount_minor = excluded.amount_minor, currency_code = excluded.currency_code,
                facts = excluded.facts, order_id = excluded.order_id, cart_id = excluded.cart_id
  returning (b.xmax = 0) as is_new
), gone as (
  update checkout_break b set resolved_at = now()
   where b.resolved_at is null
     and not exists (select from found f where f.kind = b.kind and f.subject_id = b.subject_id)
  returning 1
)
select (select count(*)::int from kept where is_new) as "found", (select count(*)::int from gone) as resolved`

/** Writes down what is seen now, once for as long as it is so, and that what is not seen any more is put right. */
export async function keepBreaks(
  tx: SqlTx,
  found: readonly FoundBreak[],
  newId: () => string,
): Promise<{ readonly found: number; readonly resolved: number }> {
  const [row] = await tx.query<{ found: number; resolved: number }>(KEEP, [
    found.map(() => newId()),
    found.map(({ kind }) => kind),
    found.map(({ subjectId }) => subjectId),
    found.map(({ orderId }) => orderId),
    found.map(({ cartId }) => cartId),
    found.map(({ amountMinor }) => amountMinor),
    found.map(({ currencyCode }) => currencyCode),
    found.map(({ facts }) => JSON.stringify(facts)),
    found.map(({ since }) => since),
  ])
  return row ?? { found: 0, resolved: 0 }
}

import type { BreakFinder } from "./break-finder"

/**
 * Payments of orders whose authorization ends within 48 hours, or is over, while nothing is captured. When it ends is in
 * the payment's data, or in what the provider told. Moments are compared as text, since a shopper may write into the data.
 */
export const endingAuthorizations: BreakFinder = {
  kind: "authorization_expires",
  table: "payment_fact",
  sql: `
select p.id as subject_id, o.id as order_id, null as cart_id, p.amount::text as amount, null as amount_minor, p.currency_code,
       jsonb_build_object('provider_id', p.provider_id, 'ends_at', ends.at) as facts, now() as since
  from payment p
  join order_payment_collection l on l.payment_collection_id = p.payment_collection_id and l.deleted_at is null
  join "order" o on o.id = l.order_id and o.deleted_at is null and o.canceled_at is null
 cross join lateral (
   select coalesce(
     (select p.data ->> 'expires_at' where p.data ->> 'expires_at' ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$'),
     (select to_char(f.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from payment_fact f
       where f.session_id = p.payment_session_id and f.due_at is not null
         and f.kind in ('payment.authorized', 'payment.authorization_changed', 'fraud.warned')
       order by f.occurred_at desc, f.id desc limit 1)) as at) ends
 where p.captured_at is null and p.canceled_at is null and p.deleted_at is null
   and p.created_at < now() - $1 * interval '1 second'
   and not exists (select from capture c where c.payment_id = p.id and c.deleted_at is null)
   and left(ends.at, 19) collate "C" < to_char((now() + interval '48 hours') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
 order by ends.at limit $2`,
}

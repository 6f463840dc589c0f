import type { BreakFinder } from "./break-finder"

/** Payments that hold or took money for a cart that has no order, and that nobody is completing. */
export const moneyWithoutOrder: BreakFinder = {
  kind: "money_without_order",
  sql: `
select p.id as subject_id, null as order_id, c.cart_id,
       (case when moved.captured > 0 then moved.captured - moved.refunded else p.amount end)::text as amount,
       null as amount_minor, p.currency_code,
       jsonb_build_object('payment_session_id', p.payment_session_id, 'provider_id', p.provider_id,
                          'authorized', p.amount::text, 'captured', moved.captured::text, 'refunded', moved.refunded::text) as facts,
       p.created_at as since
  from payment p
  left join cart_payment_collection c on c.payment_collection_id = p.payment_collection_id and c.deleted_at is null
 cross join lateral (
   select coalesce((select sum(m.amount) from capture m where m.payment_id = p.id and m.deleted_at is null), 0) as captured,
          coalesce((select sum(m.amount) from refund m where m.payment_id = p.id and m.deleted_at is null), 0) as refunded) moved
 where p.canceled_at is null and p.deleted_at is null and p.created_at < now() - $1 * interval '1 second'
   and not exists (select from order_payment_collection o
                    where o.payment_collection_id = p.payment_collection_id and o.deleted_at is null)
   and not exists (select from checkout_attempt a where a.cart_id = c.cart_id and a.state in ('open', 'stuck'))
   and (moved.captured = 0 or moved.captured > moved.refunded)
 order by p.created_at limit $2`,
}

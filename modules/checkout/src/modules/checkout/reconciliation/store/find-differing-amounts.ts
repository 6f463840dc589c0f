import type { BreakFinder } from "./break-finder"

/** Orders whose first total is not what their payment was authorized over, by the smallest unit of their currency or more. */
export const differingAmounts: BreakFinder = {
  kind: "amount_differs",
  sql: `
select o.id as subject_id, o.id as order_id, a.cart_id, abs(p.amount - total.original)::text as amount, null as amount_minor,
       o.currency_code, jsonb_build_object('total', total.original::text, 'authorized', p.amount::text, 'payment_id', p.id) as facts,
       a.ended_at as since
  from checkout_attempt a
  join "order" o on o.id = a.order_id and o.deleted_at is null
  join payment p on p.id = a.payment_id and p.deleted_at is null and p.canceled_at is null
  join currency u on u.code = o.currency_code
  join order_summary s on s.order_id = o.id and s.version = 1 and s.deleted_at is null
 cross join lateral (select (s.totals ->> 'original_order_total')::numeric as original) total
 where a.state = 'ordered' and a.ended_at < now() - $1 * interval '1 second'
   and abs(p.amount - total.original) >= power(10::numeric, -u.decimal_digits)
 order by a.ended_at limit $2`,
}

import type { BreakFinder } from "./break-finder"

/** Orders from carts that cost something, with no payment and none on its way. */
export const ordersWithoutMoney: BreakFinder = {
  kind: "order_without_money",
  sql: `
select o.id as subject_id, o.id as order_id, c.cart_id, summary.total as amount, null as amount_minor, o.currency_code,
       jsonb_build_object('display_id', o.display_id, 'total', summary.total) as facts, o.created_at as since
  from "order" o
  join order_cart c on c.order_id = o.id and c.deleted_at is null
 cross join lateral (
   select s.totals ->> 'current_order_total' as total from order_summary s
    where s.order_id = o.id and s.deleted_at is null order by s.version desc limit 1) summary
 where o.deleted_at is null and o.canceled_at is null and o.status <> 'canceled' and o.created_at < now() - $1 * interval '1 second'
   and not exists (select from order_payment_collection l
                     join payment p on p.payment_collection_id = l.payment_collection_id and p.deleted_at is null
                      and (p.canceled_at is null or p.captured_at is not null)
                    where l.order_id = o.id and l.deleted_at is null)
   and not exists (select from order_payment_collection l
                     join payment_session s on s.payment_collection_id = l.payment_collection_id and s.deleted_at is null
                      and s.status = 'pending_authorization'
                    where l.order_id = o.id and l.deleted_at is null)
   and summary.total::numeric > 0
 order by o.created_at limit $2`,
}

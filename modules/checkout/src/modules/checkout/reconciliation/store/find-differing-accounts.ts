import type { BreakFinder } from "./break-finder"

/** Orders whose own account of captures and refunds is not what their payments say. Looked at when nothing has moved for a while. */
export const differingAccounts: BreakFinder = {
  kind: "summary_differs",
  sql: `
with told as (
  select t.order_id, sum(t.amount) as amount, max(t.created_at) as since from order_transaction t
   where t.deleted_at is null and t.reference in ('capture', 'refund') group by t.order_id
), moved as (
  select l.order_id, sum(m.amount) as amount, max(m.created_at) as since
    from (select c.payment_id, c.amount, c.created_at from capture c where c.deleted_at is null
          union all select r.payment_id, -r.amount, r.created_at from refund r where r.deleted_at is null) m
    join payment p on p.id = m.payment_id and p.deleted_at is null
    join order_payment_collection l on l.payment_collection_id = p.payment_collection_id and l.deleted_at is null
   group by l.order_id
)
select o.id as subject_id, o.id as order_id, null as cart_id,
       abs(coalesce(told.amount, 0) - coalesce(moved.amount, 0))::text as amount, null as amount_minor, o.currency_code,
       jsonb_build_object('order_says', coalesce(told.amount, 0)::text, 'payments_say', coalesce(moved.amount, 0)::text) as facts,
       greatest(told.since, moved.since) as since
  from told full join moved using (order_id)
  join "order" o on o.id = order_id and o.deleted_at is null
 where abs(coalesce(told.amount, 0) - coalesce(moved.amount, 0)) >= 0.001
   and greatest(told.since, moved.since) < now() - $1 * interval '1 second'
 order by since limit $2`,
}

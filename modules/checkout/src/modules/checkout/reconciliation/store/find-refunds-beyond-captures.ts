import type { BreakFinder } from "./break-finder"

/** Payments that gave back more than they took. */
export const refundsBeyondCaptures: BreakFinder = {
  kind: "refund_exceeds_capture",
  sql: `
select p.id as subject_id, l.order_id, null as cart_id, (back.amount - coalesce(taken.amount, 0))::text as amount, null as amount_minor,
       p.currency_code, jsonb_build_object('captured', coalesce(taken.amount, 0)::text, 'refunded', back.amount::text) as facts,
       back.since
  from (select r.payment_id, sum(r.amount) as amount, max(r.created_at) as since from refund r
         where r.deleted_at is null group by r.payment_id) back
  join payment p on p.id = back.payment_id and p.deleted_at is null
  left join (select c.payment_id, sum(c.amount) as amount from capture c where c.deleted_at is null group by c.payment_id) taken
    on taken.payment_id = p.id
  left join order_payment_collection l on l.payment_collection_id = p.payment_collection_id and l.deleted_at is null
 where back.amount > coalesce(taken.amount, 0) and back.since < now() - $1 * interval '1 second'
 order by back.since limit $2`,
}

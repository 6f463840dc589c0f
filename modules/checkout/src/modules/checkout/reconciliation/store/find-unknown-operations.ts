import type { BreakFinder } from "./break-finder"

/** Money that was asked for, and nobody knows whether it moved. */
export const unknownOperations: BreakFinder = {
  kind: "operation_unknown",
  table: "payment_operation",
  sql: `
select p.id as subject_id, p.order_id, p.cart_id, null as amount, p.amount_minor::text as amount_minor, p.currency_code,
       jsonb_build_object('act', p.act, 'state', p.state, 'provider_id', p.provider_id, 'payment_id', p.payment_id,
                          'payment_session_id', p.session_id, 'look_ups', p.look_ups, 'message', p.message) as facts,
       coalesce(p.sent_at, p.created_at) as since
  from payment_operation p
 where p.state in ('prepared', 'sent', 'unknown') and coalesce(p.sent_at, p.created_at) < now() - $1 * interval '1 second'
   and (p.leased_until is null or p.leased_until < now())
 order by since limit $2`,
}

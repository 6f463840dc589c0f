import type { SqlTx } from "@holdfast/kernel"

const raw = (numeric: string) => `jsonb_build_object('value', trim_scale(${numeric})::text, 'precision', 20)`

// Runs while the session is locked. What was captured stays captured: only what was held is free.
const END_PAYMENT = `
with session as (
  update payment_session s set status = 'canceled', updated_at = now()
   where s.id = $1 and s.status <> 'canceled'
     and not exists (select from capture c join payment p on p.id = c.payment_id
                      where p.payment_session_id = s.id and c.deleted_at is null)
  returning s.id, s.amount, s.payment_collection_id, s.authorized_at is not null as authorized
), closed as (
  update payment_operation o
     set state = 'failed', settled_at = now(), leased_until = null, next_look_up_at = null, code = 'payment_' || $2::text,
         message = 'The provider says that it is over.'
    from session where o.session_id = session.id and o.act = 'authorize'
     and o.state in ('prepared', 'requested', 'unknown')
), voided as (
  update payment_operation o
     set state = 'confirmed', settled_at = now(), leased_until = null, next_look_up_at = null, code = null, message = null
    from session where o.session_id = session.id and o.act = 'cancel' and o.state in ('prepared', 'sent', 'requested', 'unknown')
), paid as (
  update payment p set canceled_at = coalesce(p.canceled_at, now()), updated_at = now()
    from session where p.payment_session_id = session.id and p.deleted_at is null
)
update payment_collection c
   set authorized_amount = greatest(coalesce(c.authorized_amount, 0) - session.amount, 0),
       raw_authorized_amount = ${raw("greatest(coalesce(c.authorized_amount, 0) - session.amount, 0)")},
       status = case when c.status in ('authorized', 'partially_authorized')
                     then case when coalesce(c.authorized_amount, 0) - session.amount > 0 then 'partially_authorized'
                               else 'awaiting' end
                     else c.status end,
       updated_at = now()
  from session where c.id = session.payment_collection_id and session.authorized`

/** The provider let the authorization go: voided, or expired. */
export async function endPayment(tx: SqlTx, sessionId: string, how: "voided" | "expired"): Promise<void> {
  await tx.query(END_PAYMENT, [sessionId, how])
}

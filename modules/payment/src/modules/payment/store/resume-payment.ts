import type { SqlTx } from "@holdfast/kernel"

const raw = (numeric: string) => `jsonb_build_object('value', trim_scale(${numeric})::text, 'precision', 20)`

// It was heard to be over before it was heard that money had been taken: then only what was left of it is over.
const RESUME_PAYMENT = `
with session as (
  update payment_session s set status = 'authorized', updated_at = now()
   where s.id = $1 and s.status = 'canceled' and s.authorized_at is not null
     and exists (select from capture c join payment p on p.id = c.payment_id
                  where p.payment_session_id = s.id and c.deleted_at is null)
  returning s.id, s.amount, s.payment_collection_id
), paid as (
  update payment p set canceled_at = null, updated_at = now() from session where p.payment_session_id = session.id
)
update payment_collection c
   set authorized_amount = coalesce(c.authorized_amount, 0) + session.amount,
       raw_authorized_amount = ${raw("coalesce(c.authorized_amount, 0) + session.amount")},
       status = case when c.status not in ('awaiting', 'partially_authorized', 'not_paid') then c.status
                     when coalesce(c.authorized_amount, 0) + session.amount >= c.amount then 'authorized'
                     else 'partially_authorized' end,
       updated_at = now()
  from session where c.id = session.payment_collection_id`

export async function resumePayment(tx: SqlTx, sessionId: string): Promise<void> {
  await tx.query(RESUME_PAYMENT, [sessionId])
}

import type { SqlTx } from "@holdfast/kernel"

const raw = (numeric: string) => `jsonb_build_object('value', trim_scale(${numeric})::text, 'precision', 20)`

// What was settled turned out otherwise: a bank sent a refund back, or money moved after all. The settled sums are taken
// back; whoever calls settles it anew in the same transaction, with the payment locked.
const REOPEN_MOVEMENT = `
with before as (
  select *, trim_scale(coalesce(
           (select (c.raw_amount->>'value')::numeric from capture c where c.id = payment_operation.capture_id),
           (select (r.raw_amount->>'value')::numeric from refund r where r.id = payment_operation.refund_id), 0)) as moved
    from payment_operation where id = $1 and state in ('confirmed', 'failed') and act in ('capture', 'refund')
), opened as (
  update payment_operation o
     set state = 'requested', settled_at = null, settled_by = null, followed_at = null, confirmed_minor = null, next_look_up_at = now() + interval '1 hour'
    from before where o.id = before.id
), captured as (
  update capture c
     set deleted_at = null, metadata = coalesce(c.metadata, '{}') || '{"confirmed": false}', updated_at = now()
    from before where c.id = before.capture_id
), refunded as (
  update refund r
     set deleted_at = null, metadata = coalesce(r.metadata, '{}') || '{"confirmed": false}', updated_at = now()
    from before where r.id = before.refund_id
), paid as (
  update payment p set captured_at = null, updated_at = now()
    from before where p.id = before.payment_id and before.act = 'capture' and before.state = 'confirmed'
)
update payment_collection c
   set captured_amount = coalesce(c.captured_amount, 0) - case when before.act = 'capture' then before.moved else 0 end,
       raw_captured_amount = ${raw("coalesce(c.captured_amount, 0) - case when before.act = 'capture' then before.moved else 0 end")},
       refunded_amount = coalesce(c.refunded_amount, 0) - case when before.act = 'refund' then before.moved else 0 end,
       raw_refunded_amount = ${raw("coalesce(c.refunded_amount, 0) - case when before.act = 'refund' then before.moved else 0 end")},
       status = case when before.act = 'capture' and c.status = 'completed' then 'authorized' else c.status end,
       completed_at = case when before.act = 'capture' then null else c.completed_at end,
       updated_at = now()
  from before, payment p where p.id = before.payment_id and c.id = p.payment_collection_id and before.state = 'confirmed'`

export async function reopenMovement(tx: SqlTx, operationId: string): Promise<void> {
  await tx.query(REOPEN_MOVEMENT, [operationId])
}

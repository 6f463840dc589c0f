import type { SqlTx } from "@holdfast/kernel"
import type { SettledBy } from "../domain/payment-operation"

const raw = (numeric: string) => `jsonb_build_object('value', trim_scale(${numeric})::text, 'precision', 20)`

// Runs while the payment is locked. What moved is what the provider says; where that is not what was asked for, the
// host's row says what moved, and the operation keeps both.
const SETTLE_MOVEMENT = `
with settled as (
  update payment_operation
     set state = 'confirmed', settled_at = now(), settled_by = $6::text, leased_until = null, next_look_up_at = null, message = null,
         provider_reference = coalesce($2::text, provider_reference), confirmed_minor = coalesce($3::numeric, amount_minor),
         code = case when coalesce($3::numeric, amount_minor) <> amount_minor then 'amount_differs' end
   where id = $1 and state in ('prepared', 'sent', 'requested', 'unknown')
  returning *, trim_scale(coalesce(
    case when confirmed_minor = amount_minor
         then coalesce((select (c.raw_amount->>'value')::numeric from capture c where c.id = payment_operation.capture_id),
                       (select (r.raw_amount->>'value')::numeric from refund r where r.id = payment_operation.refund_id)) end,
    confirmed_minor / (10::numeric ^ $5::int))) as moved
), captured as (
  update capture c
     set metadata = nullif(coalesce(c.metadata, '{}') - 'confirmed' - 'unknown', '{}'), amount = settled.moved,
         raw_amount = ${raw("settled.moved")}, updated_at = now()
    from settled where settled.act = 'capture' and c.id = settled.capture_id
), refunded as (
  update refund r
     set metadata = nullif(coalesce(r.metadata, '{}') - 'confirmed' - 'unknown', '{}'), amount = settled.moved,
         raw_amount = ${raw("settled.moved")}, updated_at = now()
    from settled where settled.act = 'refund' and r.id = settled.refund_id
), paid as (
  update payment p
     set data = coalesce($4::jsonb, p.data), updated_at = now(),
         captured_at = case when settled.act = 'capture' and round(settled.moved + coalesce((
                              select sum((c.raw_amount->>'value')::numeric) from capture c
                               where c.payment_id = p.id and c.deleted_at is null and c.id <> settled.capture_id
                                 and coalesce(c.metadata->>'confirmed', 'true') <> 'false'), 0), $5::int) >= round((p.raw_amount->>'value')::numeric, $5::int)
                            then coalesce(p.captured_at, now()) else p.captured_at end,
         canceled_at = case when settled.act = 'cancel' then coalesce(p.canceled_at, now()) else p.canceled_at end
    from settled where p.id = settled.payment_id
  returning p.payment_collection_id, settled.act, settled.moved
), collection as (
  update payment_collection c
     set captured_amount = coalesce(c.captured_amount, 0) + case when paid.act = 'capture' then paid.moved else 0 end,
         raw_captured_amount = ${raw("coalesce(c.captured_amount, 0) + case when paid.act = 'capture' then paid.moved else 0 end")},
         refunded_amount = coalesce(c.refunded_amount, 0) + case when paid.act = 'refund' then paid.moved else 0 end,
         raw_refunded_amount = ${raw("coalesce(c.refunded_amount, 0) + case when paid.act = 'refund' then paid.moved else 0 end")},
         status = case when paid.act = 'capture' and round(coalesce(c.captured_amount, 0) + paid.moved, $5::int) >= round(c.amount, $5::int)
                       then 'completed' else c.status end,
         completed_at = case when paid.act = 'capture' and round(coalesce(c.captured_amount, 0) + paid.moved, $5::int) >= round(c.amount, $5::int)
                             then coalesce(c.completed_at, now()) else c.completed_at end,
         updated_at = now()
    from paid where c.id = paid.payment_collection_id and paid.act <> 'cancel'
)
select exists (select from settled) as settled`

/** The money moved. */
export async function settleMovement(
  tx: SqlTx,
  settled: {
    readonly operationId: string
    readonly reference: string | null
    readonly confirmedMinor: string | null
    readonly data: Readonly<Record<string, unknown>> | null
    readonly exponent: number
    readonly by: SettledBy
  },
): Promise<boolean> {
  const [row] = await tx.query<{ settled: boolean }>(SETTLE_MOVEMENT, [
    settled.operationId,
    settled.reference,
    settled.confirmedMinor,
    settled.data && JSON.stringify(settled.data),
    settled.exponent,
    settled.by,
  ])
  return row?.settled ?? false
}

import type { SqlTx } from "@holdfast/kernel"
import type { SettledBy } from "../domain/payment-operation"

/** A sum as the host keeps it beside its number. */
const raw = (numeric: string) => `jsonb_build_object('value', trim_scale(${numeric})::text, 'precision', 20)`

// Whoever settles the operation writes everything that hangs on it, and nobody else does. The sums of the collection
// are added to and not counted anew, so that two sessions of one collection may be settled in the same moment.
const SETTLE_AUTHORIZATION = `
with prior as (
  select p.id from payment p join payment_operation o on o.session_id = p.payment_session_id
   where o.id = $1 and p.deleted_at is null
), locked as (
  -- A webhook of the same payment locks the session first and then its operation; so does this, or the two wait for
  -- each other.
  select s.id from payment_session s join payment_operation o on o.session_id = s.id where o.id = $1 for update of s
), settled as (
  update payment_operation
     set state = 'confirmed', settled_at = now(), settled_by = $8::text, leased_until = null, next_look_up_at = null,
         payment_id = coalesce((select id from prior), $2::text),
         provider_reference = $3::text, confirmed_minor = coalesce($4::numeric, amount_minor), code = null, message = null,
         capture_id = case when $6::boolean then $7::text end
   where id = $1 and state in ('prepared', 'sent', 'requested', 'unknown') and (select count(*) from locked) >= 0
  returning session_id
), session as (
  update payment_session s
     set status = 'authorized', authorized_at = coalesce(s.authorized_at, now()), data = coalesce($5::jsonb, s.data),
         updated_at = now()
    from settled where s.id = settled.session_id and not exists (select from prior)
  returning s.id, s.provider_id, s.amount, s.raw_amount, s.currency_code, s.data, s.payment_collection_id
), paid as (
  insert into payment (id, amount, raw_amount, currency_code, provider_id, data, payment_collection_id, payment_session_id,
                       captured_at)
  select $2::text, amount, raw_amount, currency_code, provider_id, data, payment_collection_id, id, case when $6::boolean then now() end
    from session
  returning id, amount, raw_amount
), captured as (
  insert into capture (id, amount, raw_amount, payment_id, metadata)
  select $7::text, amount, raw_amount, id, jsonb_build_object('operation_id', $1::text) from paid where $6::boolean
), collection as (
  update payment_collection c
     set authorized_amount = coalesce(c.authorized_amount, 0) + session.amount,
         raw_authorized_amount = ${raw("coalesce(c.authorized_amount, 0) + session.amount")},
         captured_amount = coalesce(c.captured_amount, 0) + case when $6::boolean then session.amount else 0 end,
         raw_captured_amount = ${raw("coalesce(c.captured_amount, 0) + case when $6::boolean then session.amount else 0 end")},
         refunded_amount = coalesce(c.refunded_amount, 0),
         raw_refunded_amount = ${raw("coalesce(c.refunded_amount, 0)")},
         status = case when $6::boolean and coalesce(c.captured_amount, 0) + session.amount >= c.amount then 'completed'
                       when coalesce(c.authorized_amount, 0) + session.amount >= c.amount then 'authorized'
                       else 'partially_authorized' end,
         completed_at = case when $6::boolean and coalesce(c.captured_amount, 0) + session.amount >= c.amount then now()
                             else c.completed_at end,
         updated_at = now()
    from session where c.id = session.payment_collection_id
)
select exists (select from settled) as settled`

/** Writes session, payment, collection and operation, and a capture when the money was taken at once. */
export async function settleAuthorization(
  tx: SqlTx,
  settled: {
    readonly operationId: string
    readonly paymentId: string
    readonly captureId: string
    readonly reference: string | null
    readonly confirmedMinor: string | null
    readonly data: Readonly<Record<string, unknown>> | null
    readonly captured: boolean
    readonly by: SettledBy
  },
): Promise<boolean> {
  const [row] = await tx.query<{ settled: boolean }>(SETTLE_AUTHORIZATION, [
    settled.operationId,
    settled.paymentId,
    settled.reference,
    settled.confirmedMinor,
    settled.data && JSON.stringify(settled.data),
    settled.captured,
    settled.captureId,
    settled.by,
  ])
  return row?.settled ?? false
}

import type { SqlTx } from "@holdfast/kernel"
import { keyOf } from "./operation-columns"

// What was done at the provider without us: by hand in its dashboard, or by its own rules.
const MAKE_MOVEMENT = `
with counted as (
  select p.raw_amount, coalesce((select sum((c.raw_amount->>'value')::numeric) from capture c
                                  where c.payment_id = p.id and c.deleted_at is null), 0) as captured,
         coalesce((select sum((r.raw_amount->>'value')::numeric) from refund r
                    where r.payment_id = p.id and r.deleted_at is null), 0) as refunded
    from payment p where p.id = $1
), left_over as (
  select case when $3::text = 'capture' then (raw_amount->>'value')::numeric - captured else captured - refunded end as exactly
    from counted
), sized as (
  -- The last of a payment is booked as exactly what the host has left of it, which may be finer than a minor unit.
  select case when round(exactly, $8::int) = $7::numeric then exactly else trim_scale($7::numeric) end as amount from left_over
), made as (
  insert into payment_operation (id, act, intent, sequence, idempotency_key, provider_id, session_id, payment_id,
                                 capture_id, refund_id, amount_minor, currency_code, state, provider_reference,
                                 next_look_up_at)
  select $2::text, $3::text, 'provider:' || p.provider_id || ':' || $4::text, 1,
         ${keyOf("('provider:' || p.provider_id || ':' || $4::text)", "1")}, p.provider_id, p.payment_session_id, p.id,
         case when $3::text = 'capture' then $5::text end, case when $3::text = 'refund' then $5::text end, $6::numeric,
         lower(p.currency_code), 'requested', $4::text, now() + interval '1 hour'
    from payment p where p.id = $1
  on conflict (intent, sequence) do nothing
  returning id
), capture_row as (
  insert into capture (id, amount, raw_amount, payment_id, created_by, metadata)
  select $5::text, sized.amount, jsonb_build_object('value', sized.amount::text, 'precision', 20), $1,
         'provider', jsonb_build_object('confirmed', false, 'operation_id', made.id)
    from made, sized where $3::text = 'capture'
), refund_row as (
  insert into refund (id, amount, raw_amount, payment_id, created_by, note, metadata)
  select $5::text, sized.amount, jsonb_build_object('value', sized.amount::text, 'precision', 20), $1,
         'provider', 'Refunded at the payment provider.', jsonb_build_object('confirmed', false, 'operation_id', made.id)
    from made, sized where $3::text = 'refund'
)
select id from made`

export async function makeMovement(
  tx: SqlTx,
  made: {
    readonly paymentId: string
    readonly operationId: string
    readonly act: "capture" | "refund"
    readonly reference: string
    readonly rowId: string
    readonly amountMinor: string
    readonly amount: string
    readonly exponent: number
  },
): Promise<boolean> {
  const rows = await tx.query(MAKE_MOVEMENT, [
    made.paymentId,
    made.operationId,
    made.act,
    made.reference,
    made.rowId,
    made.amountMinor,
    made.amount,
    made.exponent,
  ])
  return rows.length > 0
}

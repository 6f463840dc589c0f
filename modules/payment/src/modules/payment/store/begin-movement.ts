import type { SqlTx } from "@holdfast/kernel"
import type { OperationState } from "../domain/payment-operation"
import { keyOf } from "./operation-columns"

/**
 * Whether a movement may be sent.
 *
 * - `send`: it was written down, and is the caller's to send
 * - `open`: the same one is under way or unknown
 * - `blocked`: another one of this act is under way or unknown
 * - `repeat`: the caller's key stands for one that was done
 * - `exceeds`, `canceled`, `taken`: there is nothing to move
 */
export type MovementVerdict = "send" | "open" | "blocked" | "repeat" | "exceeds" | "canceled" | "taken"

export interface BegunMovement {
  readonly verdict: MovementVerdict
  readonly operation_id: string | null
  readonly idempotency_key: string | null
  readonly attempts: number | null
  /** The one that is under way, or stands for the caller's key. */
  readonly other_id: string | null
  readonly other_state: OperationState | null
  /** Whether somebody still waits for its answer. */
  readonly in_flight: boolean
  /** The host's row of what was begun or is repeated. */
  readonly row_id: string | null
  readonly left_minor: string
  readonly final: boolean
}

const minor = (raw: string) => `(round((${raw}->>'value')::numeric, $6::int) * (10::numeric ^ $6::int))::numeric(38, 0)`
const sum = (table: string, where = "") =>
  `coalesce((select sum(${minor("raw_amount")}) from ${table} where payment_id = $1 and deleted_at is null ${where}), 0)`
const rawSum = (table: string, where = "") =>
  `coalesce((select sum((raw_amount->>'value')::numeric) from ${table} where payment_id = $1 and deleted_at is null ${where}), 0)`
const SURE = `and coalesce(metadata->>'confirmed', 'true') <> 'false'`

// A key is sent again for 23 hours and not longer: Stripe remembers it for 24, and would do it again after that.
//
// One that was written down and certainly not done has no row of the host's; it is taken up again with its key.
//
// Runs while the payment is locked, so these sums are everybody's. What is only requested or unknown counts as taken
// when more is to be captured or refunded, and not as there when it is to be refunded. The provider moves whole minor
// units; the host asks for unrounded ones, so whatever is the last of a payment is booked as exactly what was left.
const BEGIN_MOVEMENT = `
with open as (
  select * from payment_operation
   where payment_id = $1 and act = $2::text and state in ('prepared', 'sent', 'unknown')
), prior as (
  select * from payment_operation where intent = $3::text order by sequence desc limit 1
), sums as (
  select ${minor("p.raw_amount")} as authorized, p.canceled_at is not null as canceled, p.provider_id, p.payment_session_id,
         lower(p.currency_code) as currency_code,
         ${sum("capture")} as captured, ${sum("capture", SURE)} as sure, ${sum("refund")} as refunded,
         case $2::text when 'refund' then ${rawSum("capture", SURE)} - ${rawSum("refund")}
                       else (p.raw_amount->>'value')::numeric - ${rawSum("capture")} end as left_exactly
    from payment p where p.id = $1
), weighed as (
  select sums.*,
         case $2::text when 'capture' then authorized - captured when 'refund' then sure - refunded else authorized - captured end as open_minor,
         case when open.intent = $3::text and open.state <> 'prepared' then 'open'
              when open.id is not null and (open.intent <> $3::text or open.created_at < now() - interval '23 hours') then 'blocked'
              when $8::boolean and prior.state in ('confirmed', 'requested') then 'repeat'
              when $2::text = 'cancel' and prior.state = 'confirmed' then 'repeat'
              when $2::text = 'capture' and canceled then 'canceled'
              when $2::text = 'cancel' and captured > 0 then 'taken'
              when $2::text = 'capture' and captured + $5::numeric > authorized then 'exceeds'
              when $2::text = 'refund' and refunded + $5::numeric > sure then 'exceeds'
              when open.id is not null then 'resend'
              else 'send' end as verdict,
         coalesce(prior.sequence, 0) + 1 as next
    from sums left join open on true left join prior on true
), sized as (
  select weighed.*, case when $5::numeric = open_minor then left_exactly else trim_scale($15::numeric) end as row_amount
    from weighed
), made as (
  insert into payment_operation (id, act, intent, sequence, idempotency_key, provider_id, session_id, payment_id,
                                 capture_id, refund_id, order_id, amount_minor, currency_code, state, attempts, sent_at,
                                 leased_until, next_look_up_at)
  select $4::text, $2::text, $3::text, next, ${keyOf("$3::text", "next")}, provider_id, payment_session_id, $1, case when $2::text = 'capture' then $9::text end,
         case when $2::text = 'refund' then $9::text end, $14::text, case when $2::text = 'cancel' then open_minor else $5::numeric end,
         currency_code, 'sent', 1, now(), now() + $7::int * interval '1 second', now() + $7::int * interval '1 second'
    from weighed where verdict = 'send'
  returning id, idempotency_key, attempts
), resent as (
  update payment_operation o
     set state = 'sent', attempts = o.attempts + 1, sent_at = now(), code = null, message = null,
         leased_until = now() + $7::int * interval '1 second', next_look_up_at = now() + $7::int * interval '1 second'
    from weighed, open where verdict = 'resend' and o.id = open.id
  returning o.id, o.idempotency_key, o.attempts, o.capture_id, o.refund_id
), capture_again as (
  update capture c set deleted_at = null, updated_at = now() from resent where c.id = resent.capture_id
), refund_again as (
  update refund r set deleted_at = null, updated_at = now() from resent where r.id = resent.refund_id
), capture_row as (
  insert into capture (id, amount, raw_amount, payment_id, created_by, metadata)
  select $9::text, row_amount, jsonb_build_object('value', row_amount::text, 'precision', 20), $1, $10::text,
         jsonb_build_object('confirmed', false, 'operation_id', made.id)
    from made, sized where $2::text = 'capture'
), refund_row as (
  insert into refund (id, amount, raw_amount, payment_id, created_by, note, refund_reason_id, metadata)
  select $9::text, row_amount, jsonb_build_object('value', row_amount::text, 'precision', 20), $1, $10::text, $11::text,
         $12::text, coalesce($13::jsonb, '{}') || jsonb_build_object('confirmed', false, 'operation_id', made.id)
    from made, sized where $2::text = 'refund'
)
select case when resent.id is not null then 'send' when verdict = 'resend' then 'open' else verdict end as verdict,
       coalesce(made.id, resent.id) as operation_id, coalesce(made.idempotency_key, resent.idempotency_key) as idempotency_key,
       coalesce(made.attempts, resent.attempts) as attempts,
       case verdict when 'repeat' then prior.id else open.id end as other_id,
       case verdict when 'repeat' then prior.state else open.state end as other_state,
       open.state = 'sent' and coalesce(open.leased_until > now(), false) as in_flight,
       case verdict when 'send' then $9::text when 'repeat' then coalesce(prior.capture_id, prior.refund_id)
                    else coalesce(open.capture_id, open.refund_id) end as row_id,
       greatest(open_minor, 0)::text as left_minor, $2::text = 'capture' and captured + $5::numeric >= authorized as final
  from weighed left join open on true left join prior on true left join made on true left join resent on true`

export async function beginMovement(
  tx: SqlTx,
  asked: {
    readonly paymentId: string
    readonly act: "capture" | "refund" | "cancel"
    readonly intent: string
    readonly operationId: string
    readonly amountMinor: string
    readonly amount: string
    readonly exponent: number
    readonly callSeconds: number
    /** Whether the intent is the caller's own, so that one that was done is not done again. */
    readonly keyed: boolean
    readonly rowId: string
    readonly by: string | null
    readonly note: string | null
    readonly reasonId: string | null
    readonly metadata: Readonly<Record<string, unknown>> | null
    readonly orderId: string | null
  },
): Promise<BegunMovement | null> {
  const [row] = await tx.query<BegunMovement>(BEGIN_MOVEMENT, [
    asked.paymentId,
    asked.act,
    asked.intent,
    asked.operationId,
    asked.amountMinor,
    asked.exponent,
    asked.callSeconds,
    asked.keyed,
    asked.rowId,
    asked.by,
    asked.note,
    asked.reasonId,
    asked.metadata && JSON.stringify(asked.metadata),
    asked.orderId,
    asked.amount,
  ])
  return row ?? null
}

import type { SqlTx } from "@holdfast/kernel"
import type { OperationState } from "../domain/payment-operation"
import { heldElsewhere } from "./held-elsewhere"
import { keyOf } from "./operation-columns"

/** A session, what was tried with it, and whether this statement is the one that may ask the provider now. */
export interface BegunAuthorization {
  readonly provider_id: string
  readonly status: string
  readonly data: Readonly<Record<string, unknown>>
  readonly context: Readonly<Record<string, unknown>> | null
  readonly amount: string
  readonly currency_code: string
  readonly session_minor: string
  readonly collection_minor: string
  readonly payment_id: string | null
  readonly payment_data: Readonly<Record<string, unknown>> | null
  readonly captured: boolean
  readonly canceled: boolean
  /** Whether other sessions of its collection hold so much that this one would make it more than was asked for. */
  readonly covered: boolean
  /** An authorization of another session of the collection that is not known to have failed. */
  readonly rival_id: string | null
  /** The operation that this statement made, or took up again. */
  readonly operation_id: string | null
  readonly idempotency_key: string | null
  readonly attempts: number | null
  /** The newest one that was there before. */
  readonly last_id: string | null
  readonly last_state: OperationState | null
}

// The intent is written down and the session is read in one statement, which commits by itself: whatever the provider
// is asked from then on can be found again. Amounts are compared in minor units, as the provider will see them. A second
// provider is asked only when of the first it is known that it has nothing: in the same statement, so that of two who ask
// at the same moment one finds the other.
const BEGIN_AUTHORIZATION = `
with session as (
  select s.id, s.provider_id, s.status, s.data, s.context, s.raw_amount->>'value' as amount, s.currency_code,
         (round((s.raw_amount->>'value')::numeric, $4::int) * (10::numeric ^ $4::int))::numeric(38, 0) as session_minor,
         (round((c.raw_amount->>'value')::numeric, $4::int) * (10::numeric ^ $4::int))::numeric(38, 0) as collection_minor,
         c.currency_code as collection_currency,
         p.id as payment_id, p.data as payment_data, p.captured_at is not null as captured,
         p.canceled_at is not null or s.status = 'canceled' as canceled,
         c.id as collection_id, (c.raw_amount->>'value')::numeric as collection_amount,
         ${heldElsewhere({ collection: "c.id", session: "s.id" })} as held
    from payment_session s
    join payment_collection c on c.id = s.payment_collection_id
    left join payment p on p.payment_session_id = s.id and p.deleted_at is null
   where s.id = $1 and s.deleted_at is null and c.deleted_at is null
), last as (
  select id, state, sequence from payment_operation
   where session_id = $1 and act = 'authorize' order by sequence desc limit 1
), rival as (
  select o.id from payment_operation o join session on o.collection_id = session.collection_id
   where o.act = 'authorize' and o.state in ('sent', 'requested', 'unknown') and o.session_id <> session.id
   order by o.created_at limit 1
), alone as (
  select session.*,
         held > 0 and round(held + amount::numeric, $4::int) > round(collection_amount, $4::int) as covered
    from session
), fits as (
  select alone.*, 'authorize:' || alone.id as intent, coalesce(last.sequence, 0) + 1 as next
    from alone left join last on true
   where payment_id is null and not canceled and not covered and not exists (select from rival)
     and ($3::text is null or (session_minor = $3::numeric and collection_minor = $3::numeric
                               and lower(currency_code) = $5::text and lower(collection_currency) = $5::text))
     and (last.id is null or last.state = 'failed')
), made as (
  insert into payment_operation (id, act, intent, sequence, idempotency_key, provider_id, session_id, collection_id,
                                 cart_id, amount_minor, currency_code, state, attempts, sent_at, leased_until, next_look_up_at)
  select $2::text, 'authorize', intent, next, ${keyOf("intent", "next")}, provider_id, id, collection_id, $6::text,
         session_minor, lower(currency_code), 'sent', 1, now(), now() + $7::int * interval '1 second',
         now() + $7::int * interval '1 second'
    from fits
  on conflict do nothing
  returning id, idempotency_key, attempts
), resent as (
  update payment_operation o
     set state = 'sent', attempts = o.attempts + 1, sent_at = now(), leased_until = now() + $7::int * interval '1 second',
         next_look_up_at = now() + $7::int * interval '1 second', code = null, message = null
    from last, alone
   where o.id = last.id and o.state = 'prepared' and not alone.covered and not exists (select from rival)
     and o.created_at > now() - interval '23 hours'
  returning o.id, o.idempotency_key, o.attempts
)
select alone.provider_id, alone.status, alone.data, alone.context, alone.amount, alone.currency_code,
       alone.session_minor::text as session_minor, alone.collection_minor::text as collection_minor,
       alone.payment_id, alone.payment_data, alone.captured, alone.canceled, alone.covered, (select id from rival) as rival_id,
       coalesce(made.id, resent.id) as operation_id, coalesce(made.idempotency_key, resent.idempotency_key) as idempotency_key,
       coalesce(made.attempts, resent.attempts) as attempts,
       last.id as last_id, last.state as last_state
  from alone left join last on true left join made on true left join resent on true`

export async function beginAuthorization(
  tx: SqlTx,
  asked: {
    readonly sessionId: string
    readonly operationId: string
    /** Without it the session's own amount is taken. */
    readonly amountMinor: string | null
    readonly exponent: number
    readonly currencyCode: string | null
    readonly cartId: string | null
    readonly callSeconds: number
  },
): Promise<BegunAuthorization | null> {
  const begin = async () => {
    const [row] = await tx.query<BegunAuthorization>(BEGIN_AUTHORIZATION, [
      asked.sessionId,
      asked.operationId,
      asked.amountMinor,
      asked.exponent,
      asked.currencyCode,
      asked.cartId,
      asked.callSeconds,
    ])
    return row ?? null
  }
  // Another session took up an earlier try at the same moment: nothing was written, and now it is seen as a rival.
  return begin().catch((error: unknown) => {
    if ((error as { constraint?: unknown }).constraint === "payment_operation_one_sent_of_collection") return begin()
    throw error
  })
}

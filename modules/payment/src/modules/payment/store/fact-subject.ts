import type { SqlTx } from "@holdfast/kernel"

/** What a fact is about. */
export interface FactSubject {
  readonly session_id: string
  readonly payment_id: string | null
  readonly payment_collection_id: string
  readonly currency_code: string
  /** The session was closed, or its payment was let go: no order will be made with it. */
  readonly given_up: boolean
}

// The surest first: the session that the provider carries, the key that the call was sent with, the payment's own name
// at the provider, the capture's, the refund's or the dispute's.
const SUBJECT = `
with named as (
  select $2::text as session_id, 1 as sure where $2::text is not null
  union all
  select o.session_id, 2 from payment_operation o where o.idempotency_key = $3 and o.provider_id = $1
  union all
  select o.session_id, 3 from payment_operation o
   where o.provider_id = $1 and o.provider_reference = $4 and o.act in ('initiate', 'authorize')
  union all
  select o.session_id, 4 from payment_operation o where o.provider_id = $1 and o.provider_reference = $5
  union all
  select p.payment_session_id, 5 from payment_dispute d join payment p on p.id = d.payment_id
   where d.provider_id = $1 and d.reference = $5
)
select s.id as session_id, p.id as payment_id, s.payment_collection_id, lower(s.currency_code) as currency_code,
       s.deleted_at is not null or s.status = 'canceled' or p.canceled_at is not null as given_up
  from named join payment_session s on s.id = named.session_id and s.provider_id = $1
  left join payment p on p.payment_session_id = s.id and p.deleted_at is null
 order by named.sure limit 1`

export async function factSubject(
  tx: SqlTx,
  providerId: string,
  of: {
    readonly sessionId: string | null
    readonly actKey: string | null
    readonly paymentReference: string | null
    readonly reference: string | null
  },
): Promise<FactSubject | null> {
  const [row] = await tx.query<FactSubject>(SUBJECT, [
    providerId,
    of.sessionId,
    of.actKey,
    of.paymentReference,
    of.reference,
  ])
  return row ?? null
}

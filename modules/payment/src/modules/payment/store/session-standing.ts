import type { SqlTx } from "@holdfast/kernel"
import type { OperationState } from "../domain/payment-operation"

/** How a session and its payment stand. Amounts are minor units. */
export interface SessionStanding {
  readonly session_id: string | null
  readonly provider_id: string
  readonly data: Readonly<Record<string, unknown>>
  readonly currency_code: string
  readonly payment_id: string | null
  readonly canceled: boolean
  readonly authorize_id: string | null
  readonly authorize_state: OperationState | null
  readonly in_flight: boolean
  readonly captured: string
  readonly refunded: string
  /** Captures and refunds of which nobody knows, or which are only ordered. */
  readonly open_ids: readonly string[]
}

const total = (table: string, more: string) => `coalesce((
         select sum((t.raw_amount->>'value')::numeric) from ${table} t
          where t.payment_id = p.id and t.deleted_at is null ${more}), 0)::text`

const STANDING = `
select s.id as session_id, coalesce(p.provider_id, s.provider_id) as provider_id, coalesce(p.data, s.data, '{}') as data,
       lower(coalesce(p.currency_code, s.currency_code)) as currency_code, p.id as payment_id,
       p.canceled_at is not null as canceled, a.id as authorize_id, a.state as authorize_state,
       coalesce(a.state = 'sent' and a.leased_until > now(), false) as in_flight,
       ${total("capture", "and coalesce(t.metadata->>'confirmed', 'true') <> 'false'")} as captured,
       ${total("refund", "")} as refunded,
       array(select o.id from payment_operation o
              where o.payment_id = p.id and o.act <> 'authorize' and o.state in ('sent', 'unknown', 'requested')
              order by o.created_at) as open_ids
  from (select $1::text as payment_id, $2::text as session_id) asked
  left join payment p on p.deleted_at is null
        and (p.id = asked.payment_id or (asked.payment_id is null and p.payment_session_id = asked.session_id))
  left join payment_session s on s.id = coalesce(p.payment_session_id, asked.session_id)
  left join lateral (select * from payment_operation o where o.session_id = s.id and o.act = 'authorize'
                      order by o.sequence desc limit 1) a on true
 where p.id is not null or (asked.payment_id is null and s.id is not null)`

export async function sessionStanding(
  tx: SqlTx,
  of: { readonly paymentId?: string | undefined; readonly sessionId?: string | undefined },
): Promise<SessionStanding | null> {
  const [row] = await tx.query<SessionStanding>(STANDING, [of.paymentId ?? null, of.sessionId ?? null])
  return row ?? null
}

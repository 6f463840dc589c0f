import type { SqlTx } from "@holdfast/kernel"
import { keyOf } from "./operation-columns"

// A payment that was authorized without our asking: the shopper confirmed at the bank, or a call that we gave up did
// arrive. It has an operation like any other, taken up or made.
const ADOPT_AUTHORIZATION = `
with last as (
  select id, state, sequence from payment_operation
   where session_id = $1 and act = 'authorize' order by sequence desc limit 1
), made as (
  insert into payment_operation (id, act, intent, sequence, idempotency_key, provider_id, session_id, collection_id,
                                 amount_minor, currency_code, state, next_look_up_at)
  select $2::text, 'authorize', 'authorize:' || s.id, coalesce(last.sequence, 0) + 1,
         ${keyOf("('authorize:' || s.id)", "coalesce(last.sequence, 0) + 1")}, s.provider_id, s.id, s.payment_collection_id,
         (round((s.raw_amount->>'value')::numeric, $3::int) * (10::numeric ^ $3::int))::numeric(38, 0),
         lower(s.currency_code), 'unknown', now()
    from payment_session s left join last on true
   where s.id = $1 and (last.id is null or last.state = 'failed')
  on conflict do nothing
  returning id
)
select coalesce(made.id, last.id) as id
  from (select 1) one left join made on true left join last on last.state <> 'failed'`

/** The operation that stands for the session's authorization. */
export async function adoptAuthorization(
  tx: SqlTx,
  asked: { readonly sessionId: string; readonly operationId: string; readonly exponent: number },
): Promise<string | null> {
  const read = () =>
    tx.query<{ id: string | null }>(ADOPT_AUTHORIZATION, [asked.sessionId, asked.operationId, asked.exponent])
  const [row] = await read()
  // Whoever was asking the provider at this moment has made it, which the next statement sees.
  return row?.id ?? (await read())[0]?.id ?? null
}

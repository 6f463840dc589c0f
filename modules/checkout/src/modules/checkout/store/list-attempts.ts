import type { SqlTx } from "@holdfast/kernel"
import type { AttemptRefusal, AttemptState, AttemptStep } from "../domain/attempt"

export interface AttemptFilter {
  readonly state?: AttemptState | undefined
  readonly cartId?: string | undefined
  readonly orderId?: string | undefined
  readonly limit: number
  readonly offset: number
}

/** An attempt as it is shown. Moments are ISO 8601 in UTC. */
export interface AttemptShown {
  readonly id: string
  readonly cart_id: string
  readonly state: AttemptState
  readonly step: string
  /** The order that it made, or would make. */
  readonly order_id: string
  readonly line_ids: readonly string[]
  readonly payment_session_id: string | null
  readonly payment_id: string | null
  readonly uses_registered: boolean
  readonly idempotency_key: string | null
  readonly actor: object | null
  readonly total_minor: string | null
  readonly currency_code: string | null
  readonly steps: readonly AttemptStep[]
  readonly tries: number
  readonly lease_owner: string
  readonly lease_until: Date
  readonly refusal: AttemptRefusal | null
  readonly started_at: Date
  readonly ended_at: Date | null
}

const COLUMNS = `id, cart_id, state, step, order_id, line_ids, payment_session_id, payment_id, uses_registered, idempotency_key,
  actor, total_minor::text as total_minor, currency_code, steps, tries, lease_owner, lease_until, refusal, started_at, ended_at`

// The page first, and the count of at most 10,000: nobody turns to page two hundred and one.
const LIST = `
with fitting as (
  select a.id, a.started_at from checkout_attempt a
   where ($1::text is null or a.state = $1) and ($2::text is null or a.cart_id = $2)
     and ($3::text is null or a.order_id = $3)
)
select ${COLUMNS}, (select count(*)::int from (select 1 from fitting limit 10000) n) as count
  from checkout_attempt where id in (select id from fitting order by started_at desc, id desc limit $4 offset $5)
 order by started_at desc, id desc`

export async function listAttempts(
  tx: SqlTx,
  filter: AttemptFilter,
): Promise<{ readonly attempts: readonly AttemptShown[]; readonly count: number }> {
  const rows = await tx.query<AttemptShown & { count: number }>(LIST, [
    filter.state ?? null,
    filter.cartId ?? null,
    filter.orderId ?? null,
    filter.limit,
    filter.offset,
  ])
  return { attempts: rows.map(({ count: _, ...row }) => row), count: rows[0]?.count ?? 0 }
}

export async function retrieveAttempt(tx: SqlTx, id: string): Promise<AttemptShown | null> {
  const [row] = await tx.query<AttemptShown>(`select ${COLUMNS} from checkout_attempt where id = $1`, [id])
  return row ?? null
}

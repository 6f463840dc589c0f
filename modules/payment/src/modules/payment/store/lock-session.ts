import type { SqlTx } from "@holdfast/kernel"
import { heldElsewhere } from "./held-elsewhere"

/** How a session stands, held until the transaction ends. */
export interface LockedSession {
  readonly status: string
  readonly provider_id: string
  readonly currency_code: string
  readonly amount: string
  readonly payment_id: string | null
  readonly canceled: boolean
  /** Whether other sessions of the collection held what it asks for before this one did. */
  readonly covered: boolean
}

const EARLIER = `and p.created_at < coalesce((select q.created_at from payment q
                                              where q.payment_session_id = s.id and q.deleted_at is null), 'infinity')`

// The collection too: of two of its sessions that are authorized at the same moment one is told of the other.
const LOCK_SESSION = `
select s.status, s.provider_id, lower(s.currency_code) as currency_code, s.raw_amount->>'value' as amount,
       (select p.id from payment p where p.payment_session_id = s.id and p.deleted_at is null) as payment_id,
       exists (select from payment p where p.payment_session_id = s.id and p.deleted_at is null and p.canceled_at is not null)
         as canceled,
       money.held > 0 and money.held + (s.raw_amount->>'value')::numeric > (c.raw_amount->>'value')::numeric as covered
  from payment_session s join payment_collection c on c.id = s.payment_collection_id
 cross join lateral (
   select ${heldElsewhere({ collection: "c.id", session: "s.id", and: EARLIER })} as held) money
 where s.id = $1 for update of s, c`

export async function lockSession(tx: SqlTx, sessionId: string): Promise<LockedSession | null> {
  const [row] = await tx.query<LockedSession>(LOCK_SESSION, [sessionId])
  return row ?? null
}

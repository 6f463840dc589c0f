import type { SqlTx } from "@holdfast/kernel"

/** How a session stands, held until the transaction ends. */
export interface LockedSession {
  readonly status: string
  readonly provider_id: string
  readonly currency_code: string
  readonly amount: string
  readonly payment_id: string | null
  readonly canceled: boolean
}

const LOCK_SESSION = `
select s.status, s.provider_id, lower(s.currency_code) as currency_code, s.raw_amount->>'value' as amount,
       (select p.id from payment p where p.payment_session_id = s.id and p.deleted_at is null) as payment_id,
       exists (select from payment p where p.payment_session_id = s.id and p.deleted_at is null and p.canceled_at is not null)
         as canceled
  from payment_session s where s.id = $1 for update of s`

export async function lockSession(tx: SqlTx, sessionId: string): Promise<LockedSession | null> {
  const [row] = await tx.query<LockedSession>(LOCK_SESSION, [sessionId])
  return row ?? null
}

import type { SqlTx } from "@holdfast/kernel"

const CLOSE_SESSION = `
with closed as (
  update payment_operation
     set state = 'failed', settled_at = now(), leased_until = null, next_look_up_at = null, code = 'payment_voided',
         message = $2
   where session_id = $1 and act = 'authorize' and state in ('prepared', 'sent', 'requested', 'unknown')
)
update payment_session set status = 'canceled', updated_at = now()
 where id = $1 and authorized_at is null and status <> 'canceled'`

/** Nothing will be authorized with this session any more. */
export async function closeSession(tx: SqlTx, sessionId: string, reason: string): Promise<void> {
  await tx.query(CLOSE_SESSION, [sessionId, reason])
}

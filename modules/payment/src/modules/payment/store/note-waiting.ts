import type { SqlTx } from "@holdfast/kernel"

// An operation that waits for the provider's word hears it here; one that is on its way hears its own answer.
const NOTE_WAITING = `
with refused as (
  update payment_operation o
     set state = 'failed', settled_at = now(), leased_until = null, next_look_up_at = null, code = 'payment_declined',
         message = coalesce($4::text, 'The provider says that it was declined.')
   where o.session_id = $1 and o.act = 'authorize' and o.state = 'requested' and $2 = 'error'
)
update payment_session s set status = $2::text, updated_at = now()
 where s.id = $1 and s.authorized_at is null and s.status = any($3::text[])`

/** The session's new status while nothing is authorized, from one of these. */
export async function noteWaiting(
  tx: SqlTx,
  sessionId: string,
  status: "error" | "pending_authorization" | "requires_more",
  from: readonly string[],
  reason: string | null,
): Promise<void> {
  await tx.query(NOTE_WAITING, [sessionId, status, from, reason])
}

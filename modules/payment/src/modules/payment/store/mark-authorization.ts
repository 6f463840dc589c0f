import type { SqlTx } from "@holdfast/kernel"
import type { OperationState } from "../domain/payment-operation"

// What was not authorized changes the operation, and the session as far as the provider said something about it.
const MARK_AUTHORIZATION = `
with marked as (
  update payment_operation
     set state = $2::text, code = $3::text, message = $4::text, provider_reference = coalesce($5::text, provider_reference), leased_until = null,
         settled_at = case when $2::text = 'failed' then now() end,
         next_look_up_at = case when $2::text <> 'failed' then now() + interval '30 seconds' end
   where id = $1 and state in ('prepared', 'sent', 'requested', 'unknown')
  returning session_id
)
update payment_session s
   set status = coalesce($6::text, s.status), data = coalesce($7::jsonb, s.data), updated_at = now()
  from marked where s.id = marked.session_id and $6::text is not null and s.authorized_at is null`

export async function markAuthorization(
  tx: SqlTx,
  marked: {
    readonly operationId: string
    readonly state: Exclude<OperationState, "confirmed">
    readonly code: string | null
    readonly message: string | null
    readonly reference?: string | null
    /** The session's new status, where the provider gave one. */
    readonly status?: string | null
    readonly data?: Readonly<Record<string, unknown>> | null
  },
): Promise<void> {
  await tx.query(MARK_AUTHORIZATION, [
    marked.operationId,
    marked.state,
    marked.code,
    marked.message,
    marked.reference ?? null,
    marked.status ?? null,
    marked.data ? JSON.stringify(marked.data) : null,
  ])
}

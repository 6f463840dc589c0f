import type { SqlTx } from "@holdfast/kernel"
import type { OperationState, SettledBy } from "../domain/payment-operation"

// The host's row says whether it is known that the money moved; one that did not move is gone, with its operation left
// to say why.
const MARK_MOVEMENT = `
with marked as (
  update payment_operation
     set state = $2::text, code = $3::text, message = $4::text, provider_reference = coalesce($5::text, provider_reference), leased_until = null,
         settled_at = case when $2::text = 'failed' then now() end,
         settled_by = case when $2::text = 'failed' then $7::text end,
         next_look_up_at = case when $2::text <> 'failed' then now() + interval '30 seconds' end
   where id = $1 and state in ('prepared', 'sent', 'requested', 'unknown')
  returning *
), captured as (
  update capture c
     set metadata = case when $2::text = 'unknown' then coalesce(c.metadata, '{}') || '{"unknown": true}' else c.metadata - 'unknown' end,
         deleted_at = case when $2::text in ('failed', 'prepared') then now() else c.deleted_at end, updated_at = now()
    from marked where c.id = marked.capture_id
), refunded as (
  update refund r
     set metadata = case when $2::text = 'unknown' then coalesce(r.metadata, '{}') || '{"unknown": true}' else r.metadata - 'unknown' end,
         deleted_at = case when $2::text in ('failed', 'prepared') then now() else r.deleted_at end, updated_at = now()
    from marked where r.id = marked.refund_id
), paid as (
  update payment p set data = $6::jsonb, updated_at = now() from marked where p.id = marked.payment_id and $6::jsonb is not null
)
select exists (select from marked) as marked`

export async function markMovement(
  tx: SqlTx,
  marked: {
    readonly operationId: string
    readonly state: Exclude<OperationState, "confirmed" | "sent">
    readonly code: string | null
    readonly message: string | null
    readonly reference?: string | null
    readonly data?: Readonly<Record<string, unknown>> | null
    readonly by: SettledBy
  },
): Promise<boolean> {
  const [row] = await tx.query<{ marked: boolean }>(MARK_MOVEMENT, [
    marked.operationId,
    marked.state,
    marked.code,
    marked.message,
    marked.reference ?? null,
    marked.data ? JSON.stringify(marked.data) : null,
    marked.by,
  ])
  return row?.marked ?? false
}

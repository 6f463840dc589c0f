import type { SqlTx } from "@holdfast/kernel"

// Also when the lease has ended meanwhile: the bus has the event, so trying once more would only repeat it.
const MARK_PUBLISHED = `
update message_log_outbox set published_at = now(), last_error = null
 where id = any($1::text[]) and published_at is null`

export async function markPublished(tx: SqlTx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.query(MARK_PUBLISHED, [ids])
}

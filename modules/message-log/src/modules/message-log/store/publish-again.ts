import type { SqlTx } from "@holdfast/kernel"

const PUBLISH_AGAIN = `
with again as (
  update message_log_outbox
     set published_at = null, attempts = 0, last_error = null, available_at = now()
   where published_at >= $1::timestamptz
  returning id
)
select count(*)::int as events from again`

/** Makes pending what was published since then, and says how many events that are. */
export async function publishAgain(tx: SqlTx, since: Date): Promise<number> {
  const [row] = await tx.query<{ events: number }>(PUBLISH_AGAIN, [since.toISOString()])
  return row?.events ?? 0
}

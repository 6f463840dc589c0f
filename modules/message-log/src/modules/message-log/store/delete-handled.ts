import type { SqlTx } from "@holdfast/kernel"

// In portions, so that no transaction grows long; the next pass goes on.
const DELETE_HANDLED = `
with old as (
  select id from message_log_inbox
   where state = 'done' and settled_at < now() - $1 * interval '1 day'
   order by settled_at
   limit 5000
   for update skip locked
), deleted as (
  delete from message_log_inbox m using old where m.id = old.id returning m.id
)
select count(*)::int as deleted from deleted`

/** Deletes up to 5,000 messages that were done more than so many days ago, and says how many. */
export async function deleteHandled(tx: SqlTx, retentionDays: number): Promise<number> {
  const [row] = await tx.query<{ deleted: number }>(DELETE_HANDLED, [retentionDays])
  return row?.deleted ?? 0
}

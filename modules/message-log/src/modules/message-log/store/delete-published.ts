import type { SqlTx } from "@holdfast/kernel"

// In portions, so that no transaction grows long; the next run of the job goes on.
const DELETE_PUBLISHED = `
with old as (
  select id from message_log_outbox
   where published_at < now() - $1 * interval '1 day'
   order by published_at
   limit 5000
   for update skip locked
), deleted as (
  delete from message_log_outbox o using old where o.id = old.id returning o.id
)
select count(*)::int as deleted from deleted`

/** Deletes up to 5,000 events that were published more than so many days ago, and says how many. */
export async function deletePublished(tx: SqlTx, retentionDays: number): Promise<number> {
  const [row] = await tx.query<{ deleted: number }>(DELETE_PUBLISHED, [retentionDays])
  return row?.deleted ?? 0
}

import type { SqlTx } from "@holdfast/kernel"
import type { InboxHealth } from "../domain/inbox-health"

// The done ones are left to their index: there may be millions.
const READ_INBOX_HEALTH = `
select (count(*) filter (where state = 'pending'))::int as pending,
       (count(*) filter (where state = 'working'))::int as working,
       (count(*) filter (where state = 'waiting'))::int as waiting,
       (count(*) filter (where state = 'failed'))::int as failed,
       (select count(*)::int from message_log_inbox where state = 'parked') as parked,
       greatest(coalesce(floor(extract(epoch from now() - min(due_at))), 0), 0)::int as "overdueSeconds"
  from message_log_inbox where state in ('pending', 'working', 'waiting', 'failed')`

export async function readInboxHealth(tx: SqlTx): Promise<InboxHealth> {
  const [row] = await tx.query<InboxHealth>(READ_INBOX_HEALTH, [])
  return row ?? { pending: 0, working: 0, waiting: 0, failed: 0, parked: 0, overdueSeconds: 0 }
}

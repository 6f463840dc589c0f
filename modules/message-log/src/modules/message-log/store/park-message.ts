import type { SqlTx } from "@holdfast/kernel"

const PARK_MESSAGE = `
update message_log_inbox
   set state = 'parked', settled_at = now(), reason = coalesce(reason, 'Parked by hand.')
 where id = $1 and (state in ('pending', 'waiting', 'failed') or (state = 'working' and due_at <= now()))
returning id`

/** Sets an open message aside; false when there is none, or when it is in work, done or parked. */
export async function parkMessage(tx: SqlTx, inboxId: string): Promise<boolean> {
  return (await tx.query(PARK_MESSAGE, [inboxId])).length > 0
}

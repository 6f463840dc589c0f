import type { SqlTx } from "@holdfast/kernel"

// As if it had just arrived, but for its place in the order and its past.
const REPLAY_MESSAGE = `
update message_log_inbox
   set state = 'pending', settled_at = null, opened_at = now(), due_at = now(), failures = 0, waits = 0, reason = null
 where id = $1 and not (state = 'working' and due_at > now())
returning id`

/** Makes a message due again; false when there is none, or when it is in work. */
export async function replayMessage(tx: SqlTx, inboxId: string): Promise<boolean> {
  return (await tx.query(REPLAY_MESSAGE, [inboxId])).length > 0
}

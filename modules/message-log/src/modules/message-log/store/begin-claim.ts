import type { SqlTx } from "@holdfast/kernel"

const BEGIN_CLAIM = "select pg_try_advisory_xact_lock(hashtext('message_log_outbox.claim')) as begun"

/**
 * Lets one publisher claim at a time, until its transaction ends, and answers false to the others at once. Two claims at
 * once could give an event to one publisher and its successor to the other.
 *
 * A statement of its own: the claim that follows must see what the previous one wrote.
 */
export async function beginClaim(tx: SqlTx): Promise<boolean> {
  const [row] = await tx.query<{ begun: boolean }>(BEGIN_CLAIM, [])
  return row?.begun ?? false
}

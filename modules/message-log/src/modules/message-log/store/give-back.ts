import type { SqlTx } from "@holdfast/kernel"

// As if it had not been claimed: what happened was not the event's fault.
const GIVE_BACK = `
update message_log_outbox o
   set attempts = o.attempts - 1, available_at = now()
  from unnest($1::text[], $2::int[]) as returned (id, attempts)
 where o.id = returned.id and o.attempts = returned.attempts and o.published_at is null`

/** Ends the lease of events that were not offered to the bus, or that it gave no answer about. */
export async function giveBack(
  tx: SqlTx,
  events: readonly { readonly id: string; readonly attempts: number }[],
): Promise<void> {
  if (events.length === 0) return
  await tx.query(GIVE_BACK, [events.map(({ id }) => id), events.map(({ attempts }) => attempts)])
}

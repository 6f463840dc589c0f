import type { SqlTx } from "@holdfast/kernel"

// The number of attempts is compared, so a publisher whose lease went to another changes nothing.
const RECORD_REFUSALS = `
update message_log_outbox o
   set last_error = refused.error, available_at = now() + refused.delay * interval '1 second'
  from unnest($1::text[], $2::int[], $3::text[], $4::int[]) as refused (id, attempts, error, delay)
 where o.id = refused.id and o.attempts = refused.attempts and o.published_at is null`

export type RefusedEvent = {
  readonly id: string
  readonly attempts: number
  readonly error: string
  readonly delaySeconds: number
}

/** Keeps why the bus refused each event, and lets each pause. */
export async function recordRefusals(tx: SqlTx, refused: readonly RefusedEvent[]): Promise<void> {
  if (refused.length === 0) return
  await tx.query(RECORD_REFUSALS, [
    refused.map(({ id }) => id),
    refused.map(({ attempts }) => attempts),
    refused.map(({ error }) => error),
    refused.map(({ delaySeconds }) => delaySeconds),
  ])
}

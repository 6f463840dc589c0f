import type { SqlTx } from "@holdfast/kernel"
import type { OutboxHealth } from "../domain/outbox-health"

const READ_HEALTH = `
select count(*)::int as pending,
       coalesce(floor(extract(epoch from now() - min(created_at))), 0)::int as "oldestAgeSeconds",
       (count(*) filter (where last_error is not null))::int as refused,
       (count(*) filter (where last_error is not null and attempts >= $1
                           and created_at < now() - $2 * interval '1 second'))::int as "setAside"
  from message_log_outbox where published_at is null`

export async function readHealth(
  tx: SqlTx,
  setAside: { readonly afterAttempts: number; readonly afterSeconds: number },
): Promise<OutboxHealth> {
  const [row] = await tx.query<OutboxHealth>(READ_HEALTH, [setAside.afterAttempts, setAside.afterSeconds])
  return row ?? { pending: 0, oldestAgeSeconds: 0, refused: 0, setAside: 0 }
}

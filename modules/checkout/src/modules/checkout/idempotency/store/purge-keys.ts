import type { SqlTx } from "@holdfast/kernel"

// Several processes purge beside each other, and none waits for another.
const PURGE_KEYS = `
with old as (
  select scope, key from checkout_idempotency_key
   where expires_at <= now() and (state <> 'running' or lease_until <= now())
   order by expires_at limit $1 for update skip locked
)
delete from checkout_idempotency_key as kept using old
 where kept.scope = old.scope and kept.key = old.key
returning true as gone`

/** How many keys of more than a day were forgotten, at most `limit`. */
export const purgeKeys = async (tx: SqlTx, limit: number): Promise<number> =>
  (await tx.query(PURGE_KEYS, [limit])).length

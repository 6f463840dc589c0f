import type { SqlTx } from "@holdfast/kernel"

export interface Holder {
  readonly key: string
  readonly owner_id: string | null
  /** ISO 8601, UTC. */
  readonly since: string
}

const FIND_HOLDERS = `
select key, owner_id, to_char(since at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since
  from locking_lease where key = any($1::text[]) and expires_at > now() order by key limit 10`

/** Who holds which of the keys since when; the first ten. */
export async function findHolders(tx: SqlTx, keys: readonly string[]): Promise<readonly Holder[]> {
  return tx.query<Holder>(FIND_HOLDERS, [keys])
}

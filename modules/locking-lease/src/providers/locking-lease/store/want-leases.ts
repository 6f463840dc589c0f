import type { SqlTx } from "@holdfast/kernel"

// A row that somebody is just writing is left out: it will be free, or be marked at the next look.
const WANT_LEASES = `
with held as materialized (
  select key from locking_lease where key = any($1::text[]) and not wanted order by key for update skip locked
)
update locking_lease l set wanted = true from held where l.key = held.key`

/** Tells the holder's process that another one waits. */
export async function wantLeases(tx: SqlTx, keys: readonly string[]): Promise<void> {
  await tx.query(WANT_LEASES, [keys])
}

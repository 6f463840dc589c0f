import type { SqlTx } from "@holdfast/kernel"

// A minute's grace: a holder that could not speak to the database for a while finds its row, unless another took the key.
const SWEEP_LEASES = `
with lapsed as (
  select key from locking_lease
   where expires_at < now() - interval '1 minute'
   limit 500
     for update skip locked
)
delete from locking_lease l using lapsed where l.key = lapsed.key`

/** Deletes up to 500 rows that ended more than a minute ago and that nobody asked for since. */
export async function sweepLeases(tx: SqlTx): Promise<void> {
  await tx.query(SWEEP_LEASES, [])
}

import type { SqlTx } from "@holdfast/kernel"

const RELEASE_ALL_LEASES = `
with asked as materialized (
  select key from locking_lease where $1::text is null or owner_id = $1 order by key for update
)
delete from locking_lease l using asked where l.key = asked.key`

/** Lets go of all that an owner holds, or of everything there is. */
export async function releaseAllLeases(tx: SqlTx, ownerId: string | null): Promise<void> {
  await tx.query(RELEASE_ALL_LEASES, [ownerId])
}

import type { SqlTx } from "@holdfast/kernel"

export interface ReleaseWish {
  readonly ownerId: string | null
  /** A number: only if the key is still held under it. Null: whatever the number. */
  readonly leases: readonly { readonly key: string; readonly fence: string | null }[]
}

/** What was let go of. */
export interface Released {
  readonly key: string
  /** Nobody could have taken it over before. */
  readonly live: boolean
  /** Somebody in another process waits for it. */
  readonly wanted: boolean
}

// Not waiting for the disk: a release that a crash of the database loses is a lease that ends by itself.
const RELEASE_LEASES = `
with mine as materialized (
  select l.key
    from locking_lease l join unnest($1::text[], $2::bigint[]) as asked (key, fence)
      on l.key = asked.key and (asked.fence is null or l.fence = asked.fence)
   where l.owner_id is not distinct from $3
   order by l.key
     for update of l
)
delete from locking_lease l using mine
 where l.key = mine.key and (select set_config('synchronous_commit', 'off', true)) = 'off'
returning l.key, l.expires_at > now() as live, l.wanted`

/** Lets go of what is the owner's, and of nothing else. */
export async function releaseLeases(tx: SqlTx, { ownerId, leases }: ReleaseWish): Promise<readonly Released[]> {
  return tx.query<Released>(RELEASE_LEASES, [leases.map(({ key }) => key), leases.map(({ fence }) => fence), ownerId])
}

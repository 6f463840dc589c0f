import type { SqlTx } from "@holdfast/kernel"
import type { Lease } from "./take-leases"

// One that has ended and that nobody took meanwhile is still the holder's: its number says so.
const RENEW_LEASES = `
with mine as materialized (
  select l.key, held.seconds
    from locking_lease l join unnest($1::text[], $2::bigint[], $3::float8[]) as held (key, fence, seconds)
      on l.key = held.key and l.fence = held.fence
   order by l.key
     for update of l
)
update locking_lease l set expires_at = now() + mine.seconds * interval '1 second'
  from mine where l.key = mine.key
returning l.key, l.fence`

/** Moves the end of leases on, and answers those that are still held. */
export async function renewLeases(
  tx: SqlTx,
  held: readonly (Lease & { readonly seconds: number })[],
): Promise<readonly Lease[]> {
  return tx.query<Lease>(RENEW_LEASES, [
    held.map(({ key }) => key),
    held.map(({ fence }) => fence),
    held.map(({ seconds }) => seconds),
  ])
}

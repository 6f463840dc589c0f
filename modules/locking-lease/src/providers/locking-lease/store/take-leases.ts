import type { SqlTx } from "@holdfast/kernel"

/** A key and the number under which it was taken. */
export interface Lease {
  readonly key: string
  readonly fence: string
}

export interface LeaseWish {
  readonly keys: readonly string[]
  /** Null: nobody in particular, so nobody may take it again. */
  readonly ownerId: string | null
  readonly seconds: number
  /** Computer and process. */
  readonly takenBy: string
}

// All keys or none, in one statement. Whoever sees a key that another holds writes nothing, so looking again and again
// costs a read. Two callers who see the same keys free meet at the rows, which are written in key order: the second waits
// for the first's commit and then takes nothing. With several keys it may have written some already; `taken = false`
// then breaks a constraint, which undoes the statement.
const TAKE_LEASES = `
with want as (
  select distinct key collate "C" as key from unnest($1::text[]) as asked (key)
), busy as (
  select from locking_lease l join want using (key)
   where l.expires_at > now() and (l.owner_id = $2) is not true
), fence as materialized (
  select nextval('locking_lease_fence') as number
)
insert into locking_lease as l (key, owner_id, fence, taken_by, expires_at)
select want.key, $2, fence.number, $4, now() + $3 * interval '1 second'
  from want cross join fence
 where not exists (select from busy)
 order by want.key
    on conflict (key) do update
   set fence = case when l.owner_id = $2 then l.fence else excluded.fence end,
       since = case when l.owner_id = $2 then l.since else excluded.since end,
       owner_id = excluded.owner_id, taken_by = excluded.taken_by, expires_at = excluded.expires_at, wanted = false,
       taken = l.expires_at <= now() or (l.owner_id = $2) is true
 where cardinality($1::text[]) > 1 or l.expires_at <= now() or l.owner_id = $2
returning key, fence`

/** Takes every key or none. A lease that has ended is taken over, and an owner's own goes on under its number. */
export async function takeLeases(tx: SqlTx, wish: LeaseWish): Promise<readonly Lease[] | undefined> {
  try {
    const leases = await tx.query<Lease>(TAKE_LEASES, [wish.keys, wish.ownerId, wish.seconds, wish.takenBy])
    return leases.length > 0 ? leases : undefined
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "locking_lease_all_or_nothing") return undefined
    throw error
  }
}

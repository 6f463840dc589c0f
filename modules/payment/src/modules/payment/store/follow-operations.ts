import type { SqlTx } from "@holdfast/kernel"

/** A settled operation that its order, its cart and the events have not followed yet. */
export interface UnfollowedOperation {
  readonly id: string
  readonly act: string
  readonly session_id: string | null
  readonly payment_id: string | null
}

const UNFOLLOWED = `
select o.id, o.act, o.session_id, o.payment_id from payment_operation o
 where o.state in ('confirmed', 'failed') and o.followed_at is null
   and (coalesce(o.settled_by, 'answer') <> 'answer' or o.settled_at < now() - interval '2 minutes')
 order by o.settled_at, o.id
 limit $1`

export const unfollowedOperations = (tx: SqlTx, limit: number): Promise<readonly UnfollowedOperation[]> =>
  tx.query<UnfollowedOperation>(UNFOLLOWED, [limit])

const FOLLOWED = `update payment_operation set followed_at = now() where id = any($1::text[]) and settled_at is not null`

export async function markFollowed(tx: SqlTx, ids: readonly string[]): Promise<void> {
  await tx.query(FOLLOWED, [ids])
}

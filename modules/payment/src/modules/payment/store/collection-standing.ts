import type { SqlTx } from "@holdfast/kernel"
import { heldElsewhere } from "./held-elsewhere"

/** What of a collection's amount is asked for, held or taken already. */
export interface CollectionStanding {
  /** Whether what is held leaves less than the amount in question. */
  readonly covered: boolean
  /** Authorizations that are not known to have failed. */
  readonly open_ids: readonly string[]
}

const COLLECTION_STANDING = `
select held > 0 and round(held + $2::numeric, $3::int) > round((c.raw_amount->>'value')::numeric, $3::int) as covered,
       array(select o.id from payment_operation o
              where o.collection_id = c.id and o.act = 'authorize' and o.state in ('sent', 'requested', 'unknown')
              order by o.created_at) as open_ids
  from payment_collection c
 cross join lateral (select ${heldElsewhere({ collection: "c.id", session: "null" })} as held) money
 where c.id = $1 and c.deleted_at is null`

/** @param asked the amount that a new session would be of, as decimal text, and how many decimals its currency has */
export async function collectionStanding(
  tx: SqlTx,
  asked: { readonly collectionId: string; readonly amount: string; readonly exponent: number },
): Promise<CollectionStanding> {
  const [row] = await tx.query<CollectionStanding>(COLLECTION_STANDING, [
    asked.collectionId,
    asked.amount,
    asked.exponent,
  ])
  return row ?? { covered: false, open_ids: [] }
}

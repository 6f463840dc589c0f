import type { SqlTx } from "@holdfast/kernel"
import type { Demand } from "../domain/limit-demand"
import type { CounterId } from "./lock-counters"

const SAVE_CLAIM = `
update stacking_claim
   set state = 'held', order_id = null, fingerprint = $2, content = $3::jsonb,
       expires_at = clock_timestamp() + $4 * interval '1 second'
 where cart_id = $1 and state <> 'spent' returning to_json(expires_at)#>>'{}' as "expiresAt"`

const SPEND_CLAIM = `update stacking_claim set state = 'spent', order_id = $2 where cart_id = $1 and state = 'held'`

const RETURN_CLAIM = `
update stacking_claim set state = 'given_back' where cart_id = $1 and state in ('held', 'spent')`

const DROP_CLAIM = `delete from stacking_claim where cart_id = $1 and state <> 'spent'`

const HAS_CLAIM = `select 1 from stacking_claim where cart_id = $1`

export interface ClaimContent {
  readonly demands: readonly (Demand & CounterId)[]
  readonly codes: readonly WantedCode[]
}

export interface WantedCode {
  readonly code: string
  readonly entryId: string
}

/** Keeps what a cart holds, and until when. Answers the deadline by the database's clock. */
export async function saveClaim(
  tx: SqlTx,
  cartId: string,
  { fingerprint, content, ttlSeconds }: { fingerprint: string; content: ClaimContent; ttlSeconds: number },
): Promise<string> {
  const [row] = await tx.query<{ expiresAt: string }>(SAVE_CLAIM, [
    cartId,
    fingerprint,
    JSON.stringify(content),
    ttlSeconds,
  ])
  if (!row) throw new Error(`The claim of ${cartId} was not locked before it was saved.`)
  return row.expiresAt
}

export const spendClaim = (tx: SqlTx, cartId: string, orderId: string) => tx.query(SPEND_CLAIM, [cartId, orderId])

export const returnClaim = (tx: SqlTx, cartId: string) => tx.query(RETURN_CLAIM, [cartId])

export const dropClaim = (tx: SqlTx, cartId: string) => tx.query(DROP_CLAIM, [cartId])

/** Whether a cart ever held anything. Locks nothing. */
export const hasClaim = async (tx: SqlTx, cartId: string): Promise<boolean> =>
  (await tx.query(HAS_CLAIM, [cartId])).length > 0

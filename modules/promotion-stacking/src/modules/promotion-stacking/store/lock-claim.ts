import type { SqlTx } from "@holdfast/kernel"
import type { ClaimContent } from "./save-claim"

// The update changes nothing: it locks the row that is there, so that the acts of one cart follow one another.
const LOCK_CLAIM = `
insert into stacking_claim (cart_id) values ($1) on conflict (cart_id) do update set cart_id = excluded.cart_id
returning cart_id as "cartId", order_id as "orderId", state, fingerprint, content, to_json(expires_at)#>>'{}' as "expiresAt"`

const LOCK_KNOWN_CLAIM = `
select cart_id as "cartId", order_id as "orderId", state, fingerprint, content, to_json(expires_at)#>>'{}' as "expiresAt"
  from stacking_claim where cart_id = $1 or order_id = $2 for no key update`

/** What a cart holds or has spent, as one row. */
export interface Claim {
  readonly cartId: string
  readonly orderId: string | null
  readonly state: "empty" | "held" | "spent" | "given_back"
  readonly fingerprint: string
  readonly content: ClaimContent
  readonly expiresAt: string
}

/** Locks a cart's claim until the transaction ends; makes an empty one when there is none. */
export async function lockClaim(tx: SqlTx, cartId: string): Promise<Claim> {
  const [claim] = await tx.query<Claim>(LOCK_CLAIM, [cartId])
  if (!claim) throw new Error("The database answered nothing to a statement that always answers a row.")
  return claim
}

/** Locks a claim by its cart or its order; null when there is none. */
export async function lockKnownClaim(tx: SqlTx, cartId: string | null, orderId: string | null): Promise<Claim | null> {
  const [claim] = await tx.query<Claim>(LOCK_KNOWN_CLAIM, [cartId, orderId])
  return claim ?? null
}

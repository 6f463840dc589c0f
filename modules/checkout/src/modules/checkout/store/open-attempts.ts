import type { SqlTx } from "@holdfast/kernel"

/** What a change is about: a cart, or what pays for it. */
export interface CartNamed {
  readonly cartId?: string | undefined
  readonly collectionId?: string | undefined
  readonly sessionIds?: readonly string[] | undefined
  readonly creditLineIds?: readonly string[] | undefined
}

// The link is looked at without its end: what was a cart's payment stays it, though the cart has another one by now.
const OPEN = `
with carts as (
  select $1::text as cart_id
  union select link.cart_id from cart_payment_collection link
         where link.payment_collection_id = $2
            or link.payment_collection_id in (select s.payment_collection_id from payment_session s where s.id = any ($3::text[]))
  union select credit.cart_id from credit_line credit where credit.id = any ($5::text[])
)
select a.id, a.cart_id as "cartId", a.state = 'ordered' as ordered from checkout_attempt a join carts using (cart_id)
 where a.state in ('open', 'stuck') or (a.state = 'ordered' and a.ended_at > clock_timestamp() - $4 * interval '1 millisecond')`

export interface AttemptInTheWay {
  readonly id: string
  readonly cartId: string
  /** The cart is an order by now. */
  readonly ordered: boolean
}

/** Attempts for what is about to be changed that have not ended, or that made an order of it within `sinceMs`. */
export const openAttemptsOf = (tx: SqlTx, named: CartNamed, sinceMs: number) =>
  tx.query<AttemptInTheWay>(OPEN, [
    named.cartId ?? null,
    named.collectionId ?? null,
    named.sessionIds ?? [],
    sinceMs,
    named.creditLineIds ?? [],
  ])

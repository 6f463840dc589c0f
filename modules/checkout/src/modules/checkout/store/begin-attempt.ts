import type { SqlTx } from "@holdfast/kernel"
import type { CartRead } from "../domain/cart-read"
import type { AttemptState, AttemptRefusal } from "../domain/attempt"
import { cartJson } from "./cart-json"

// One statement: whether the cart is an order already, whether somebody is at it, and, if neither, that we are, with the
// cart as it is now. The unique index decides among those who come at the same moment; the cart is read for the one alone.
const BEGIN = `
with placed as (
  select order_id from order_cart where cart_id = $2 and deleted_at is null limit 1
), mine as (
  insert into checkout_attempt (id, cart_id, step, order_id, idempotency_key, actor, lease_owner, lease_until)
  select $1, c.id, 'validate', $3, $4, $5::jsonb, $6, clock_timestamp() + $7 * interval '1 second'
    from cart c where c.id = $2 and c.deleted_at is null and not exists (select from placed)
  on conflict (cart_id) where state in ('open', 'stuck') do nothing
  returning id
), other as (
  select a.id, a.lease_until < clock_timestamp() as lapsed from checkout_attempt a
   where a.cart_id = $2 and a.state in ('open', 'stuck')
)
select (select order_id from placed) as order_id,
       (select id from mine) as begun,
       (select id from other) as other,
       (select lapsed from other) as other_lapsed,
       case when exists (select from mine) then ${cartJson("$2")} end as cart,
       exists (select from cart c where c.id = $2 and c.deleted_at is null) as known`

interface Row {
  readonly order_id: string | null
  readonly begun: string | null
  readonly other: string | null
  readonly other_lapsed: boolean | null
  readonly cart: CartRead | null
  readonly known: boolean
}

export interface AttemptBegun {
  readonly id: string
  readonly cartId: string
  readonly orderId: string
  readonly idempotencyKey: string | null
  readonly actor: object | null
  readonly owner: string
  readonly leaseSeconds: number
}

interface OtherAttempt {
  readonly attemptId: string
  readonly lapsed: boolean
}

/** What somebody who wants to complete a cart finds. */
export type Beginning =
  | { readonly state: "begun"; readonly cart: CartRead }
  /** The host's workflow links the order before it is paid: whoever is at it may yet take it back. */
  | { readonly state: "placed"; readonly orderId: string; readonly other: OtherAttempt | null }
  | ({ readonly state: "running" } & OtherAttempt)
  /** Somebody began or ended at this very moment: ask again. */
  | { readonly state: "moving" }
  | { readonly state: "unknown" }

export async function beginAttempt(tx: SqlTx, attempt: AttemptBegun): Promise<Beginning> {
  const [row] = await tx.query<Row>(BEGIN, [
    attempt.id,
    attempt.cartId,
    attempt.orderId,
    attempt.idempotencyKey,
    attempt.actor && JSON.stringify(attempt.actor),
    attempt.owner,
    attempt.leaseSeconds,
  ])
  const other = row?.other ? { attemptId: row.other, lapsed: row.other_lapsed ?? false } : null
  if (row?.order_id) return { state: "placed", orderId: row.order_id, other }
  if (row?.begun && row.cart) return { state: "begun", cart: row.cart }
  if (other) return { state: "running", ...other }
  return { state: row?.known ? "moving" : "unknown" }
}

const WATCH = `
select a.state, a.order_id, a.refusal, a.lease_until < clock_timestamp() as lapsed from checkout_attempt a where a.id = $1`

export interface WatchedAttempt {
  readonly state: AttemptState
  readonly order_id: string
  readonly refusal: AttemptRefusal | null
  readonly lapsed: boolean
}

/** How an attempt fares that somebody else works on. */
export async function watchAttempt(tx: SqlTx, id: string): Promise<WatchedAttempt | null> {
  const [row] = await tx.query<WatchedAttempt>(WATCH, [id])
  return row ?? null
}

import type { SqlTx } from "@holdfast/kernel"
import type { CartRead } from "../domain/cart-read"
import type { AttemptState } from "../domain/attempt"
import { cartJson } from "./cart-json"

const TAKE = `
with taken as (
  update checkout_attempt a
     set lease_owner = $2, lease_until = clock_timestamp() + $3 * interval '1 second', tries = a.tries + 1
   where a.id = $1 and a.state in ('open', 'stuck') and a.lease_until < clock_timestamp()
  returning a.*
)
select t.id, t.cart_id, t.state, t.step, t.order_id, t.line_ids, t.payment_session_id, t.payment_id, t.tries,
       t.started_at < clock_timestamp() - interval '1 hour' as old, ${cartJson("t.cart_id")} as cart,
       t.uses_registered,
       (select o.order_id from order_cart o where o.cart_id = t.cart_id and o.deleted_at is null limit 1) as placed
  from taken t`

export interface TakenAttempt {
  readonly id: string
  readonly cart_id: string
  readonly state: AttemptState
  readonly step: string
  readonly order_id: string
  readonly line_ids: readonly string[]
  readonly payment_session_id: string | null
  readonly payment_id: string | null
  readonly tries: number
  readonly old: boolean
  readonly uses_registered: boolean
  readonly cart: CartRead | null
  /** The order that the cart has, when it has one. */
  readonly placed: string | null
}

/** Takes over an attempt whose process has not been heard of since its lease ended. Null: it is alive, or has ended. */
export async function takeAttempt(
  tx: SqlTx,
  id: string,
  owner: string,
  leaseSeconds: number,
): Promise<TakenAttempt | null> {
  const [row] = await tx.query<TakenAttempt>(TAKE, [id, owner, leaseSeconds])
  return row ?? null
}

const LAPSED = `
select id from checkout_attempt where state in ('open', 'stuck') and lease_until < clock_timestamp()
 order by lease_until limit $1`
const UNFINISHED = `
select id, cart_id, order_id from checkout_attempt
 where state = 'ordered' and step = 'after' and ended_at < clock_timestamp() - interval '30 seconds'
 order by ended_at limit $1`

/** Attempts that somebody left behind, longest ago first. */
export const lapsedAttempts = (tx: SqlTx, limit: number) => tx.query<{ id: string }>(LAPSED, [limit])

/** Attempts whose order is there, and what follows it is not said to be. */
export const unfinishedAttempts = (tx: SqlTx, limit: number) =>
  tx.query<{ id: string; cart_id: string; order_id: string }>(UNFINISHED, [limit])

const POSTPONE = `
update checkout_attempt set state = $3, lease_until = clock_timestamp() + $4 * interval '1 second', steps = steps || $5::jsonb
 where id = $1 and lease_owner = $2 and state in ('open', 'stuck')`

/** Leaves an attempt to be looked at again later: nobody can say yet how it stands. */
export const postponeAttempt = (
  tx: SqlTx,
  id: string,
  owner: string,
  to: { readonly state: "open" | "stuck"; readonly seconds: number; readonly steps: readonly object[] },
) => tx.query(POSTPONE, [id, owner, to.state, to.seconds, JSON.stringify(to.steps)])

const RENEW = `
update checkout_attempt set lease_until = clock_timestamp() + $3 * interval '1 second'
 where id = $1 and lease_owner = $2 and state in ('open', 'stuck')`

export const renewAttempt = (tx: SqlTx, id: string, owner: string, seconds: number) =>
  tx.query(RENEW, [id, owner, seconds])

const STANDING = `
select a.state in ('open', 'stuck') and a.lease_owner = $2 as mine,
       (select o.order_id from order_cart o where o.cart_id = a.cart_id and o.deleted_at is null limit 1) as placed
  from checkout_attempt a where a.id = $1`

export interface Standing {
  /** It is open, and nobody took it over. */
  readonly mine: boolean
  readonly placed: string | null
}

export async function standingOf(tx: SqlTx, id: string, owner: string): Promise<Standing> {
  const [row] = await tx.query<Standing>(STANDING, [id, owner])
  return row ?? { mine: false, placed: null }
}

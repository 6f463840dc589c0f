import type { Client } from "pg"
import type { Books as ProviderBooks } from "../../sandboxes/payment-test/test-provider"
import { CODE, type Scene } from "./scenes"

interface Found {
  readonly orders: readonly { readonly id: string; readonly status: string; readonly total: string }[]
  readonly captured: string
  readonly refunded: string
  readonly reserved: string
  readonly open_attempts: number
  readonly permits: number
  readonly breaks: readonly string[]
  readonly unsettled: number
  readonly open_changes: number
  readonly effects: readonly string[]
  readonly booked: string
  readonly owed: string
}

const LOOK = `
select
  (select coalesce(json_agg(json_build_object('id', o.id, 'status', o.status,
      'total', (select round((s.totals ->> 'original_order_total')::numeric * 100)::text
                  from order_summary s where s.order_id = o.id order by s.version limit 1))), '[]')
     from order_cart c join "order" o on o.id = c.order_id where c.cart_id = $1 and c.deleted_at is null and o.deleted_at is null) as orders,
  (select coalesce(round(sum(amount) * 100), 0)::text from capture where payment_id in
     (select id from payment where payment_session_id = $2) and deleted_at is null) as captured,
  (select coalesce(round(sum(amount) * 100), 0)::text from refund where payment_id in
     (select id from payment where payment_session_id = $2) and deleted_at is null) as refunded,
  (select coalesce(sum(quantity), 0)::text from reservation_item where deleted_at is null and line_item_id in
     (select i.item_id from order_item i join order_cart c on c.order_id = i.order_id where c.cart_id = $1)) as reserved,
  (select count(*)::int from checkout_attempt where cart_id = $1 and state in ('open', 'stuck')) as open_attempts,
  (select count(*)::int from order_lifecycle_permit) as permits,
  (select coalesce(json_agg(kind || ' ' || subject_id || ' ' || facts::text), '[]') from checkout_break where resolved_at is null) as breaks,
  (select count(*)::int from payment_operation where session_id = $2 and state in ('sent', 'unknown')) as unsettled,
  (select count(*)::int from order_change h join order_cart c using (order_id)
    where c.cart_id = $1 and h.status in ('pending', 'requested') and h.deleted_at is null) as open_changes,
  (select coalesce(json_agg(e.effect || ': ' || coalesce(e.last_error, 'not tried')), '[]') from order_lifecycle_effect e
     join order_cart c using (order_id) where c.cart_id = $1 and e.done_at is null) as effects,
  (select coalesce(round(sum(t.amount) * 100), 0)::text from order_transaction t join order_cart c using (order_id)
    where c.cart_id = $1 and t.deleted_at is null) as booked,
  (select coalesce(round(sum((s.totals ->> 'pending_difference')::numeric) * 100), 0)::text
     from order_cart c join "order" o on o.id = c.order_id
     join order_summary s on s.order_id = o.id and s.version = o.version and s.deleted_at is null
    where c.cart_id = $1) as owed`

/** What is true at the end of a scene, by the shop's books and the provider's; each finding is a sentence. */
export async function findings(
  database: Client,
  scene: Scene,
  provider: ProviderBooks,
  before: { readonly uses: number; readonly orders: number },
): Promise<readonly string[]> {
  const { rows } = await database.query<Found>(LOOK, [scene.cartId, scene.sessionId])
  const found = rows[0]
  if (!found) throw new Error("The books answered nothing.")
  const theirs = provider.payments.find(({ session_id }) => session_id === scene.sessionId)
  const captured = theirs?.captured_minor ?? "0"
  const refunded = theirs?.refunded_minor ?? "0"
  const [order] = found.orders
  const kept = order && order.status !== "canceled"
  const wrong: string[] = []
  const expect = (holds: boolean, sentence: string) => {
    if (!holds) wrong.push(sentence)
  }

  expect(found.orders.length <= 1, `the cart has ${found.orders.length} orders`)
  expect(captured === found.captured, `the provider captured ${captured}, the shop says ${found.captured}`)
  expect(refunded === found.refunded, `the provider refunded ${refunded}, the shop says ${found.refunded}`)
  expect(BigInt(refunded) <= BigInt(captured), `${refunded} was refunded of ${captured}`)
  const holding = theirs?.status === "authorized" || theirs?.status === "captured"
  if (kept) expect(holding, `the order has no money behind it: its payment is ${theirs?.status ?? "not there"}`)
  else {
    expect(
      !holding || captured === refunded,
      `there is no order, and the payment is ${theirs?.status ?? ""} with ${captured} captured and ${refunded} refunded`,
    )
    const taken = theirs?.captured_minor === theirs?.authorized_minor
    expect(theirs?.status !== "authorized" || taken, "there is no order, and the money is still held")
  }
  if (order && theirs) {
    expect(
      order.total === theirs.authorized_minor,
      `the order is over ${order.total}, ${theirs.authorized_minor} was authorized`,
    )
  }
  expect(found.reserved === (kept ? "2" : "0"), `${found.reserved} units are allocated for ${kept ? 2 : 0} sold`)
  const keeps = BigInt(captured) - BigInt(refunded)
  expect(found.booked === String(keeps), `the order's account says ${found.booked}, the provider keeps ${keeps}`)
  // Money given back makes the order cheaper: nobody owes it again.
  const owed = order ? BigInt(order.total) - BigInt(captured) : 0n
  expect(found.owed === String(owed), `the order says that ${found.owed} is owed, it is ${owed}`)
  expect(found.open_changes === 0, `${found.open_changes} changes of the order are not confirmed`)
  expect(found.effects.length === 0, `what was left to do is not done: ${found.effects.join("; ")}`)
  expect(found.open_attempts === 0, `${found.open_attempts} attempts are not ended`)
  expect(found.permits === 0, `${found.permits} permits are left`)
  expect(found.unsettled === 0, `${found.unsettled} operations are not known`)
  expect(found.breaks.length === 0, `breaks are open: ${found.breaks.join("; ")}`)
  const after = await usesAndOrders(database)
  expect(
    after.uses - before.uses === after.orders - before.orders,
    `the code's uses went up by ${after.uses - before.uses} with ${after.orders - before.orders} orders`,
  )
  return wrong
}

/** Uses of the proof's code, and orders, so far. One that is canceled has used it all the same, as with the host. */
export async function usesAndOrders(database: Client): Promise<{ readonly uses: number; readonly orders: number }> {
  const { rows } = await database.query<{ uses: number; orders: number }>(
    `select (select used::int from promotion where code = $1 and deleted_at is null) as uses,
            (select count(*)::int from "order" where deleted_at is null and not is_draft_order) as orders`,
    [CODE],
  )
  return rows[0] ?? { uses: 0, orders: 0 }
}

/** Leases run out and what was settled is long ago, as after some minutes; after an hour what never arrived is not on its way. */
export async function letTimePass(database: Client, howLong: "minutes" | "an hour"): Promise<void> {
  if (howLong === "an hour")
    await database.query("update payment_operation set sent_at = sent_at - interval '61 minutes'")
  await database.query(
    "update checkout_attempt set lease_until = now() - interval '1 second' where state in ('open', 'stuck')",
  )
  await database.query(
    `update payment_operation
        set leased_until = now() - interval '1 second', next_look_up_at = now() - interval '1 second'
      where state in ('prepared', 'sent', 'unknown')`,
  )
  await database.query("update order_lifecycle_permit set lease_until = now() - interval '1 second'")
  await database.query("update payment_operation set settled_at = settled_at - interval '3 minutes'")
  await database.query("update locking_lease set expires_at = now() - interval '1 second'")
  await database.query("update order_lifecycle_effect set next_try_at = now() where done_at is null")
  await database.query(
    "update checkout_idempotency_key set lease_until = now() - interval '1 second' where state = 'running'",
  )
}

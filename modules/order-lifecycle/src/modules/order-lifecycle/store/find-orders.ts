import type { SqlTx } from "@holdfast/kernel"

/** What the ids of a workflow's input are of. */
export type OrderRefKind =
  | "order"
  | "payment"
  | "payment_collection"
  | "payment_session"
  | "fulfillment"
  | "parcel"
  | "return"
  | "claim"
  | "exchange"
  | "order_change"
  | "order_change_action"
  | "cart"

const OF: Readonly<Record<OrderRefKind, string>> = {
  order: `select id as order_id from "order" where id = any($1::text[])`,
  payment: `select link.order_id from payment join order_payment_collection link using (payment_collection_id)
             where payment.id = any($1::text[]) and link.deleted_at is null`,
  payment_collection: `select order_id from order_payment_collection
             where payment_collection_id = any($1::text[]) and deleted_at is null`,
  payment_session: `select link.order_id from payment_session join order_payment_collection link using (payment_collection_id)
             where payment_session.id = any($1::text[]) and link.deleted_at is null`,
  // Of what leaves, and of what comes back.
  fulfillment: `select order_id from order_fulfillment where fulfillment_id = any($1::text[]) and deleted_at is null
             union select "return".order_id from return_fulfillment link join "return" on "return".id = link.return_id
             where link.fulfillment_id = any($1::text[]) and link.deleted_at is null`,
  parcel: `select order_id from order_fulfillment where fulfillment_id = any($1::text[]) and deleted_at is null`,
  return: `select order_id from "return" where id = any($1::text[])`,
  claim: `select order_id from order_claim where id = any($1::text[])`,
  exchange: `select order_id from order_exchange where id = any($1::text[])`,
  order_change: `select order_id from order_change where id = any($1::text[])`,
  order_change_action: `select order_id from order_change_action where id = any($1::text[])`,
  cart: `select order_id from order_cart where cart_id = any($1::text[]) and deleted_at is null`,
}

/** The orders that ids of something belong to, sorted. Reads the host's tables; it never writes them. */
export async function findOrders(tx: SqlTx, by: OrderRefKind, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.query<{ order_id: string }>(
    `select distinct order_id from (${OF[by]}) found order by order_id`,
    [ids],
  )
  return rows.map((row) => row.order_id)
}

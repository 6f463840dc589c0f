import type { Sql } from "./lifecycle-suite"

/** An order as the host's own modules would have written it: 2 mugs of 15.00, authorized on one payment. */
export async function placeHostOrder(sql: Sql, orderId: string): Promise<void> {
  const money = (amount: number) => `${amount}, '{"value":"${amount}","precision":20}'`
  await sql(`insert into "order" (id, currency_code, status, version) values ('${orderId}', 'usd', 'pending', 1)`)
  await sql(`insert into order_summary (id, order_id, version, totals)
             values ('sum_${orderId}', '${orderId}', 1, '{"current_order_total": 30, "raw_current_order_total": {"value": "30"}}')`)
  await sql(
    `insert into order_line_item (id, title, unit_price, raw_unit_price) values ('mug_${orderId}', 'Mug', ${money(15)})`,
  )
  await sql(`insert into order_item (id, order_id, item_id, version, quantity, raw_quantity, fulfilled_quantity, raw_fulfilled_quantity,
               shipped_quantity, raw_shipped_quantity, delivered_quantity, raw_delivered_quantity, return_requested_quantity, raw_return_requested_quantity,
               return_received_quantity, raw_return_received_quantity, return_dismissed_quantity, raw_return_dismissed_quantity,
               written_off_quantity, raw_written_off_quantity)
             values ('item_${orderId}', '${orderId}', 'mug_${orderId}', 1, ${money(2)}, ${Array(7).fill(money(0)).join(", ")})`)
  await sql(`insert into payment_collection (id, currency_code, amount, raw_amount, status)
             values ('col_${orderId}', 'usd', ${money(30)}, 'authorized')`)
  await sql(`insert into payment_session (id, currency_code, amount, raw_amount, provider_id, payment_collection_id)
             values ('ses_${orderId}', 'usd', ${money(30)}, 'pp_system', 'col_${orderId}')`)
  await sql(`insert into payment (id, amount, raw_amount, currency_code, provider_id, payment_collection_id, payment_session_id)
             values ('pay_${orderId}', ${money(30)}, 'usd', 'pp_system', 'col_${orderId}', 'ses_${orderId}')`)
  await sql(
    `insert into order_payment_collection (order_id, payment_collection_id, id) values ('${orderId}', 'col_${orderId}', 'link_${orderId}')`,
  )
}

export const captureAtHost = (sql: Sql, orderId: string, amount: number) =>
  sql(`insert into capture (id, amount, raw_amount, payment_id)
       values ('cap_${orderId}_${amount}', ${amount}, '{"value":"${amount}"}', 'pay_${orderId}')`)

/** A row that a provider has only taken on, as the payment module marks it. */
export const requestAtHost = (sql: Sql, table: "capture" | "refund", orderId: string, id: string, amount: number) =>
  sql(`insert into ${table} (id, amount, raw_amount, payment_id, metadata)
       values ('${id}', ${amount}, '{"value":"${amount}"}', 'pay_${orderId}', '{"confirmed": false, "kept": 1}')`)

/** The provider has done it, or never will. */
export const settleAtHost = (sql: Sql, table: "capture" | "refund", id: string, how: "confirmed" | "gone") =>
  sql(
    how === "confirmed"
      ? `update ${table} set metadata = metadata - 'confirmed' where id = '${id}'`
      : `update ${table} set deleted_at = now() where id = '${id}'`,
  )

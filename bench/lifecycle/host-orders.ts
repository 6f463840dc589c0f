import type { Client } from "pg"

/** Ids of the host's records of one order. */
export interface HostOrder {
  readonly orderId: string
  readonly paymentId: string
}

const hostOrder = (n: number): HostOrder => {
  const id = `01K7Z8X9Z0${String(n).padStart(16, "0")}`
  return { orderId: `order_${id}`, paymentId: `pay_${id}` }
}

/** Orders as the host keeps them: two lines, and one payment of 30.00 that is authorized. */
const MAKE: readonly string[] = [
  `insert into "order" (id, currency_code, status, version) select 'order_' || id, 'usd', 'pending', 1 from ids`,
  `insert into order_line_item (id, title, unit_price, raw_unit_price)
   select 'ordli_' || id || line, 'Mug', 10, '{"value": "10", "precision": 20}' from ids, generate_series(1, 2) line`,
  `insert into order_item (id, order_id, version, item_id, quantity, raw_quantity, fulfilled_quantity, shipped_quantity,
     return_requested_quantity, return_received_quantity, return_dismissed_quantity, written_off_quantity)
   select 'orditem_' || id || line, 'order_' || id, 1, 'ordli_' || id || line, line, '{"value": "1", "precision": 20}', 0, 0, 0, 0, 0, 0
     from ids, generate_series(1, 2) line`,
  `insert into order_summary (id, order_id, version, totals)
   select 'ordsum_' || id, 'order_' || id, 1, '{"current_order_total": 30, "raw_current_order_total": {"value": "30"}}' from ids`,
  `insert into payment_collection (id, currency_code, amount, raw_amount)
   select 'pay_col_' || id, 'usd', 30, '{"value": "30", "precision": 20}' from ids`,
  `insert into payment (id, amount, raw_amount, currency_code, provider_id, payment_collection_id, payment_session_id)
   select 'pay_' || id, 30, '{"value": "30", "precision": 20}', 'usd', 'pp_system_default', 'pay_col_' || id, 'payses_' || id from ids`,
  `insert into order_payment_collection (order_id, payment_collection_id, id)
   select 'order_' || id, 'pay_col_' || id, 'ordpay_' || id from ids`,
]

/** Makes orders number `from` to `from + count - 1`. */
export async function makeHostOrders(client: Client, from: number, count: number): Promise<readonly HostOrder[]> {
  const ids = `with ids as (select '01K7Z8X9Z0' || lpad(n::text, 16, '0') as id from generate_series(${from}, ${from + count - 1}) n) `
  for (const statement of MAKE) await client.query(ids + statement)
  return Array.from({ length: count }, (_, n) => hostOrder(from + n))
}

const CAPTURE = {
  name: "bench_capture",
  text: `insert into capture (id, amount, raw_amount, payment_id) values ($1, 30, '{"value": "30", "precision": 20}', $2)`,
}

/** What the host's payment module writes at the least when money is taken. */
export const captureAtHost = (client: Client, { orderId, paymentId }: HostOrder) =>
  client.query({ ...CAPTURE, values: [`capt_${orderId}`, paymentId] })

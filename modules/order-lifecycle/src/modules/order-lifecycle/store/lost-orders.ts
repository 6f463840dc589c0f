import type { SqlTx } from "@holdfast/kernel"

// The first line of a log stands for it. Both sides are read in the order of their keys.
const LOST = `
select first.order_id, (select count(*)::int from order_lifecycle_transition t where t.order_id = first.order_id) as lines
  from order_lifecycle_transition first
 where first.sequence = 1 and ($1::text is null or first.order_id = $1)
   and not exists (select from order_lifecycle_order o where o.order_id = first.order_id)
 order by first.order_id`

/** Orders that have a log, and of which nothing else is kept. */
export const lostOrders = (tx: SqlTx, orderId: string | null) =>
  tx.query<{ order_id: string; lines: number }>(LOST, [orderId])

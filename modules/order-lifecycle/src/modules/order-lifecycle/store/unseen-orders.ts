import type { SqlTx } from "@holdfast/kernel"

const UNSEEN = `
select o.id as order_id from "order" o
 where o.deleted_at is null and o.id > $1
   and not exists (select from order_lifecycle_order seen where seen.order_id = o.id)
   -- One that is being placed gets its state from whoever places it.
   and o.created_at < now() - interval '1 minute'
 order by o.id limit $2`

/** Orders of the host that have no state: placed before the module was there, or past every workflow. */
export const unseenOrders = async (tx: SqlTx, after: string, limit: number): Promise<readonly string[]> =>
  (await tx.query<{ order_id: string }>(UNSEEN, [after, limit])).map((row) => row.order_id)

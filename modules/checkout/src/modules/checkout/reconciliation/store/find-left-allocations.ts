import type { BreakFinder } from "./break-finder"

/** Units that are still put by for an order that is canceled. */
export const leftAllocations: BreakFinder = {
  kind: "allocation_left",
  sql: `
select r.id as subject_id, o.id as order_id, null as cart_id, null as amount, null as amount_minor, null as currency_code,
       jsonb_build_object('units', r.quantity::text, 'inventory_item_id', r.inventory_item_id, 'location_id', r.location_id) as facts,
       o.canceled_at as since
  from "order" o
  join order_item i on i.order_id = o.id and i.version = o.version and i.deleted_at is null
  join reservation_item r on r.line_item_id = i.item_id and r.deleted_at is null
 where o.canceled_at is not null and o.deleted_at is null and o.canceled_at < now() - $1 * interval '1 second'
 order by o.canceled_at limit $2`,
}

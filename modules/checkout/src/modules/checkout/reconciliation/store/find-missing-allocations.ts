import type { BreakFinder } from "./break-finder"

/** Orders from carts with units that are to be shipped and are put by nowhere. */
export const missingAllocations: BreakFinder = {
  kind: "allocation_missing",
  sql: `
select l.id as subject_id, o.id as order_id, c.cart_id, null as amount, null as amount_minor, null as currency_code,
       jsonb_build_object('units', (i.quantity - i.fulfilled_quantity)::text, 'variant_id', v.id, 'title', l.title) as facts,
       o.created_at as since
  from order_cart c
  join "order" o on o.id = c.order_id and o.deleted_at is null and o.canceled_at is null and o.status = 'pending'
  join order_item i on i.order_id = o.id and i.version = o.version and i.deleted_at is null
  join order_line_item l on l.id = i.item_id
  join product_variant v on v.id = l.variant_id and v.manage_inventory and not v.allow_backorder and v.deleted_at is null
 where c.deleted_at is null and o.created_at < now() - $1 * interval '1 second'
   and i.quantity > i.fulfilled_quantity + i.written_off_quantity
   and exists (select from product_variant_inventory_item u where u.variant_id = v.id and u.deleted_at is null)
   and not exists (select from reservation_item r where r.line_item_id = l.id and r.deleted_at is null)
 order by o.created_at limit $2`,
}

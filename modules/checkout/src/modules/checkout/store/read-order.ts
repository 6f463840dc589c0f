import type { SqlTx } from "@holdfast/kernel"
import type { OrderRead } from "../domain/order-read"
import { list, listOf } from "./json-list"

const VARIANT = `
(select to_jsonb(v) || jsonb_build_object('product',
          (select to_jsonb(p) from product p where p.id = v.product_id and p.deleted_at is null))
   from product_variant v where v.id = l.variant_id and v.deleted_at is null)`

/** Adjustments are kept for each version of an order. */
const adjustments = (table: string, key: string, id: string) =>
  list(`${table} r where r.${key} = ${id} and r.version = d.version and r.deleted_at is null`)

const ITEMS = list(
  `order_item d join order_line_item l on l.id = d.item_id and l.deleted_at is null
    where d.order_id = o.id and d.version = o.version and d.deleted_at is null`,
  `jsonb_build_object('detail', to_jsonb(d), 'line', to_jsonb(l),
     'tax_lines', ${listOf("order_line_item_tax_line", "item_id", "l.id")},
     'adjustments', ${adjustments("order_line_item_adjustment", "item_id", "l.id")},
     'variant', ${VARIANT})`,
  "d.id",
)

const SHIPPING = list(
  `order_shipping d join order_shipping_method m on m.id = d.shipping_method_id and m.deleted_at is null
    where d.order_id = o.id and d.version = o.version and d.deleted_at is null`,
  `jsonb_build_object('detail', to_jsonb(d), 'method', to_jsonb(m),
     'tax_lines', ${listOf("order_shipping_method_tax_line", "shipping_method_id", "m.id")},
     'adjustments', ${adjustments("order_shipping_method_adjustment", "shipping_method_id", "m.id")})`,
  "d.id",
)

const ADDRESS = (id: string) => `(select to_jsonb(a) from order_address a where a.id = ${id} and a.deleted_at is null)`

const READ = `
select jsonb_build_object(
    'order', to_jsonb(o),
    'summary', (select s.totals from order_summary s
                 where s.order_id = o.id and s.version = o.version and s.deleted_at is null limit 1),
    'items', ${ITEMS},
    'shipping_methods', ${SHIPPING},
    'credit_lines', ${list(
      "order_credit_line r where r.order_id = o.id and r.version = o.version and r.deleted_at is null",
    )},
    'shipping_address', ${ADDRESS("o.shipping_address_id")},
    'billing_address', ${ADDRESS("o.billing_address_id")},
    'payment_collections', ${list(
      `order_payment_collection k join payment_collection r on r.id = k.payment_collection_id and r.deleted_at is null
        where k.order_id = o.id and k.deleted_at is null`,
    )}) as order
  from "order" o where o.id = $1 and o.deleted_at is null`

/** An order as it is now, by one statement; null when there is none. */
export async function readOrder(tx: SqlTx, orderId: string): Promise<OrderRead | null> {
  const [row] = await tx.query<{ order: OrderRead }>(READ, [orderId])
  return row?.order ?? null
}

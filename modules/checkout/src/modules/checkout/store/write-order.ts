import { outboxInsert, type SqlTx } from "@holdfast/kernel"
import type { AttemptStep } from "../domain/attempt"
import type { OrderRows } from "../domain/order-rows"

const insert = (
  table: string,
  part: string,
  columns: readonly string[],
  more: Readonly<Record<string, string>> = {},
) => `
  insert into ${table} (${[...columns, ...Object.keys(more)].join(", ")})
  select ${[...columns.map((column) => `r.${column}`), ...Object.values(more)].join(", ")}
    from told, jsonb_populate_recordset(null::${table}, told.doc -> '${part}') r`

const ORDER = ["id", "region_id", "customer_id", "sales_channel_id", "email", "currency_code", "locale", "metadata"]
const ADDRESS = [
  ...["id", "customer_id", "company", "first_name", "last_name", "address_1", "address_2", "city", "country_code"],
  ...["province", "postal_code", "phone", "metadata", "created_at", "updated_at"],
]
const LINE = [
  ...["id", "title", "subtitle", "thumbnail", "variant_id", "product_id", "product_title", "product_description"],
  ...["product_subtitle", "product_type", "product_type_id", "product_collection", "product_handle", "variant_sku"],
  ...["variant_barcode", "variant_title", "variant_option_values", "requires_shipping", "is_giftcard"],
  ...["is_discountable", "is_tax_inclusive", "unit_price", "raw_unit_price", "compare_at_unit_price"],
  ...["raw_compare_at_unit_price", "metadata"],
]
const ADJUSTMENT = ["id", "description", "promotion_id", "code", "amount", "raw_amount", "provider_id"]
const TAX = ["id", "description", "tax_rate_id", "code", "rate", "raw_rate", "provider_id", "metadata", "data"]
const METHOD = [
  ...[
    "id",
    "name",
    "description",
    "amount",
    "raw_amount",
    "is_tax_inclusive",
    "shipping_option_id",
    "data",
    "metadata",
  ],
]
const CREDIT = ["id", "reference", "reference_id", "amount", "raw_amount", "metadata"]
const TRANSACTION = ["id", "amount", "raw_amount", "currency_code", "reference", "reference_id"]
const NOTHING_YET = Object.fromEntries(
  ["fulfilled", "shipped", "return_requested", "return_received", "return_dismissed", "written_off"].map((name) => [
    `${name}_quantity`,
    "0",
  ]),
)
const OF_ORDER = { order_id: "told.order_id" }
const FIRST = { version: "1" }

// The order, all that belongs to it, its links, the cart's end, the event and the attempt's own line: all of it or none.
// The attempt is the key: who lost its lease writes nothing. One order of one cart is a unique index of order_cart.
const WRITE = `
with attempt as (
  update checkout_attempt
     set state = 'ordered', step = 'after', steps = steps || $4::jsonb, payment_id = $5, ended_at = clock_timestamp()
   where id = $1 and lease_owner = $2 and state in ('open', 'stuck')
  returning cart_id, order_id
), told as (
  select attempt.order_id, attempt.cart_id, $3::jsonb as doc from attempt
), addresses as (${insert("order_address", "addresses", ADDRESS)}
), placed as (
  insert into "order" (${ORDER.join(", ")}, shipping_address_id, billing_address_id, status, version, no_notification)
  select ${ORDER.map((column) => `r.${column}`).join(", ")}, r.shipping_address_id, r.billing_address_id, 'pending', 1, false
    from told, jsonb_populate_record(null::"order", told.doc -> 'order') r
  returning id, display_id
), summary as (
  insert into order_summary (id, totals, order_id, version)
  select r.id, r.totals, told.order_id, 1 from told, jsonb_populate_record(null::order_summary, told.doc -> 'summary') r
), lines as (${insert("order_line_item", "lines", LINE)}
), items as (${insert("order_item", "items", ["id", "item_id", "quantity", "raw_quantity", "metadata"], {
  ...OF_ORDER,
  ...FIRST,
  ...NOTHING_YET,
})}
), line_adjustments as (${insert("order_line_item_adjustment", "line_adjustments", [...ADJUSTMENT, "item_id", "is_tax_inclusive"])}
), line_taxes as (${insert("order_line_item_tax_line", "line_tax_lines", [...TAX, "item_id"])}
), methods as (${insert("order_shipping_method", "methods", METHOD)}
), shipping as (${insert("order_shipping", "shipping", ["id", "shipping_method_id"], { ...OF_ORDER, ...FIRST })}
), method_adjustments as (${insert("order_shipping_method_adjustment", "method_adjustments", [...ADJUSTMENT, "shipping_method_id"])}
), method_taxes as (${insert("order_shipping_method_tax_line", "method_tax_lines", [...TAX, "shipping_method_id"])}
), credits as (${insert("order_credit_line", "credit_lines", CREDIT, { ...OF_ORDER, ...FIRST })}
), transactions as (${insert("order_transaction", "transactions", TRANSACTION, { ...OF_ORDER, ...FIRST })}
), promotions as (${insert("order_promotion", "promotions", ["id", "promotion_id"], OF_ORDER)}
  on conflict do nothing
), of_cart as (
  insert into order_cart (order_id, cart_id, id) select told.order_id, told.cart_id, told.doc #>> '{links,cart}' from told
), of_payment as (
  insert into order_payment_collection (order_id, payment_collection_id, id)
  select told.order_id, told.doc #>> '{links,collection}', told.doc #>> '{links,collection_link}' from told
   where told.doc #>> '{links,collection}' is not null
), completed as (
  update cart set completed_at = now(), updated_at = now() from told where cart.id = told.cart_id
), published as (
  ${outboxInsert(`(
    select e.id, e.name, e.data, e.aggregate_id, e.place
      from told, jsonb_to_recordset(told.doc -> 'events')
             as e (id text, name text, data text, aggregate_id text, place int))`)}
)
select placed.id as order_id, placed.display_id from placed`

export interface OrderToWrite {
  readonly attemptId: string
  readonly owner: string
  readonly rows: OrderRows
  readonly links: { readonly cart: string; readonly collection: string | null; readonly collection_link: string }
  readonly events: readonly { readonly id: string; readonly name: string; readonly data: object }[]
  readonly steps: readonly AttemptStep[]
  readonly paymentId: string | null
}

/** Writes an order in one statement. Null: the attempt is somebody else's by now. */
export async function writeOrder(tx: SqlTx, order: OrderToWrite): Promise<{ readonly orderId: string } | null> {
  const { id } = order.rows.order as { id: string }
  const events = order.events.map((event, place) => ({
    ...event,
    data: JSON.stringify(event.data),
    aggregate_id: id,
    place,
  }))
  const [row] = await tx.query<{ order_id: string }>(WRITE, [
    order.attemptId,
    order.owner,
    JSON.stringify({ ...order.rows, links: order.links, events }),
    JSON.stringify(order.steps),
    order.paymentId,
  ])
  return row ? { orderId: row.order_id } : null
}

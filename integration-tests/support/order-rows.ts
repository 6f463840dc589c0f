import type { Client } from "pg"

type Row = Record<string, unknown>

const byOrder = (table: string, order = "id") => `select * from ${table} where order_id = $1 order by ${order}`
const byItem = (table: string) =>
  `select t.* from ${table} t join order_item i on i.item_id = t.item_id where i.order_id = $1 order by t.item_id, t.id`
const byMethod = (table: string) =>
  `select t.* from ${table} t join order_shipping s on s.shipping_method_id = t.shipping_method_id where s.order_id = $1 order by t.shipping_method_id, t.id`

/** Every row that a completion leaves, by table, for an order's id. */
const TABLES: Readonly<Record<string, string>> = {
  order: `select * from "order" where id = $1`,
  addresses: `select a.*, a.id = o.shipping_address_id as ships from order_address a join "order" o on a.id in (o.shipping_address_id, o.billing_address_id) where o.id = $1 order by ships`,
  summary: byOrder("order_summary"),
  items: byOrder("order_item", "item_id"),
  lines: `select t.* from order_line_item t join order_item i on i.item_id = t.id where i.order_id = $1 order by t.id`,
  line_adjustments: byItem("order_line_item_adjustment"),
  line_tax_lines: byItem("order_line_item_tax_line"),
  shipping: byOrder("order_shipping", "shipping_method_id"),
  methods: `select t.* from order_shipping_method t join order_shipping s on s.shipping_method_id = t.id where s.order_id = $1 order by t.id`,
  method_adjustments: byMethod("order_shipping_method_adjustment"),
  method_tax_lines: byMethod("order_shipping_method_tax_line"),
  credit_lines: byOrder("order_credit_line"),
  transactions: byOrder("order_transaction"),
  changes: byOrder("order_change"),
  carts: byOrder("order_cart"),
  collections: byOrder("order_payment_collection"),
  promotions: byOrder("order_promotion", "promotion_id"),
  reservations: `select r.* from reservation_item r join order_item i on i.item_id = r.line_item_id where i.order_id = $1 order by r.line_item_id, r.inventory_item_id`,
  allocations: `select a.* from atp_allocation a join order_item i on i.item_id = a.line_item_id where i.order_id = $1 order by a.line_item_id, a.item_id, a.location_id`,
  collection: `select c.* from payment_collection c join order_payment_collection l on l.payment_collection_id = c.id where l.order_id = $1`,
  sessions: `select s.* from payment_session s join order_payment_collection l using (payment_collection_id) where l.order_id = $1`,
  payments: `select p.* from payment p join order_payment_collection l using (payment_collection_id) where l.order_id = $1`,
  cart: `select c.id, c.completed_at from cart c join order_cart l on l.cart_id = c.id where l.order_id = $1`,
  holds: `select h.state, h.item_id, h.location_id, h.quantity from atp_hold h join order_cart l on l.cart_id = h.hold_id where l.order_id = $1 order by h.item_id, h.location_id`,
  lifecycle: byOrder("order_lifecycle_transition", "sequence"),
}

/** Columns that differ however alike two orders are: they count, or say where the order came from. */
const COUNTED = new Set(["display_id", "hash", "event_id", "links", "actor"])
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)$/

/** Rows that stand under another: table, the column that names the other, and the other's table. */
const UNDER: readonly (readonly [table: string, column: string, parent: string])[] = [
  ["line_adjustments", "item_id", "lines"],
  ["line_tax_lines", "item_id", "lines"],
  ["items", "item_id", "lines"],
  ["reservations", "line_item_id", "lines"],
  ["allocations", "line_item_id", "lines"],
  ["method_adjustments", "shipping_method_id", "methods"],
  ["method_tax_lines", "shipping_method_id", "methods"],
  ["shipping", "shipping_method_id", "methods"],
]

/**
 * All rows of an order, each under the row it belongs to, with every id of its own replaced by its table's name and every
 * moment by the word for it: two orders of carts with the same content are equal. The host reads lines in no stated order,
 * so rows of one table are in the order of their content.
 */
export async function orderRows(db: Client, orderId: string): Promise<unknown> {
  const tables: Record<string, Row[]> = {}
  for (const [name, sql] of Object.entries(TABLES)) tables[name] = (await db.query<Row>(sql, [orderId])).rows
  const own = new Map(
    Object.entries(tables).flatMap(([table, rows]) =>
      rows.flatMap(({ id }) => (typeof id === "string" ? [[id, table] as const] : [])),
    ),
  )
  const plain = (value: unknown): unknown => {
    if (value instanceof Date) return "moment"
    if (typeof value === "string") return MOMENT.test(value) ? "moment" : (own.get(value) ?? value)
    if (Array.isArray(value)) return value.map(plain)
    if (value === null || typeof value !== "object") return value
    const entries = Object.entries(value).filter(([key]) => !COUNTED.has(key))
    // Keyed by ids of its own: what there is for each, whichever comes first.
    if (entries.some(([key]) => own.has(key))) return entries.map(([, one]) => JSON.stringify(plain(one))).sort()
    return Object.fromEntries(
      entries.map(([key, one]) => [key, plain(one)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  }
  const sorted = (rows: readonly unknown[]) =>
    rows
      .map((row) => [JSON.stringify(row), row] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => row)
  const below = new Set(UNDER.map(([table]) => table))
  const withBelow = (table: string, row: Row): unknown => {
    const children = UNDER.filter(([, , parent]) => parent === table).map(([child, column]) => [
      child,
      sorted((tables[child] ?? []).filter((one) => one[column] === row["id"]).map(plain)),
    ])
    return { ...(plain(row) as Row), ...Object.fromEntries(children) }
  }
  return Object.fromEntries(
    Object.entries(tables)
      .filter(([table]) => !below.has(table))
      .map(([table, rows]) => [table, sorted(rows.map((row) => withBelow(table, row)))]),
  )
}

import type { SqlTx } from "@holdfast/kernel"

/** Rows of one thing as a JSON list, oldest first: the host's ids sort by when they were made. */
const list = (from: string, row = "to_jsonb(r)", order = "r.id") =>
  `coalesce((select jsonb_agg(${row} order by ${order}) from ${from}), '[]'::jsonb)`

const alive = (table: string, where: string) => `${table} r where ${where} and r.deleted_at is null`

const one = (table: string, id: string, row = "to_jsonb(r)") =>
  `(select ${row} from ${table} r where r.id = ${id} and r.deleted_at is null)`

const ID = "jsonb_build_object('id', r.id)"

/** A product of a line and what rules group products by. */
const PRODUCT = `
(select jsonb_build_object(
    'id', p.id, 'collection_id', p.collection_id, 'type_id', p.type_id,
    'categories', ${list(
      "product_category_product l join product_category r on r.id = l.product_category_id and r.deleted_at is null where l.product_id = p.id",
      ID,
    )},
    'tags', ${list(
      "product_tags l join product_tag r on r.id = l.product_tag_id and r.deleted_at is null where l.product_id = p.id",
      ID,
    )})
   from product p where p.id = i.product_id and p.deleted_at is null)`

const ITEMS = list(
  "cart_line_item i where i.cart_id = c.id and i.deleted_at is null",
  `to_jsonb(i) || jsonb_build_object(
     'tax_lines', ${list(alive("cart_line_item_tax_line", "r.item_id = i.id"))},
     'adjustments', ${list(alive("cart_line_item_adjustment", "r.item_id = i.id"))},
     'product', ${PRODUCT},
     'variant', ${one("product_variant", "i.variant_id", ID)})`,
  "i.id",
)

const SHIPPING = list(
  "cart_shipping_method m where m.cart_id = c.id and m.deleted_at is null",
  `to_jsonb(m) || jsonb_build_object(
     'tax_lines', ${list(alive("cart_shipping_method_tax_line", "r.shipping_method_id = m.id"))},
     'adjustments', ${list(alive("cart_shipping_method_adjustment", "r.shipping_method_id = m.id"))},
     'shipping_option', ${one("shipping_option", "m.shipping_option_id", "jsonb_build_object('id', r.id, 'shipping_option_type_id', r.shipping_option_type_id)")})`,
  "m.id",
)

const REGION = one(
  "region",
  "c.region_id",
  `to_jsonb(r) || jsonb_build_object('countries', ${list(
    "region_country k where k.region_id = r.id and k.deleted_at is null",
    "to_jsonb(k)",
    "k.iso_2",
  )})`,
)

// The host counts a customer in a group whose link it softly deleted, so a cart was shown its price with it.
const CUSTOMER = one(
  "customer",
  "c.customer_id",
  `to_jsonb(r) || jsonb_build_object('groups', ${list(
    `customer_group_customer l join customer_group g on g.id = l.customer_group_id and g.deleted_at is null
      where l.customer_id = r.id`,
    "to_jsonb(g)",
    "g.id",
  )})`,
)

const PROMOTIONS = list(
  `cart_promotion l join promotion r on r.id = l.promotion_id and r.deleted_at is null
    where l.cart_id = c.id and l.deleted_at is null`,
  "jsonb_build_object('id', r.id, 'code', r.code)",
  "l.id",
)

const READ = `
select jsonb_build_object(
         'id', c.id, 'email', c.email, 'currency_code', c.currency_code, 'region_id', c.region_id,
         'sales_channel_id', c.sales_channel_id, 'customer_id', c.customer_id, 'completed_at', c.completed_at,
         'region', ${REGION},
         'customer', ${CUSTOMER},
         'shipping_address', ${one("cart_address", "c.shipping_address_id")},
         'items', ${ITEMS},
         'shipping_methods', ${SHIPPING},
         'credit_lines', ${list(alive("credit_line", "r.cart_id = c.id"))},
         'promotions', ${PROMOTIONS}) as cart
  from cart c where c.id = $1 and c.deleted_at is null`

/** A row of the host's as JSON carries it. */
export type Row = Readonly<Record<string, unknown>>

/** A cart's rows under the host's names. What it does not have, or what was deleted, is null. */
export interface CartRows extends Row {
  readonly region: Row | null
  readonly customer: Row | null
}

/** Everything of a cart that promotions look at, read at one moment; null when there is none. */
export async function readPricedCart(tx: SqlTx, id: string): Promise<CartRows | null> {
  const [row] = await tx.query<{ cart: CartRows }>(READ, [id])
  return row?.cart ?? null
}

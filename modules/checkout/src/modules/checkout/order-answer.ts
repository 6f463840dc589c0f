import { createRawPropertiesFromBigNumber, decorateCartTotals } from "@medusajs/framework/utils"
import type { OrderRead, Row } from "./domain/order-read"

/**
 * An order as the host's query answers it for the fields that a storefront gets when it asks for none: the same names,
 * the same totals by the host's own arithmetic.
 *
 * @param fields what of the order itself is answered, such as `id` and `total`
 */
export function orderAnswer(read: OrderRead, fields: readonly string[]): Record<string, unknown> {
  const order: Record<string, unknown> = {
    ...dated(read.order),
    summary: read.summary,
    items: read.items.map(lineOf),
    shipping_methods: read.shipping_methods.map(methodOf),
    credit_lines: read.credit_lines.map(dated),
    ...addressOf("shipping_address", read.shipping_address),
    ...addressOf("billing_address", read.billing_address),
  }
  decorateCartTotals(order)
  createRawPropertiesFromBigNumber(order)
  const items = order["items"] as object[]
  const relations = ["credit_lines", "shipping_address", "billing_address", "shipping_methods"]
  return {
    ...Object.fromEntries([...fields, ...relations].flatMap((name) => (name in order ? [[name, order[name]]] : []))),
    items: items.map((item, place) => ({ ...item, ...variantOf(read.items[place]?.variant ?? null) })),
    payment_collections: read.payment_collections.map(dated),
  }
}

/** What is not there has no name in the host's answers. */
const addressOf = (name: string, address: Row | null) => (address ? { [name]: dated(address) } : {})

/** What holds for this version of the order comes before what the line was made with. */
function lineOf({ detail, line: { totals_id: _, ...line }, tax_lines, adjustments }: OrderRead["items"][number]) {
  const prices = ["unit_price", "raw_unit_price", "compare_at_unit_price", "raw_compare_at_unit_price", "metadata"]
  return {
    ...dated(line),
    tax_lines: tax_lines.map(dated),
    adjustments: adjustments.map(dated),
    ...Object.fromEntries(prices.map((name) => [name, detail[name] ?? line[name]])),
    quantity: detail["quantity"],
    raw_quantity: detail["raw_quantity"],
    line_item_metadata: line["metadata"],
    detail: dated(detail),
  }
}

const methodOf = ({ detail, method, tax_lines, adjustments }: OrderRead["shipping_methods"][number]) => ({
  ...dated(method),
  tax_lines: tax_lines.map(dated),
  adjustments: adjustments.map(dated),
  order_id: detail["order_id"],
  detail: dated(detail),
})

function variantOf(variant: OrderRead["items"][number]["variant"]): object {
  if (!variant) return {}
  const { product } = variant
  const relations = product && { type: named(product["type_id"]), collection: named(product["collection_id"]) }
  return { variant: { ...dated(variant), product: product && { ...dated(product), ...relations } } }
}

/** How the host answers a relation that it was not asked to load. */
const named = (id: unknown) => (id === null ? null : { id })

/** Moments as the host writes them: in UTC, to the millisecond. */
function dated(row: Row): Row {
  const moments = Object.entries(row).filter(([name, value]) => name.endsWith("_at") && typeof value === "string")
  return {
    ...row,
    ...Object.fromEntries(moments.map(([name, value]) => [name, new Date(value as string).toISOString()])),
  }
}

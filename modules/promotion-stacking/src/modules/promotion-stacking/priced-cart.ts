import { createRawPropertiesFromBigNumber, decorateCartTotals } from "@medusajs/framework/utils"
import type { CartRows, Row } from "./store/read-priced-cart"

/** A cart as the host hands it to its promotion module when it refreshes one. */
export interface PricedCart {
  readonly id: string
  readonly email: string | null
  readonly customer_id: string | null
  readonly completed_at: Date | null
  readonly customer?: {
    readonly id: string
    readonly email: string | null
    readonly groups: readonly { readonly id: string; readonly name: string }[]
  }
  readonly promotions: readonly { readonly id: string; readonly code: string }[]
  readonly [name: string]: unknown
}

/** The totals that the host's refresh hands over; rules may ask for them. */
const TOTALS = ["item_total", "item_subtotal", "original_item_total", "shipping_subtotal", "subtotal", "total"]

/** The host's cart of its rows: moments as dates, amounts by their exact digits, totals by the host's own arithmetic. */
export function pricedCart({ region, customer, credit_lines, ...rows }: CartRows): PricedCart {
  const cart = asHost(rows)
  // The host counts before it knows the region, whose automatic taxes would have a say. The arithmetic writes its
  // answers into what it is given.
  const counted: Row = { ...cart, credit_lines }
  createRawPropertiesFromBigNumber(decorateCartTotals(counted))
  const totals = Object.fromEntries(TOTALS.map((name) => [name, counted[name]]))
  return { ...cart, ...totals, ...asHost({ region, customer }) } as unknown as PricedCart
}

const MOMENTS = ["created_at", "updated_at", "deleted_at", "completed_at"]
const LISTS = ["items", "shipping_methods", "tax_lines", "adjustments", "groups", "countries"]
const ROWS = ["region", "customer", "shipping_address", "product", "variant", "shipping_option"]

/** A row as the host reads it, with what hangs on it. Any other object in it is the merchant's. */
const asHost = (row: object): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]: [string, unknown]) => [name, valueOf(name, value)]))

function valueOf(name: string, value: unknown): unknown {
  if (MOMENTS.includes(name)) return typeof value === "string" ? new Date(value) : value
  if (LISTS.includes(name)) return (value as object[]).map(asHost)
  // The host leaves out what is not there.
  if (ROWS.includes(name)) return value === null ? undefined : asHost(value as object)
  return value
}

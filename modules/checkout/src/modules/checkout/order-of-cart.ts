import { decorateCartTotals, MathBN } from "@medusajs/framework/utils"
import { amountColumns } from "./amount-columns"
import type { AdjustmentRow, CartItemRow, CartRead, TaxLineRow } from "./domain/cart-read"
import type { CaptureRead, OrderRows } from "./domain/order-rows"

/** Ids that are named before anything is written, so that a second try writes the same. */
export interface OrderIds {
  readonly orderId: string
  /** One for each of the cart's lines, in their order. */
  readonly lineIds: readonly string[]
  /** Of everything that nobody asks for by its id. */
  readonly newId: (prefix: string) => string
}

/** Columns that a cart's line and an order's line share, and that the host copies from one to the other. */
const COPIED = [
  "title",
  "subtitle",
  "thumbnail",
  "product_title",
  "product_description",
  "product_subtitle",
  "product_type",
  "product_type_id",
  "product_collection",
  "product_handle",
  "variant_sku",
  "variant_barcode",
  "variant_title",
  "variant_option_values",
  "is_discountable",
  "requires_shipping",
] as const

/** The rows that the host would write for the order of a cart. */
export function orderOfCart(cart: CartRead, ids: OrderIds, captures: readonly CaptureRead[]): OrderRows {
  const { orderId, newId } = ids
  // The host writes the billing address first.
  const billing = cart.billing_address && { ...cart.billing_address, id: newId("ordaddr") }
  const shipping = cart.shipping_address && { ...cart.shipping_address, id: newId("ordaddr") }
  const methods = cart.shipping_methods.map((method) => ({ method, id: newId("ordsm") }))
  const lines = cart.items.map((item, place) => ({ item, id: ids.lineIds[place] ?? newId("ordli") }))
  return {
    order: {
      id: orderId,
      region_id: cart.region_known ? cart.region_id : null,
      customer_id: cart.customer_known ? cart.customer_id : null,
      sales_channel_id: cart.sales_channel_id,
      email: cart.email,
      currency_code: cart.currency_code.toLowerCase(),
      locale: cart.locale,
      metadata: cart.metadata,
      shipping_address_id: shipping?.id ?? null,
      billing_address_id: billing?.id ?? null,
    },
    addresses: [billing, shipping].filter((address) => address !== null),
    summary: { id: newId("ordsum"), totals: summaryOf(cart, captures) },
    lines: lines.map(({ item, id }) => lineRow(item, id)),
    items: lines.map(({ item, id }) => ({
      id: newId("orditem"),
      item_id: id,
      quantity: item.quantity,
      raw_quantity: amountColumns(item.quantity).raw,
      metadata: item.metadata ?? {},
    })),
    line_adjustments: lines.flatMap(({ item, id }) =>
      item.adjustments.map((row) => ({
        ...adjustmentRow(row),
        id: newId("ordliadj"),
        item_id: id,
        is_tax_inclusive: row.is_tax_inclusive ?? false,
      })),
    ),
    line_tax_lines: lines.flatMap(({ item, id }) =>
      item.tax_lines.map((row) => ({ ...taxLineRow(row), id: newId("ordlitxl"), item_id: id })),
    ),
    shipping: methods.map(({ id }) => ({ id: newId("ordspmv"), shipping_method_id: id })),
    methods: methods.map(({ method, id }) => ({
      id,
      name: method.name,
      description: method.description,
      ...named(amountColumns(method.raw_amount)),
      is_tax_inclusive: method.is_tax_inclusive,
      shipping_option_id: method.shipping_option_id,
      data: method.data,
      metadata: method.metadata,
    })),
    method_adjustments: methods.flatMap(({ method, id }) =>
      method.adjustments.map((row) => ({ ...adjustmentRow(row), id: newId("ordsmadj"), shipping_method_id: id })),
    ),
    method_tax_lines: methods.flatMap(({ method, id }) =>
      method.tax_lines.map((row) => ({ ...taxLineRow(row), id: newId("ordsmtxl"), shipping_method_id: id })),
    ),
    credit_lines: cart.credit_lines.map((row) => ({
      id: newId("ordcl"),
      reference: row.reference,
      reference_id: row.reference_id,
      ...named(amountColumns(row.amount)),
      metadata: row.metadata,
    })),
    transactions: captures.map(({ id, amount }) => ({
      id: newId("ordtrx"),
      ...named(amountColumns(amount)),
      currency_code: cart.currency_code.toLowerCase(),
      reference: "capture",
      reference_id: id,
    })),
    promotions: cart.promotion_ids.map((id) => ({ id: newId("orderpromo"), promotion_id: id })),
  }
}

function lineRow(item: CartItemRow, id: string): object {
  const price = amountColumns(item.unit_price)
  const before = item.compare_at_unit_price === null ? null : amountColumns(item.compare_at_unit_price)
  return {
    id,
    ...Object.fromEntries(COPIED.map((column) => [column, item[column] ?? null])),
    product_id: item.variant?.product_id ?? item.product_id,
    // A variant that is gone is not named: the host finds none, and names none.
    variant_id: item.variant?.id ?? null,
    is_giftcard: item.variant?.is_giftcard ?? false,
    is_tax_inclusive: item.is_tax_inclusive,
    unit_price: price.amount,
    raw_unit_price: price.raw,
    compare_at_unit_price: before?.amount ?? null,
    raw_compare_at_unit_price: before?.raw ?? null,
    metadata: item.metadata ?? {},
  }
}

const named = ({ amount, raw }: ReturnType<typeof amountColumns>) => ({ amount, raw_amount: raw })

const adjustmentRow = (row: AdjustmentRow) => ({
  description: row.description,
  promotion_id: row.promotion_id,
  code: row.code,
  // The host hands adjustments on as numbers, and keeps what digits a number has.
  ...named(amountColumns(row.amount)),
  provider_id: row.provider_id,
})

function taxLineRow(row: TaxLineRow) {
  const { amount, raw } = amountColumns(row.rate)
  const { description, tax_rate_id, code, provider_id, metadata, data } = row
  return { description, tax_rate_id, code, rate: amount, raw_rate: raw, provider_id, metadata, data }
}

/** The host's own arithmetic over what it would have been handed. */
function summaryOf(cart: CartRead, captures: readonly CaptureRead[]): Readonly<Record<string, unknown>> {
  const { total } = decorateCartTotals({
    currency_code: cart.currency_code,
    items: cart.items.map(({ quantity, unit_price, is_tax_inclusive, tax_lines, adjustments }) => ({
      quantity,
      unit_price,
      is_tax_inclusive,
      tax_lines: tax_lines.map(({ rate }) => ({ rate })),
      adjustments: adjustments.map(({ amount, is_tax_inclusive: inclusive }) => ({
        amount,
        is_tax_inclusive: inclusive,
      })),
    })),
    shipping_methods: cart.shipping_methods.map(({ raw_amount, is_tax_inclusive, tax_lines, adjustments }) => ({
      amount: raw_amount,
      is_tax_inclusive,
      tax_lines: tax_lines.map(({ rate }) => ({ rate })),
      adjustments: adjustments.map(({ amount }) => ({ amount })),
    })),
    credit_lines: cart.credit_lines.map(({ amount, raw_amount }) => ({ amount, raw_amount })),
  } as never) as unknown as { total: { toJSON(): number } }
  const all = total.toJSON()
  const paid = captures.reduce((sum, { amount }) => MathBN.add(sum, amount), MathBN.convert(0))
  const credit = cart.credit_lines.reduce((sum, { amount }) => MathBN.add(sum, amount), MathBN.convert(0))
  const totals = {
    paid_total: paid.toString(),
    refunded_total: 0,
    transaction_total: paid.toString(),
    credit_line_total: credit.toString(),
    current_order_total: all,
    original_order_total: all,
    accounting_total: all,
    pending_difference: MathBN.sub(all, paid).toString(),
  }
  const columns = Object.entries(totals).map(([name, value]) => [name, amountColumns(value)] as const)
  return Object.fromEntries(
    columns.flatMap(([name, { amount, raw }]): [string, unknown][] => [
      [name, amount],
      [`raw_${name}`, raw],
    ]),
  )
}

/** One behaviour of the host's: promotions as its admin API takes them, and a cart as its workflows hand it over. */
export interface ParityCase {
  readonly name: string
  readonly promotions: readonly object[]
  /** Entered by the shopper. */
  readonly codes?: readonly string[]
  readonly cart: object
  readonly options?: object
  /** Uses that were registered before. */
  readonly used?: readonly { readonly code: string; readonly amount?: number; readonly customer?: string }[]
}

/** @param price of a unit as shoppers see it; `tax` in per cent is in it when it `includesTax` */
export function line(
  id: string,
  price: number,
  quantity = 1,
  {
    tax = 0,
    includesTax = false,
    ...more
  }: { tax?: number; includesTax?: boolean; readonly [name: string]: unknown } = {},
) {
  const shown = cents(price * quantity)
  return {
    id,
    unit_price: price,
    quantity,
    subtotal: includesTax ? shown / (1 + tax / 100) : shown,
    original_total: includesTax ? shown : shown + (shown * tax) / 100,
    is_discountable: true,
    is_tax_inclusive: includesTax,
    variant_sku: `sku_${id}`,
    product: { id: `prod_${id}` },
    ...more,
  }
}

const cents = (amount: number) => Math.round(amount * 100) / 100

export const shippingMethod = (id: string, subtotal: number, option = `so_${id}`) => ({
  id,
  subtotal,
  amount: subtotal,
  original_total: subtotal,
  shipping_option_id: option,
})

export const cartOf = (items: readonly object[], more: object = {}) => ({
  id: "cart_parity",
  currency_code: "usd",
  customer_id: "cus_1",
  email: "one@example.com",
  items,
  shipping_methods: [],
  ...more,
})

interface Method {
  readonly type?: "percentage" | "fixed"
  readonly value: number
  readonly target_type?: "items" | "order" | "shipping_methods"
  readonly allocation?: "across" | "each" | "once"
  readonly [name: string]: unknown
}

/** An automatic promotion on all items, across, unless it says otherwise. */
export const promotion = (code: string, method: Method, more: object = {}) => ({
  code,
  type: "standard",
  status: "active",
  is_automatic: true,
  application_method: {
    type: "percentage",
    target_type: "items",
    ...(method.target_type !== "order" && { allocation: "across" }),
    ...(method.type === "fixed" && { currency_code: "usd" }),
    ...method,
  },
  ...more,
})

export const productIs = (...lineIds: string[]) => ({
  attribute: "items.product.id",
  operator: "in",
  values: lineIds.map((id) => `prod_${id}`),
})

export const buyGet = (
  code: string,
  buy: { readonly of: string[]; readonly quantity: number },
  get: { readonly of: string[]; readonly quantity: number; readonly atMost?: number },
  method: Partial<Method> = {},
) =>
  promotion(
    code,
    {
      value: 100,
      allocation: "each",
      max_quantity: get.atMost ?? get.quantity,
      buy_rules: [productIs(...buy.of)],
      buy_rules_min_quantity: buy.quantity,
      target_rules: [productIs(...get.of)],
      apply_to_quantity: get.quantity,
      ...method,
    },
    { type: "buyget" },
  )

export const campaign = (id: string, budget: object, more: object = {}) => ({
  campaign: { name: id, campaign_identifier: id, budget, ...more },
})

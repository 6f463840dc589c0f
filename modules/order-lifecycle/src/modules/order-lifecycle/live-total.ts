import { decorateCartTotals, MathBN } from "@medusajs/framework/utils"
import type { PricedParts } from "./store/observe-orders"

/** What the parts come to by the host's own arithmetic, as a decimal: the total that its pages and its prices show. */
export function liveTotal(currencyCode: string, { items, shipping_methods, credit_lines }: PricedParts): string {
  const order = {
    currency_code: currencyCode,
    items: items ?? [],
    shipping_methods: shipping_methods ?? [],
    credit_lines: credit_lines ?? [],
  }
  // It fills in what it is given, which is read from the database for it alone.
  const { total } = decorateCartTotals(structuredClone(order) as never)
  return MathBN.convert(total).toFixed()
}

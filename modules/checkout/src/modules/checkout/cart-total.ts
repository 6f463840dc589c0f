import { decorateCartTotals } from "@medusajs/framework/utils"
import type { CartRead, CollectionRead, SessionRead } from "./domain/cart-read"
import { equalAmounts } from "./domain/equal-amounts"

/** What the cart comes to, by the host's arithmetic over its exact amounts. Decimal text in major units. */
export function cartTotal(cart: CartRead): { readonly total: string; readonly creditLines: string } {
  // The arithmetic writes its answers into what it is given.
  const copy = structuredClone({
    currency_code: cart.currency_code,
    items: cart.items.map(({ variant: _, ...item }) => item),
    shipping_methods: cart.shipping_methods,
    credit_lines: cart.credit_lines,
  })
  const { total, credit_line_total: credit } = decorateCartTotals(copy as never) as unknown as {
    total: { bigNumber: { toFixed(): string } }
    credit_line_total: { bigNumber: { toFixed(): string } }
  }
  return { total: total.bigNumber.toFixed(), creditLines: credit.bigNumber.toFixed() }
}

/** Whether the cart, its payment collection and its session are about one amount. */
export const amountsOf = (cart: CartRead, total: string, collection: CollectionRead, session: SessionRead) =>
  equalAmounts({
    currencyCode: cart.currency_code,
    cart: total,
    collection: { amount: collection.amount, currencyCode: collection.currency_code },
    session: { amount: session.amount, currencyCode: session.currency_code },
  })

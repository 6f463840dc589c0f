import { money, moneyToMedusa, type Currency } from "@holdfast/kernel"
import type { HostContext } from "./cart-from-context"
import type { Cart } from "./domain/cart"

/**
 * A made-up cart as the host's own promotions look at carts. They ask for ids, so a category or a product has to be
 * given by its id to fulfil one of their rules.
 */
export function contextOf(cart: Cart, currency: Currency): HostContext {
  const { attributes } = cart
  const amount = (minor: bigint) => Number(moneyToMedusa(money(minor, currency)))
  const ids = (values: readonly string[] = []) => values.map((id) => ({ id }))
  const first = (values: readonly string[] | undefined) => values?.[0]
  const country = first(attributes.market)?.toLowerCase()
  const context = {
    currency_code: currency.toLowerCase(),
    ...(first(attributes.region) && { region_id: first(attributes.region), region: { id: first(attributes.region) } }),
    ...(first(attributes.channel) && { sales_channel_id: first(attributes.channel) }),
    ...(country && { shipping_address: { country_code: country } }),
    customer_id: first(attributes.customer),
    customer: { id: first(attributes.customer), groups: ids(attributes.customer_group) },
    items: cart.lines.map((line) => ({
      id: line.id,
      quantity: line.quantity,
      unit_price: amount(line.amount) / line.quantity,
      subtotal: amount(line.amount),
      original_total: amount(line.amount),
      is_discountable: line.discountable,
      is_tax_inclusive: false,
      variant_sku: first(line.attributes.variant),
      product_id: first(line.attributes.product),
      product: {
        id: first(line.attributes.product),
        categories: ids(line.attributes.category),
        collection_id: first(line.attributes.collection),
        tags: ids(line.attributes.tag),
        type_id: first(line.attributes.type),
      },
    })),
    shipping_methods: cart.shipping.map(({ id, amount: minor }) => ({
      id,
      amount: amount(minor),
      subtotal: amount(minor),
      ...(first(attributes.shipping_method) && { shipping_option_id: first(attributes.shipping_method) }),
    })),
  }
  return context as unknown as HostContext
}

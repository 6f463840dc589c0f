import type { ShopUnderTest } from "../checkout/shop-under-test"
import { placeOrder } from "../checkout/place-order"

interface Placed {
  readonly items: readonly { readonly id: string; readonly quantity: number }[]
  readonly payment_collections: readonly { readonly payments: readonly { readonly id: string }[] }[]
}

/** Places an order, takes its money and packs it, as a shopper and a merchant do. Answers its id. */
export async function settledOrder({ storefront, admin }: ShopUnderTest): Promise<string> {
  const id = await placeOrder(storefront, 0, (_call, send) => send())
  const { order } = await admin.get<{ order: Placed }>(
    `/admin/orders/${id}?fields=*items,*payment_collections.payments`,
  )
  for (const { payments } of order.payment_collections) {
    for (const payment of payments) await admin.post(`/admin/payments/${payment.id}/capture`, {})
  }
  const items = order.items.map(({ id: item, quantity }) => ({ id: item, quantity }))
  await admin.post(`/admin/orders/${id}/fulfillments`, { items })
  return id
}

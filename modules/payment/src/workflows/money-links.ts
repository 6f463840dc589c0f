import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** What a payment collection is for. */
export interface MoneyLinks {
  readonly orderId: string | null
  readonly cartId: string | null
}

/** The order and the cart of a payment collection, as far as there are. */
export async function moneyLinks(container: MedusaContainer, collectionId: string): Promise<MoneyLinks> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const filters = { payment_collection_id: collectionId }
  const [orders, carts] = await Promise.all([
    query.graph({ entity: "order_payment_collection", fields: ["order_id"], filters }),
    query.graph({ entity: "cart_payment_collection", fields: ["cart_id"], filters }),
  ])
  const [order] = orders.data as readonly { readonly order_id?: string }[]
  const [cart] = carts.data as readonly { readonly cart_id?: string }[]
  return { orderId: order?.order_id ?? null, cartId: cart?.cart_id ?? null }
}

/** The collections of an order. */
export async function collectionsOf(container: MedusaContainer, orderId: string): Promise<readonly string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_payment_collection",
    fields: ["payment_collection_id"],
    filters: { order_id: orderId },
  })
  return (data as readonly { readonly payment_collection_id?: string }[]).flatMap(
    ({ payment_collection_id: id }) => id ?? [],
  )
}

import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { lifecycleOf } from "./lifecycle-of"
import type { Parcel } from "./parcels-of"

interface PackedFor {
  readonly orderId: string
  readonly items: readonly { readonly id: string; readonly quantity: number }[]
}

/** The order that a parcel was packed for, with its units; null for one that comes back, or belongs to none. */
export async function orderOfParcel(container: MedusaContainer, id: string): Promise<PackedFor | null> {
  const [orderId] = await lifecycleOf(container).findOrders("parcel", [id])
  if (orderId === undefined) return null
  const { data } = await container
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: "fulfillment", fields: ["id", "items.line_item_id", "items.quantity"], filters: { id } })
  const [parcel] = data as unknown as readonly Pick<Parcel, "items">[]
  const items = (parcel?.items ?? []).map((item) => ({ id: item.line_item_id, quantity: item.quantity }))
  return { orderId, items }
}

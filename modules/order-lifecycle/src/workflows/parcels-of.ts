import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** A fulfillment of the host's that was not canceled. */
export interface Parcel {
  readonly id: string
  readonly location_id: string
  readonly shipped_at: string | null
  readonly delivered_at: string | null
  readonly canceled_at: string | null
  readonly items: readonly { readonly line_item_id: string; readonly quantity: number }[]
}

const FIELDS = ["id", "location_id", "shipped_at", "delivered_at", "canceled_at", "items.*"]

export async function parcelsOf(container: MedusaContainer, orderId: string): Promise<readonly Parcel[]> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: FIELDS.map((field) => `fulfillments.${field}`),
    filters: { id: orderId },
  })
  const [order] = data as unknown as readonly { readonly fulfillments?: readonly (Parcel | null)[] }[]
  return (order?.fulfillments ?? []).filter((one): one is Parcel => one !== null && !one.canceled_at)
}

import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type StackingPromotionModuleService from "../modules/promotion-stacking/service"

interface PayingCart {
  readonly payment_collection?: {
    readonly payment_sessions?: readonly { readonly status: string }[] | null
  } | null
}

/**
 * A payment that was declined, or a completion that failed otherwise, gives back at once what the cart held for it. A
 * customer who was sent to their bank is still paying, and keeps it until its deadline.
 */
export async function releasePromotions(container: MedusaContainer, cartId: string): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const fields = ["payment_collection.payment_sessions.status"]
  const { data } = await query.graph({ entity: "cart", fields, filters: { id: cartId } })
  const sessions = (data[0] as PayingCart | undefined)?.payment_collection?.payment_sessions ?? []
  if (sessions.some((session) => session.status === "requires_more")) return
  await container.resolve<StackingPromotionModuleService>(Modules.PROMOTION).releaseUses(cartId)
}

import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type StackingPromotionModuleService from "../modules/promotion-stacking/service"

/** Who a cart or an order is for. */
export interface Buyer {
  readonly email?: string | null
  readonly customer_id?: string | null
  readonly customer?: {
    readonly id?: string | null
    readonly email?: string | null
    readonly groups?: readonly { readonly id: string; readonly name: string }[] | null
  } | null
}

/**
 * What only a workflow can know of a cart's buyer: whether there was an order before, and their segments. It is asked
 * for when a rule needs it, and costs one query then.
 */
export async function promotionContext(
  container: MedusaContainer,
  buyer: Buyer,
): Promise<{ customer_segment?: readonly string[]; first_order?: boolean | null }> {
  const stacking = container.resolve<StackingPromotionModuleService>(Modules.PROMOTION)
  if (!(await stacking.asksForBuyer())) return {}
  const groups = buyer.customer?.groups ?? []
  const named = groups.flatMap((group) => [group.id, group.name])
  const id = buyer.customer_id ?? buyer.customer?.id
  const email = buyer.email ?? buyer.customer?.email
  // Nobody is known yet: a guest who has not said who they are may be anybody.
  if (!id && !email) return { customer_segment: [...named, "new"], first_order: null }
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order",
    fields: ["id"],
    filters: { ...(id ? { customer_id: id } : { email }), status: { $ne: "canceled" } } as never,
    pagination: { take: 1 },
  })
  const first = data.length === 0
  return { customer_segment: [...named, first ? "new" : "returning"], first_order: first }
}

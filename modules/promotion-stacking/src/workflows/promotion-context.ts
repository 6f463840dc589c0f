import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { AskedOfWorkflow } from "../modules/promotion-stacking/rule-book"
import type StackingPromotionModuleService from "../modules/promotion-stacking/service"

/** Who a cart or an order is for. */
export interface Buyer {
  readonly id?: string
  readonly email?: string | null
  readonly customer_id?: string | null
  readonly customer?: {
    readonly id?: string | null
    readonly email?: string | null
    readonly groups?: readonly { readonly id: string; readonly name: string }[] | null
  } | null
}

/** What the host's context of a cart or an order is given beside. */
export interface PromotionContext {
  customer_segment?: readonly string[]
  first_order?: boolean | null
  payment_methods?: readonly string[]
}

/**
 * What only a workflow can know of a cart: the buyer's segments, whether there was an order before, and by which method
 * they are about to pay. Each is asked for when a rule needs it, and costs one query then.
 */
export async function promotionContext(
  container: MedusaContainer,
  cart: Buyer,
  asked?: AskedOfWorkflow,
): Promise<PromotionContext> {
  const stacking = container.resolve<StackingPromotionModuleService>(Modules.PROMOTION)
  const { buyer, payment } = asked ?? (await stacking.asksFor())
  return {
    ...(buyer && (await buyerOf(container, cart))),
    ...(payment && { payment_methods: await paymentMethodsOf(container, cart) }),
  }
}

async function buyerOf(container: MedusaContainer, cart: Buyer): Promise<PromotionContext> {
  const named = (cart.customer?.groups ?? []).flatMap((group) => [group.id, group.name])
  const id = cart.customer_id ?? cart.customer?.id
  const email = cart.email ?? cart.customer?.email
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

async function paymentMethodsOf(container: MedusaContainer, { id }: Buyer): Promise<readonly string[]> {
  if (!id) return []
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: ["payment_collection.payment_sessions.provider_id"],
    filters: { id },
  })
  const [cart] = data as { payment_collection?: { payment_sessions?: { provider_id: string }[] | null } | null }[]
  return (cart?.payment_collection?.payment_sessions ?? []).map((session) => session.provider_id)
}

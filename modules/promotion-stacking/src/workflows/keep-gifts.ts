import { addToCartWorkflow, deleteLineItemsWorkflow, updateLineItemInCartWorkflow } from "@medusajs/medusa/core-flows"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import { GIFT_OF } from "../modules/promotion-stacking/cart-from-context"
import type StackingPromotionModuleService from "../modules/promotion-stacking/service"

interface Line {
  readonly id: string
  readonly quantity: number
  readonly variant_sku: string | null
  readonly metadata: Readonly<Record<string, unknown>> | null
}

/**
 * Puts the gifts into a cart that its promotions give, and takes those out that they give no more. Answers whether it
 * changed anything. A gift that cannot be had, because it is sold out, is left out, and the cart stays as it is.
 */
export async function keepGifts(container: MedusaContainer, cartId: string): Promise<boolean> {
  const stacking = container.resolve<StackingPromotionModuleService>(Modules.PROMOTION)
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart",
    fields: ["completed_at", "items.id", "items.quantity", "items.variant_sku", "items.metadata"],
    filters: { id: cartId },
  })
  const cart = data[0] as { completed_at: unknown; items?: readonly Line[] } | undefined
  if (!cart || cart.completed_at) return false
  const lines = cart.items ?? []
  const isGift = (line: Line) => line.metadata?.[GIFT_OF] !== undefined
  const gifts = (await stacking.givesGifts()) ? await stacking.giftsOf(cartId) : []
  let changed = false

  for (const line of lines.filter(isGift)) {
    const gift = gifts.find((one) => one.promotion === line.metadata?.[GIFT_OF] && one.sku === line.variant_sku)
    const own = unitsOf(lines, line.variant_sku, (other) => !isGift(other))
    const wanted = gift ? Math.max(0, gift.quantity - own) : 0
    if (wanted === line.quantity) continue
    changed = true
    if (wanted === 0) {
      await deleteLineItemsWorkflow(container).run({ input: { cart_id: cartId, ids: [line.id] } })
    } else {
      const input = { cart_id: cartId, item_id: line.id, update: { quantity: wanted } }
      await updateLineItemInCartWorkflow(container).run({ input })
    }
  }
  for (const { promotion, sku, quantity } of gifts) {
    const missing = quantity - unitsOf(lines, sku, () => true)
    if (missing <= 0 || lines.some((line) => line.metadata?.[GIFT_OF] === promotion)) continue
    const { data: variants } = await query.graph({ entity: "variant", fields: ["id"], filters: { sku } })
    const variant = variants[0] as { id: string } | undefined
    if (!variant) continue
    const item = { variant_id: variant.id, quantity: missing, metadata: { [GIFT_OF]: promotion } }
    const added = await addToCartWorkflow(container)
      .run({ input: { cart_id: cartId, items: [item] } })
      .then(
        () => true,
        () => false,
      )
    changed ||= added
  }
  return changed
}

const unitsOf = (lines: readonly Line[], sku: string | null, counts: (line: Line) => boolean) =>
  lines.reduce((sum, line) => (line.variant_sku === sku && counts(line) ? sum + line.quantity : sum), 0)

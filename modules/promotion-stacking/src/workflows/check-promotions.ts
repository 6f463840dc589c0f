import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import { orThrow } from "../modules/promotion-stacking/or-throw"
import type StackingPromotionModuleService from "../modules/promotion-stacking/service"
import { readPricedCart } from "./read-priced-cart"

/**
 * Asks once more, before money moves, whether the cart's promotions still give what it shows, and holds the uses of
 * those with limits while the customer pays.
 *
 * @throws MedusaError `promotion_changed` with the promotions that ended, or the code of the limit that is reached
 */
export async function checkPromotions(container: MedusaContainer, cartId: string): Promise<void> {
  const stacking = container.resolve<StackingPromotionModuleService>(Modules.PROMOTION)
  const asked = await stacking.asksFor()
  if (!asked.anything) return
  const cart = await readPricedCart(container, cartId, asked)
  // A cart that is an order is asked for again by somebody who did not hear the answer.
  if (!cart || cart.completed_at) return
  orThrow(await stacking.confirmPrice(codesOf(cart), cart))
}

export const codesOf = (cart: { readonly promotions: readonly ({ readonly code: string } | null)[] | null }) =>
  (cart.promotions ?? []).flatMap((promotion) => promotion?.code ?? [])

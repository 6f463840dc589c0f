import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import { orThrow } from "../modules/promotion-stacking/or-throw"
import type StackingPromotionModuleService from "../modules/promotion-stacking/service"

/** The uses that a cart holds become its order's, exactly once. */
export async function spendPromotions(container: MedusaContainer, cartId: string, orderId: string): Promise<void> {
  const stacking = container.resolve<StackingPromotionModuleService>(Modules.PROMOTION)
  if (await stacking.hasRules()) orThrow(await stacking.spendUses(cartId, orderId))
}

import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type StackingPromotionModuleService from "../modules/promotion-stacking/service"

/** An order that was canceled gives its uses back, exactly once. */
export async function giveBackPromotions(container: MedusaContainer, orderId: string): Promise<void> {
  await container.resolve<StackingPromotionModuleService>(Modules.PROMOTION).giveBackUses(orderId)
}

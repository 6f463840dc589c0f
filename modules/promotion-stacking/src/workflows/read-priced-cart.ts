import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { PricedCart } from "../modules/promotion-stacking/priced-cart"
import type { AskedOfWorkflow } from "../modules/promotion-stacking/rule-book"
import type StackingPromotionModuleService from "../modules/promotion-stacking/service"
import { promotionContext } from "./promotion-context"

/** A cart with everything that promotions look at; null when there is none. */
export async function readPricedCart(
  container: MedusaContainer,
  id: string,
  asked: AskedOfWorkflow,
): Promise<PricedCart | null> {
  const stacking = container.resolve<StackingPromotionModuleService>(Modules.PROMOTION)
  const cart = await stacking.readPricedCart(id)
  return cart && { ...cart, ...(await promotionContext(container, cart, asked)) }
}

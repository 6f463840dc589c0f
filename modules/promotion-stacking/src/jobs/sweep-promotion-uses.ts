import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type StackingPromotionModuleService from "../modules/promotion-stacking/service"

/** Tidies up uses that nobody paid for in time. Decisions count them as free without it. */
export default async function sweepPromotionUses(container: MedusaContainer): Promise<void> {
  await container.resolve<StackingPromotionModuleService>(Modules.PROMOTION).sweepUses()
}

export const config = { name: "stacking-sweep-promotion-uses", schedule: "* * * * *" }

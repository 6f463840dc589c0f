import { Modules } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import type StackingPromotionModuleService from "../modules/promotion-stacking/service"

/** The module that decides what promotions take off. */
export const stackingOf = ({ scope }: { readonly scope: MedusaContainer }): StackingPromotionModuleService =>
  scope.resolve<StackingPromotionModuleService>(Modules.PROMOTION)

import {
  computeAdjustmentsForPreviewWorkflow,
  computeDraftOrderAdjustmentsWorkflow,
  updateCartPromotionsWorkflow,
} from "@medusajs/medusa/core-flows"
import { StepResponse } from "@medusajs/framework/workflows-sdk"
import { promotionContext, type Buyer } from "@holdfast/promotion-stacking/workflows"

// The host takes one handler for a hook. This one says who buys, wherever promotions are computed.

updateCartPromotionsWorkflow.hooks.setPromotionContext(
  async ({ cart }, { container }) => new StepResponse(await promotionContext(container, cart as Buyer)),
)

computeAdjustmentsForPreviewWorkflow.hooks.setPromotionContext(
  async ({ order }, { container }) => new StepResponse(await promotionContext(container, order)),
)

computeDraftOrderAdjustmentsWorkflow.hooks.setPromotionContext(
  async ({ order }, { container }) => new StepResponse(await promotionContext(container, order)),
)

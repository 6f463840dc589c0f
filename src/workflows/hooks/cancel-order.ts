import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { giveBackPromotions } from "@holdfast/promotion-stacking/workflows"

// The host takes one handler for a hook. What an order took and can be given back is given back here.

cancelOrderWorkflow.hooks.orderCanceled(async ({ order }, { container }) => {
  await giveBackPromotions(container, (order as { id: string }).id)
})

import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import {
  checkPromotions,
  giveBackPromotions,
  releasePromotions,
  spendPromotions,
} from "@holdfast/promotion-stacking/workflows"
import type { MedusaContainer } from "@medusajs/framework/types"
import { StepResponse } from "@medusajs/framework/workflows-sdk"

// The host takes one handler for a hook. What has to hold before money moves is asked here, in order.

completeCartWorkflow.hooks.validate(
  async ({ cart }, { container }) => {
    const { id } = cart as { id: string }
    await checkPromotions(container, id)
    return new StepResponse(undefined, id)
  },
  async (cartId, { container }) => {
    if (cartId) await releasePromotions(container, cartId)
  },
)

// The host has this hook, and its types do not say so.
const { orderCreated } = completeCartWorkflow.hooks as unknown as {
  readonly orderCreated: (
    invoke: (made: { order_id: string; cart_id: string }, step: { container: MedusaContainer }) => Promise<unknown>,
    compensate: (orderId: string | undefined, step: { container: MedusaContainer }) => Promise<void>,
  ) => void
}

orderCreated(
  async ({ order_id: orderId, cart_id: cartId }, { container }) => {
    await spendPromotions(container, cartId, orderId)
    return new StepResponse(undefined, orderId)
  },
  async (orderId, { container }) => {
    if (orderId) await giveBackPromotions(container, orderId)
  },
)

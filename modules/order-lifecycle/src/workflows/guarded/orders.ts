import {
  acceptOrderTransferWorkflow,
  archiveOrderWorkflow,
  cancelOrderTransferRequestWorkflow,
  cancelOrderWorkflow,
  completeCartWorkflow,
  completeOrderWorkflow,
  createOrderWorkflow,
  declineOrderTransferRequestWorkflow,
  requestOrderTransferWorkflow,
  transferOrderToGuestWorkflow,
  updateOrderWorkflow,
} from "@medusajs/medusa/core-flows"
import { guarded, type GuardedWorkflow, type OrderRef } from "../guarded-workflow"

const created = (): OrderRef => ({ by: "new", ids: [] })

/** The order as a whole: placed, finished, or in other hands. */
export const GUARDED_ORDERS: readonly GuardedWorkflow[] = [
  { id: completeCartWorkflow.getName(), event: null, orders: created },
  { id: createOrderWorkflow.getName(), event: null, orders: created },
  { ...guarded(cancelOrderWorkflow, "order.canceled", "order", "order_id"), first: ["refund.full"] },
  guarded(completeOrderWorkflow, "order.completed", "order", "orderIds"),
  guarded(archiveOrderWorkflow, "order.archived", "order", "orderIds"),

  // Whose it is, and where it goes. None of it moves money or units.
  guarded(updateOrderWorkflow, null, "order", "id"),
  guarded(requestOrderTransferWorkflow, null, "order", "order_id"),
  guarded(acceptOrderTransferWorkflow, null, "order", "order_id"),
  guarded(declineOrderTransferRequestWorkflow, null, "order", "order_id"),
  guarded(cancelOrderTransferRequestWorkflow, null, "order", "order_id"),
  guarded(transferOrderToGuestWorkflow, null, "order", "order_id"),
]

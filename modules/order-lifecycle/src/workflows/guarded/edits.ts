import {
  beginOrderEditOrderWorkflow,
  cancelBeginOrderEditWorkflow,
  computeAdjustmentsForPreviewWorkflow,
  confirmOrderEditRequestWorkflow,
  createOrderCreditLinesWorkflow,
  createOrderEditShippingMethodWorkflow,
  orderEditAddNewItemWorkflow,
  orderEditUpdateItemQuantityWorkflow,
  removeItemOrderEditActionWorkflow,
  removeOrderEditShippingMethodWorkflow,
  requestOrderEditRequestWorkflow,
  updateOrderEditAddItemWorkflow,
  updateOrderEditItemQuantityWorkflow,
  updateOrderEditShippingMethodWorkflow,
} from "@medusajs/medusa/core-flows"
import { guarded, type GuardedWorkflow } from "../guarded-workflow"

/** A step towards an edit is refused where its confirmation would be; giving it up never is. */
export const GUARDED_EDITS: readonly GuardedWorkflow[] = [
  guarded(beginOrderEditOrderWorkflow, "order.edited", "order", "order_id"),
  guarded(orderEditAddNewItemWorkflow, "order.edited", "order", "order_id"),
  guarded(orderEditUpdateItemQuantityWorkflow, "order.edited", "order", "order_id"),
  guarded(updateOrderEditAddItemWorkflow, "order.edited", "order", "order_id"),
  guarded(updateOrderEditItemQuantityWorkflow, "order.edited", "order", "order_id"),
  guarded(removeItemOrderEditActionWorkflow, "order.edited", "order", "order_id"),
  guarded(createOrderEditShippingMethodWorkflow, "order.edited", "order", "order_id"),
  guarded(updateOrderEditShippingMethodWorkflow, "order.edited", "order", "order_id"),
  guarded(removeOrderEditShippingMethodWorkflow, "order.edited", "order", "order_id"),
  guarded(requestOrderEditRequestWorkflow, "order.edited", "order", "order_id"),
  guarded(confirmOrderEditRequestWorkflow, "order.edited", "order", "order_id"),
  guarded(cancelBeginOrderEditWorkflow, null, "order", "order_id"),

  guarded(createOrderCreditLinesWorkflow, "order.edited", "order", "id"),
  guarded(computeAdjustmentsForPreviewWorkflow, "order.edited", "order", "order.id"),
]

import {
  addOrderLineItemsWorkflow,
  cancelOrderChangeWorkflow,
  createOrderChangeActionsWorkflow,
  createOrderChangeWorkflow,
  declineOrderChangeWorkflow,
  deleteOrderChangeActionsWorkflow,
  deleteOrderChangeWorkflow,
  maybeRefreshShippingMethodsWorkflow,
  onCarryPromotionsFlagSet,
  updateOrderChangeActionsWorkflow,
  updateOrderChangesWorkflow,
  updateOrderChangeWorkflow,
  updateOrderTaxLinesWorkflow,
} from "@medusajs/medusa/core-flows"
import { guarded, type GuardedWorkflow } from "../guarded-workflow"
import { idsAt } from "../ids-at"

const ADD_ACTIONS = createOrderChangeActionsWorkflow.getName()

/**
 * What edits, returns, claims, exchanges, transfers and drafts are made of. Which of them it is for is not in the
 * input, so nothing is refused here: the workflow that confirms the change is.
 */
export const GUARDED_ORDER_CHANGES: readonly GuardedWorkflow[] = [
  guarded(createOrderChangeWorkflow, null, "order", "order_id"),
  guarded(updateOrderChangeWorkflow, null, "order_change", "id"),
  guarded(updateOrderChangesWorkflow, null, "order_change", "id"),
  guarded(cancelOrderChangeWorkflow, null, "order_change", "id"),
  guarded(declineOrderChangeWorkflow, null, "order_change", "id"),
  guarded(deleteOrderChangeWorkflow, null, "order_change", "ids"),
  guarded(onCarryPromotionsFlagSet, null, "order_change", "order_change_id"),
  {
    id: ADD_ACTIONS,
    event: null,
    // The host takes the order from the change where one is named, whatever else the action says.
    orders: (input) => {
      const changes = idsAt(ADD_ACTIONS, "order_change_id", input)
      return changes.length > 0
        ? { by: "order_change", ids: changes }
        : { by: "order", ids: idsAt(ADD_ACTIONS, "order_id", input) }
    },
  },
  guarded(updateOrderChangeActionsWorkflow, null, "order_change_action", "id"),
  guarded(deleteOrderChangeActionsWorkflow, null, "order_change_action", "ids"),
  guarded(addOrderLineItemsWorkflow, null, "order", "order_id"),
  guarded(updateOrderTaxLinesWorkflow, null, "order", "order_id"),
  // It reads the order and writes the action.
  guarded(maybeRefreshShippingMethodsWorkflow, null, "order_change_action", "action_id"),
]

import {
  cancelFulfillmentWorkflow,
  cancelOrderFulfillmentWorkflow,
  createFulfillmentWorkflow,
  createOrderFulfillmentWorkflow,
  createOrderShipmentWorkflow,
  createReturnFulfillmentWorkflow,
  createShipmentWorkflow,
  markFulfillmentAsDeliveredWorkflow,
  markOrderFulfillmentAsDeliveredWorkflow,
  updateFulfillmentWorkflow,
} from "@medusajs/medusa/core-flows"
import { guarded, type GuardedWorkflow } from "../guarded-workflow"
import { idsAt } from "../ids-at"

/** The order as other workflows hand it over, and as a request names it. */
const ofOrder = (workflow: { getName(): string }, event: string): GuardedWorkflow => {
  const id = workflow.getName()
  return {
    id,
    event,
    orders: (input) => ({ by: "order", ids: [...idsAt(id, "order.id", input), ...idsAt(id, "order_id", input)] }),
  }
}

/** What leaves the house. The host's own order workflows refuse a fulfilment that is not of the order they name. */
export const GUARDED_FULFILLMENTS: readonly GuardedWorkflow[] = [
  guarded(createOrderFulfillmentWorkflow, "fulfillment.created", "order", "order_id"),
  guarded(cancelOrderFulfillmentWorkflow, "fulfillment.canceled", "order", "order_id"),
  guarded(createOrderShipmentWorkflow, "shipment.created", "order", "order_id"),
  guarded(markOrderFulfillmentAsDeliveredWorkflow, "shipment.delivered", "order", "orderId"),

  // The same without the order's own record. Run alone, they would send a parcel that the order knows nothing of.
  ofOrder(createFulfillmentWorkflow, "fulfillment.created"),
  guarded(cancelFulfillmentWorkflow, "fulfillment.canceled", "fulfillment", "id"),
  guarded(createShipmentWorkflow, "shipment.created", "fulfillment", "id"),
  guarded(markFulfillmentAsDeliveredWorkflow, "shipment.delivered", "fulfillment", "id"),
  ofOrder(createReturnFulfillmentWorkflow, "rma.requested"),
  // Labels and notes as well as dates.
  guarded(updateFulfillmentWorkflow, null, "fulfillment", "id"),
]

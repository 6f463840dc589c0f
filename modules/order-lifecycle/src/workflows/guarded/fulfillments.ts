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

const PARCELS = "POST /admin/orders/:id/fulfillments"
const WHOLE = {
  pack: `${PARCELS} or workflow ${createOrderFulfillmentWorkflow.getName()}`,
  unpack: `${PARCELS}/:fulfillment_id/cancel or workflow ${cancelOrderFulfillmentWorkflow.getName()}`,
  ship: `${PARCELS}/:fulfillment_id/shipments or workflow ${createOrderShipmentWorkflow.getName()}`,
  deliver: `${PARCELS}/:fulfillment_id/mark-as-delivered or workflow ${markOrderFulfillmentAsDeliveredWorkflow.getName()}`,
}

/** What leaves the house. The host's own order workflows refuse a fulfilment that is not of the order they name. */
export const GUARDED_FULFILLMENTS: readonly GuardedWorkflow[] = [
  guarded(createOrderFulfillmentWorkflow, "fulfillment.created", "order", "order_id"),
  guarded(cancelOrderFulfillmentWorkflow, "fulfillment.canceled", "order", "order_id"),
  guarded(createOrderShipmentWorkflow, "shipment.created", "order", "order_id"),
  guarded(markOrderFulfillmentAsDeliveredWorkflow, "shipment.delivered", "order", "orderId"),

  // The same without the order's own record, its stock and its links. Alone they would send a parcel that the order
  // knows nothing of, so they run within the others. What comes back is a return's, and none of theirs.
  { ...ofOrder(createFulfillmentWorkflow, "fulfillment.created"), within: WHOLE.pack },
  { ...guarded(cancelFulfillmentWorkflow, "fulfillment.canceled", "parcel", "id"), within: WHOLE.unpack },
  { ...guarded(createShipmentWorkflow, "shipment.created", "parcel", "id"), within: WHOLE.ship },
  { ...guarded(markFulfillmentAsDeliveredWorkflow, "shipment.delivered", "parcel", "id"), within: WHOLE.deliver },
  ofOrder(createReturnFulfillmentWorkflow, "rma.requested"),
  // Labels and notes as well as dates.
  guarded(updateFulfillmentWorkflow, null, "fulfillment", "id"),
]

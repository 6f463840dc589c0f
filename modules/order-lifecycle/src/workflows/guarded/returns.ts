import {
  beginReceiveReturnWorkflow,
  beginReturnOrderWorkflow,
  cancelReturnReceiveWorkflow,
  cancelReturnRequestWorkflow,
  cancelReturnWorkflow,
  confirmReturnReceiveWorkflow,
  confirmReturnRequestWorkflow,
  createAndCompleteReturnOrderWorkflow,
  createReturnShippingMethodWorkflow,
  dismissItemReturnRequestWorkflow,
  receiveAndCompleteReturnOrderWorkflow,
  receiveItemReturnRequestWorkflow,
  removeItemReceiveReturnActionWorkflow,
  removeItemReturnActionWorkflow,
  removeReturnShippingMethodWorkflow,
  requestItemReturnWorkflow,
  updateReceiveItemReturnRequestWorkflow,
  updateRequestItemReturnWorkflow,
  updateReturnShippingMethodWorkflow,
  updateReturnWorkflow,
} from "@medusajs/medusa/core-flows"
import { guarded, guardedById, type GuardedWorkflow } from "../guarded-workflow"

/** A step towards a return is refused where its confirmation would be; giving it up never is. */
export const GUARDED_RETURNS: readonly GuardedWorkflow[] = [
  guarded(beginReturnOrderWorkflow, "rma.requested", "order", "order_id"),
  guarded(requestItemReturnWorkflow, "rma.requested", "return", "return_id"),
  guarded(updateRequestItemReturnWorkflow, "rma.requested", "return", "return_id"),
  guarded(removeItemReturnActionWorkflow, "rma.requested", "return", "return_id"),
  guarded(createReturnShippingMethodWorkflow, "rma.requested", "return", "return_id"),
  guarded(updateReturnShippingMethodWorkflow, "rma.requested", "return", "return_id"),
  guarded(removeReturnShippingMethodWorkflow, "rma.requested", "return", "return_id"),
  guarded(updateReturnWorkflow, "rma.requested", "return", "return_id"),
  guardedById("refresh-return-shipping", "rma.requested", "return", "return_id"),
  guarded(confirmReturnRequestWorkflow, "rma.requested", "return", "return_id"),
  guarded(cancelReturnRequestWorkflow, null, "return", "return_id"),

  guarded(beginReceiveReturnWorkflow, "rma.received", "return", "return_id"),
  guarded(receiveItemReturnRequestWorkflow, "rma.received", "return", "return_id"),
  guarded(dismissItemReturnRequestWorkflow, "rma.received", "return", "return_id"),
  guarded(updateReceiveItemReturnRequestWorkflow, "rma.received", "return", "return_id"),
  guarded(removeItemReceiveReturnActionWorkflow, "rma.received", "return", "return_id"),
  guarded(confirmReturnReceiveWorkflow, "rma.received", "return", "return_id"),
  guarded(receiveAndCompleteReturnOrderWorkflow, "rma.received", "return", "return_id"),
  guarded(cancelReturnReceiveWorkflow, null, "return", "return_id"),

  guarded(cancelReturnWorkflow, "rma.canceled", "return", "return_id"),
  // What a shopper sends in is requested now, and received at once only where the input says so.
  guarded(createAndCompleteReturnOrderWorkflow, "rma.requested", "order", "order_id"),
]

import {
  beginExchangeOrderWorkflow,
  cancelBeginOrderExchangeWorkflow,
  cancelOrderExchangeWorkflow,
  confirmExchangeRequestWorkflow,
  createExchangeShippingMethodWorkflow,
  orderExchangeAddNewItemWorkflow,
  orderExchangeRequestItemReturnWorkflow,
  removeExchangeShippingMethodWorkflow,
  removeItemExchangeActionWorkflow,
  updateExchangeAddItemWorkflow,
  updateExchangeShippingMethodWorkflow,
} from "@medusajs/medusa/core-flows"
import { guarded, guardedById, type GuardedWorkflow } from "../guarded-workflow"

/** A step towards an exchange is refused where its confirmation would be; giving it up never is. */
export const GUARDED_EXCHANGES: readonly GuardedWorkflow[] = [
  guarded(beginExchangeOrderWorkflow, "order.edited", "order", "order_id"),
  guarded(orderExchangeAddNewItemWorkflow, "order.edited", "exchange", "exchange_id"),
  guarded(orderExchangeRequestItemReturnWorkflow, "order.edited", "exchange", "exchange_id"),
  guarded(updateExchangeAddItemWorkflow, "order.edited", "exchange", "exchange_id"),
  guarded(removeItemExchangeActionWorkflow, "order.edited", "exchange", "exchange_id"),
  guarded(createExchangeShippingMethodWorkflow, "order.edited", "exchange", "exchange_id"),
  guarded(updateExchangeShippingMethodWorkflow, "order.edited", "exchange", "exchange_id"),
  guarded(removeExchangeShippingMethodWorkflow, "order.edited", "exchange", "exchange_id"),
  guardedById("refresh-exchange-shipping", "order.edited", "exchange", "exchange_id"),
  guarded(confirmExchangeRequestWorkflow, "order.edited", "exchange", "exchange_id"),
  guarded(cancelBeginOrderExchangeWorkflow, null, "exchange", "exchange_id"),
  // Takes back what was confirmed, so it changes the order once more.
  guarded(cancelOrderExchangeWorkflow, "order.edited", "exchange", "exchange_id"),
]

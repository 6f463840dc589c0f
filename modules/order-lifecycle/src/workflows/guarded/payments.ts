import {
  authorizePaymentSessionForOrderWorkflow,
  capturePaymentWorkflow,
  createOrderPaymentCollectionWorkflow,
  createOrUpdateOrderPaymentCollectionWorkflow,
  createPaymentSessionsWorkflow,
  deleteOrderPaymentCollections,
  deletePaymentSessionsWorkflow,
  markPaymentCollectionAsPaid,
  processPaymentWorkflow,
  refundPaymentAndRecreatePaymentSessionWorkflow,
  refundPaymentsWorkflow,
  refundPaymentWorkflow,
} from "@medusajs/medusa/core-flows"
import { guarded, guardedById, type GuardedWorkflow } from "../guarded-workflow"

/** A payment of a cart has no order yet, and passes. */
export const GUARDED_PAYMENTS: readonly GuardedWorkflow[] = [
  guarded(authorizePaymentSessionForOrderWorkflow, "payment.authorized", "payment_session", "payment_session_id"),
  guarded(capturePaymentWorkflow, "payment.captured", "payment", "payment_id"),
  // It also takes an order's id, and does not look at it: the collection says whose money it is.
  guarded(markPaymentCollectionAsPaid, "payment.captured", "payment_collection", "payment_collection_id"),

  // Whether all of it comes back is known afterwards, from what did.
  guarded(refundPaymentWorkflow, "refund.partial", "payment", "payment_id"),
  guarded(refundPaymentsWorkflow, "refund.partial", "payment", "payment_id"),
  guarded(refundPaymentAndRecreatePaymentSessionWorkflow, "refund.partial", "payment", "payment_id"),
  guardedById("refund-captured-payments-workflow", "refund.partial", "order", "order_id"),
  guardedById("create-order-refund-credit-lines", "order.edited", "order", "order_id"),

  // What a provider reports has happened, so there is nothing to refuse.
  guarded(processPaymentWorkflow, null, "payment_session", "data.session_id"),

  // A session that is deleted is canceled at its provider, and new ones replace the old.
  guarded(createPaymentSessionsWorkflow, null, "payment_collection", "payment_collection_id"),
  guarded(deletePaymentSessionsWorkflow, null, "payment_session", "ids"),

  // What is still asked for.
  guarded(createOrderPaymentCollectionWorkflow, null, "order", "order_id"),
  guarded(createOrUpdateOrderPaymentCollectionWorkflow, null, "order", "order_id"),
  guarded(deleteOrderPaymentCollections, null, "payment_collection", "id"),
  guardedById("cancel-payment-collection", "payment.voided", "payment_collection", "payment_collection_id"),
]

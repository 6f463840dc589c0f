import {
  beginClaimOrderWorkflow,
  cancelBeginOrderClaimWorkflow,
  cancelOrderClaimWorkflow,
  confirmClaimRequestWorkflow,
  createClaimShippingMethodWorkflow,
  orderClaimAddNewItemWorkflow,
  orderClaimItemWorkflow,
  orderClaimRequestItemReturnWorkflow,
  removeAddItemClaimActionWorkflow,
  removeClaimShippingMethodWorkflow,
  removeItemClaimActionWorkflow,
  updateClaimAddItemWorkflow,
  updateClaimItemWorkflow,
  updateClaimShippingMethodWorkflow,
} from "@medusajs/medusa/core-flows"
import { guarded, guardedById, type GuardedWorkflow } from "../guarded-workflow"

/** A step towards a claim is refused where its confirmation would be; giving it up never is. */
export const GUARDED_CLAIMS: readonly GuardedWorkflow[] = [
  guarded(beginClaimOrderWorkflow, "order.edited", "order", "order_id"),
  guarded(orderClaimItemWorkflow, "order.edited", "claim", "claim_id"),
  guarded(orderClaimAddNewItemWorkflow, "order.edited", "claim", "claim_id"),
  guarded(orderClaimRequestItemReturnWorkflow, "order.edited", "claim", "claim_id"),
  guarded(updateClaimItemWorkflow, "order.edited", "claim", "claim_id"),
  guarded(updateClaimAddItemWorkflow, "order.edited", "claim", "claim_id"),
  guarded(removeItemClaimActionWorkflow, "order.edited", "claim", "claim_id"),
  guarded(removeAddItemClaimActionWorkflow, "order.edited", "claim", "claim_id"),
  guarded(createClaimShippingMethodWorkflow, "order.edited", "claim", "claim_id"),
  guarded(updateClaimShippingMethodWorkflow, "order.edited", "claim", "claim_id"),
  guarded(removeClaimShippingMethodWorkflow, "order.edited", "claim", "claim_id"),
  guardedById("refresh-claim-shipping", "order.edited", "claim", "claim_id"),
  guarded(confirmClaimRequestWorkflow, "order.edited", "claim", "claim_id"),
  guarded(cancelBeginOrderClaimWorkflow, null, "claim", "claim_id"),
  // Takes back what was confirmed, so it changes the order once more.
  guarded(cancelOrderClaimWorkflow, "order.edited", "claim", "claim_id"),
]

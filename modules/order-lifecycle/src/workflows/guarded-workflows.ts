import { GUARDED_CLAIMS } from "./guarded/claims"
import { GUARDED_DRAFTS } from "./guarded/drafts"
import { GUARDED_EDITS } from "./guarded/edits"
import { GUARDED_EXCHANGES } from "./guarded/exchanges"
import { GUARDED_FULFILLMENTS } from "./guarded/fulfillments"
import { GUARDED_ORDER_CHANGES } from "./guarded/order-changes"
import { GUARDED_ORDERS } from "./guarded/orders"
import { GUARDED_PAYMENTS } from "./guarded/payments"
import { GUARDED_RETURNS } from "./guarded/returns"
import type { GuardedWorkflow } from "./guarded-workflow"

/**
 * Every workflow of the host that writes an order, its payments, its fulfilments or what is sent back.
 *
 * Those that the host only runs inside others are here too: anyone who may run workflows can run them alone.
 */
export const GUARDED: readonly GuardedWorkflow[] = [
  ...GUARDED_ORDERS,
  ...GUARDED_PAYMENTS,
  ...GUARDED_FULFILLMENTS,
  ...GUARDED_RETURNS,
  ...GUARDED_CLAIMS,
  ...GUARDED_EXCHANGES,
  ...GUARDED_EDITS,
  ...GUARDED_ORDER_CHANGES,
  ...GUARDED_DRAFTS,
]

import { ELSEWHERE } from "./elsewhere"

const READS = "Reads orders, and writes none."
const COMPUTES = "Computes prices and shipping, and writes nothing."
const SHIPPING = "Says how parcels may be sent. Those on their way stay as they are."
const REASONS = "Words to choose from when something is sent back or refunded."

/** The host's workflows that run without a permit, and why. */
export const EXEMPT: Readonly<Record<string, string>> = {
  "export-orders": READS,
  "get-order-detail": READS,
  "get-orders-list": READS,

  "calculate-shipping-options-prices-workflow": COMPUTES,
  "fetch-shipping-option": COMPUTES,
  "fetch-shipping-option-for-draft-order": COMPUTES,
  "list-shipping-options-for-order": COMPUTES,

  "batch-shipping-option-rules": SHIPPING,
  "create-service-zones-workflow": SHIPPING,
  "create-shipping-options-workflow": SHIPPING,
  "create-shipping-profiles-workflow": SHIPPING,
  "delete-fulfillment-sets-workflow": SHIPPING,
  "delete-service-zones-workflow": SHIPPING,
  "delete-shipping-options-workflow": SHIPPING,
  "update-service-zones-workflow": SHIPPING,
  "update-shipping-options-workflow": SHIPPING,
  "update-shipping-profiles-workflow": SHIPPING,

  "create-refund-reasons-workflow": REASONS,
  "create-return-reasons": REASONS,
  "delete-refund-reasons-workflow": REASONS,
  "delete-return-reasons": REASONS,
  "update-refund-reasons": REASONS,
  "update-return-reasons": REASONS,

  ...ELSEWHERE,
}

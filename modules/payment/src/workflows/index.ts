export { applyProviderFact, type FactVerdict } from "./apply-provider-fact"
export { completesCartsWith } from "./complete-paid-cart"
export { followOperations, followSettled } from "./follow-operations"
export { processWebhooks } from "./process-webhooks"

export { completeCheckout, type CheckoutAsked } from "./complete-checkout"
export type { CheckoutAnswer } from "./checkout-answer"
export {
  composeCheckout,
  type CheckoutPorts,
  type FraudInput,
  type FraudPort,
  type FraudVerdict,
  type PromotionsPort,
  type StockLine,
  type StockPort,
  type TaxPort,
} from "./checkout-ports"
export { resumeAttempt, type Resumed } from "./resume-attempt"
export { reconcile, type ReconcileAsked, type ReconcileReport } from "./reconcile"
export { settlesBeforeReconciling } from "./settlers"

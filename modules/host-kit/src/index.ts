export { creditOrder, type OrderCredit } from "./credit-order"
export { installGuard, type Guard, type GuardedRun } from "./install-guard"
export { page, readInput, text, texts, wholeNumber, yesOrNo } from "./read-input"
export { StatementPool, type ConnectionSettings } from "./statement-pool"

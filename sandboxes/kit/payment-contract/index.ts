export type { ContractWorld, MovedMoney, PaymentData } from "./contract-world"
export { paymentContract } from "./payment-contract"

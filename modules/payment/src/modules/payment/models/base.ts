export {
  AccountHolder,
  Capture,
  Payment,
  PaymentCollection,
  PaymentProvider,
  PaymentSession,
  Refund,
  RefundReason,
} from "@medusajs/payment/dist/models"

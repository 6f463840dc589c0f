export { PaymentProviderService } from "@medusajs/payment/dist/services"

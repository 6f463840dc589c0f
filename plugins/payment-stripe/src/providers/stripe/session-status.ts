import { PaymentSessionStatus } from "@medusajs/framework/utils"
import type Stripe from "stripe"
import { chargeIn } from "./session-data"

/** What an intent is for Medusa. `delayed` names the methods whose money comes days later. */
export function sessionStatusOf(intent: Stripe.PaymentIntent, delayed: readonly string[]): PaymentSessionStatus {
  switch (intent.status) {
    case "requires_payment_method":
      return intent.last_payment_error ? PaymentSessionStatus.ERROR : PaymentSessionStatus.PENDING
    case "requires_confirmation":
      return PaymentSessionStatus.PENDING
    case "requires_action":
      return PaymentSessionStatus.REQUIRES_MORE
    case "processing":
      return delayed.includes(methodTypeOf(intent))
        ? PaymentSessionStatus.PENDING_AUTHORIZATION
        : PaymentSessionStatus.PENDING
    case "requires_capture":
      return PaymentSessionStatus.AUTHORIZED
    case "succeeded":
      return PaymentSessionStatus.CAPTURED
    case "canceled":
      return PaymentSessionStatus.CANCELED
    default:
      // A status that is newer than this version of the API: nothing may follow from it.
      return PaymentSessionStatus.PENDING
  }
}

function methodTypeOf(intent: Stripe.PaymentIntent): string {
  const charged = chargeIn(intent)?.payment_method_details?.type
  if (charged !== undefined) return charged
  return typeof intent.payment_method === "object" && intent.payment_method ? intent.payment_method.type : ""
}

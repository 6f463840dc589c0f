import { newId } from "./account-books"
import { emitEvent, type StripeCall } from "./emit-event"
import type { Charge } from "./stripe-objects"

/** The card's bank believes that its holder did not pay this; a dispute may follow. */
export function warnOfFraud(call: StripeCall, charge: Charge, intentId: string): void {
  emitEvent(call, "radar.early_fraud_warning.created", {
    id: newId(call.tools, "issfr"),
    object: "radar.early_fraud_warning",
    actionable: true,
    charge: charge.id,
    created: call.tools.clock.seconds(),
    fraud_type: "unauthorized_use_of_card",
    livemode: false,
    payment_intent: intentId,
  })
}

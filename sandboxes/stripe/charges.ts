import { fingerprintOf, newId, type AccountBooks } from "./account-books"
import type { StripeCall } from "./emit-event"
import type { Charge, Intent } from "./stripe-objects"
import type { Behaviour } from "./test-cards"
import { record } from "./form-values"

const DAY = 86_400
/** How long a card's authorization is held. */
export const HOLD_DAYS = 7

/** The charge that a confirmed intent makes, before anything is captured. */
export function newCharge(call: StripeCall, intent: Intent, behaviour: Behaviour, authenticated: boolean): Charge {
  const { tools, state } = call
  const id = newId(tools, "ch")
  const charge: Charge = {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: record(state.methods.get(intent.payment_method ?? "")?.["billing_details"]),
    calculated_statement_descriptor: "HOLDFAST",
    captured: false,
    created: tools.clock.seconds(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    invoice: null,
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: outcomeOf(behaviour),
    paid: true,
    payment_intent: intent.id,
    payment_method: intent.payment_method ?? "",
    payment_method_details: {
      type: behaviour.type,
      ...(behaviour.type === "card"
        ? { card: cardDetails(call, intent, behaviour, authenticated) }
        : { [behaviour.type]: { last4: behaviour.last4 } }),
    },
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "succeeded",
    transfer_data: null,
    transfer_group: null,
  }
  state.charges.set(id, charge)
  return charge
}

function cardDetails(call: StripeCall, intent: Intent, behaviour: Behaviour, authenticated: boolean) {
  const options = record(intent.payment_method_options["card"])
  const asked = (name: string) => (options[name] === "if_available" ? ("available" as const) : ("unavailable" as const))
  return {
    amount_authorized: intent.amount,
    brand: behaviour.brand ?? "visa",
    ...(intent.capture_method === "manual" || options["capture_method"] === "manual"
      ? { capture_before: call.tools.clock.seconds() + HOLD_DAYS * DAY }
      : {}),
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: "US",
    exp_month: 8,
    exp_year: 2034,
    extended_authorization: { status: "disabled" },
    fingerprint: fingerprintOf(behaviour.last4),
    funding: "credit",
    incremental_authorization: { status: asked("request_incremental_authorization") },
    installments: null,
    last4: behaviour.last4,
    mandate: null,
    multicapture: { status: asked("request_multicapture") },
    network: behaviour.brand ?? "visa",
    network_token: { used: false },
    overcapture: { maximum_amount_capturable: intent.amount, status: "unavailable" },
    three_d_secure: authenticated
      ? { authentication_flow: "challenge", result: "authenticated", result_reason: null, version: "2.2.0" }
      : null,
    wallet: null,
  }
}

function outcomeOf({ risk, declined }: Behaviour) {
  const level = risk === "blocked" ? "highest" : (risk ?? "normal")
  const score = { normal: 12, elevated: 68, highest: 92 }[level]
  if (risk === "blocked") {
    return {
      network_status: "not_sent_to_network",
      reason: "highest_risk_level",
      risk_level: level,
      risk_score: score,
      seller_message: "Stripe blocked this payment as too risky.",
      type: "blocked",
    }
  }
  if (declined) {
    return {
      network_status: "declined_by_network",
      reason: declined[1] ?? declined[0],
      risk_level: level,
      risk_score: score,
      seller_message: "The bank returned a decline.",
      type: "issuer_declined",
    }
  }
  return {
    network_status: "approved_by_network",
    reason: risk === "elevated" ? "elevated_risk_level" : null,
    risk_level: level,
    risk_score: score,
    seller_message:
      risk === "elevated" ? "Stripe evaluated this payment as having elevated risk." : "Payment complete.",
    type: risk === "elevated" ? "manual_review" : "authorized",
  }
}

/** The charge of an intent, which is there once it has been confirmed. */
export function chargeOf(books: AccountBooks, intent: Intent): Charge | null {
  return intent.latest_charge === null ? null : (books.charges.get(intent.latest_charge) ?? null)
}

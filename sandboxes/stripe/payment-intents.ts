import { find, newId, newSecret } from "./account-books"
import { checkAmount } from "./amount-rules"
import { chargeOf } from "./charges"
import { confirmIntent, receive, unexpectedState } from "./confirm-intent"
import { emitEvent, type StripeCall } from "./emit-event"
import { flag, mergedMetadata, record, text, whole } from "./form-values"
import { makeMethod, useMethod } from "./payment-methods"
import { invalid } from "./stripe-error"
import type { Intent } from "./stripe-objects"

type Body = Readonly<Record<string, unknown>>

export function createIntent(call: StripeCall, body: Body): Intent {
  const currency = (text(body["currency"]) ?? "").toLowerCase()
  const amount = checkAmount(whole(body["amount"]), currency)
  const customer = text(body["customer"])
  if (customer !== null) find(call.state.customers, "customer", customer)
  const id = newId(call.tools, "pi")
  const automatic = record(body["automatic_payment_methods"])
  const intent: Intent = {
    id,
    object: "payment_intent",
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: flag(automatic["enabled"])
      ? { allow_redirects: text(automatic["allow_redirects"]) ?? "always", enabled: true }
      : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: text(body["capture_method"]) ?? "automatic_async",
    client_secret: newSecret(call.tools, id),
    confirmation_method: "automatic",
    created: call.tools.clock.seconds(),
    currency,
    customer,
    description: text(body["description"]),
    invoice: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: mergedMetadata({}, body["metadata"]),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: record(body["payment_method_options"]),
    payment_method_types: body["payment_method_types"] ?? ["card"],
    processing: null,
    receipt_email: text(body["receipt_email"]),
    review: null,
    setup_future_usage: text(body["setup_future_usage"]),
    shipping: body["shipping"] ?? null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: text(body["statement_descriptor_suffix"]),
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  }
  takeMethod(call, intent, body)
  call.state.intents.set(id, intent)
  emitEvent(call, "payment_intent.created", intent)
  if (flag(body["confirm"])) confirm(call, intent, body)
  return intent
}

export function updateIntent(call: StripeCall, id: string, body: Body): Intent {
  const intent = find(call.state.intents, "payment_intent", id)
  const open = ["requires_payment_method", "requires_confirmation", "requires_action"].includes(intent.status)
  const moves = ["amount", "currency", "payment_method", "payment_method_data", "capture_method", "setup_future_usage"]
  if (!open && moves.some((name) => name in body)) throw unexpectedState(intent, "update")
  if ("amount" in body) intent.amount = checkAmount(whole(body["amount"]), intent.currency)
  if ("description" in body) intent.description = text(body["description"])
  if ("receipt_email" in body) intent.receipt_email = text(body["receipt_email"])
  if ("shipping" in body) intent.shipping = body["shipping"] === "" ? null : body["shipping"]
  if ("setup_future_usage" in body) intent.setup_future_usage = text(body["setup_future_usage"])
  if ("customer" in body) {
    const customer = text(body["customer"])
    if (customer !== null) find(call.state.customers, "customer", customer)
    intent.customer = customer
  }
  intent.metadata = mergedMetadata(intent.metadata, body["metadata"])
  takeMethod(call, intent, body)
  return intent
}

export function confirm(call: StripeCall, intent: Intent, body: Body): Intent {
  // A shopper who was asked once may give another card instead of an answer.
  if (!["requires_payment_method", "requires_confirmation", "requires_action"].includes(intent.status)) {
    throw unexpectedState(intent, "confirm")
  }
  if ("setup_future_usage" in body) intent.setup_future_usage = text(body["setup_future_usage"])
  takeMethod(call, intent, body)
  if (intent.customer !== null && intent.setup_future_usage !== null && intent.payment_method !== null) {
    find(call.state.methods, "payment_method", intent.payment_method).customer = intent.customer
  }
  confirmIntent(call, intent, {
    offSession: flag(body["off_session"]) || typeof body["off_session"] === "string",
    returnUrl: text(body["return_url"]),
    challengeUrl: `${call.baseUrl ?? ""}/__sandbox/3ds/${intent.id}?account=${call.account}`,
  })
  return intent
}

export function captureIntent(call: StripeCall, id: string, body: Body): Intent {
  const intent = find(call.state.intents, "payment_intent", id)
  const charge = chargeOf(call.state, intent)
  if (intent.status !== "requires_capture" || !charge) {
    throw intent.status === "succeeded"
      ? invalid(`This PaymentIntent could not be captured because it has already been captured.`, {
          code: "payment_intent_unexpected_state",
          payment_intent: intent,
        })
      : unexpectedState(intent, "capture")
  }
  const amount = "amount_to_capture" in body ? (whole(body["amount_to_capture"]) ?? 0) : intent.amount_capturable
  if (amount > intent.amount_capturable) {
    throw invalid(
      `The amount ${amount} is greater than the amount ${intent.amount_capturable} that can be captured from this PaymentIntent.`,
      { code: "amount_too_large", param: "amount_to_capture" },
    )
  }
  if (amount < 1) {
    throw invalid("This value must be greater than or equal to 1.", {
      code: "parameter_invalid_integer",
      param: "amount_to_capture",
    })
  }
  const final = !("final_capture" in body) || flag(body["final_capture"])
  if (!final && charge.payment_method_details.card?.multicapture.status !== "available") {
    throw invalid("This PaymentIntent does not support multiple captures: final_capture cannot be false.", {
      param: "final_capture",
    })
  }
  intent.metadata = mergedMetadata(intent.metadata, body["metadata"])
  const soFar = charge.amount_captured + amount
  if (final) {
    receive(call, intent, charge, soFar)
    emitEvent(call, "charge.captured", charge)
  } else {
    charge.amount_captured = soFar
    charge.captured = true
    intent.amount_received = soFar
    intent.amount_capturable -= amount
    emitEvent(call, "charge.captured", charge)
    emitEvent(call, "payment_intent.amount_capturable_updated", intent)
  }
  return intent
}

export function cancelIntent(call: StripeCall, id: string, body: Body): Intent {
  const intent = find(call.state.intents, "payment_intent", id)
  const may = ["requires_payment_method", "requires_capture", "requires_confirmation", "requires_action"]
  if (!may.includes(intent.status)) throw unexpectedState(intent, "cancel")
  const charge = chargeOf(call.state, intent)
  if (intent.status === "requires_capture" && charge) {
    if (charge.amount_captured > 0) throw unexpectedState(intent, "cancel")
    // Stripe tells of the hold that is let go as of a refund, though nothing was ever taken.
    charge.refunded = true
    charge.amount_refunded = charge.amount
    emitEvent(call, "charge.refunded", charge)
  }
  intent.status = "canceled"
  intent.amount_capturable = 0
  intent.next_action = null
  intent.cancellation_reason = text(body["cancellation_reason"])
  intent.canceled_at = call.tools.clock.seconds()
  emitEvent(call, "payment_intent.canceled", intent)
  return intent
}

export function incrementIntent(call: StripeCall, id: string, body: Body): Intent {
  const intent = find(call.state.intents, "payment_intent", id)
  const charge = chargeOf(call.state, intent)
  if (intent.status !== "requires_capture" || !charge) throw unexpectedState(intent, "increment the authorization of")
  const amount = checkAmount(whole(body["amount"]), intent.currency)
  if (charge.payment_method_details.card?.incremental_authorization.status !== "available") {
    throw invalid("This PaymentIntent does not support incremental authorization.", { param: "amount" })
  }
  if (amount <= intent.amount) {
    throw invalid("The amount must be greater than the currently authorized amount.", { param: "amount" })
  }
  intent.amount = amount
  intent.amount_capturable = amount
  charge.amount = amount
  charge.payment_method_details.card.amount_authorized = amount
  intent.metadata = mergedMetadata(intent.metadata, body["metadata"])
  emitEvent(call, "payment_intent.amount_capturable_updated", intent)
  return intent
}

function takeMethod(call: StripeCall, intent: Intent, body: Body): void {
  const named = text(body["payment_method"])
  const given = record(body["payment_method_data"])
  if (named === null && !("type" in given)) return
  const method = named === null ? makeMethod(call, given) : useMethod(call, named)
  intent.payment_method = method.id
  if (intent.status === "requires_payment_method") intent.status = "requires_confirmation"
}

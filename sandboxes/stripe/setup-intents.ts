import { find, newId, newSecret } from "./account-books"
import { emitEvent, type StripeCall } from "./emit-event"
import { flag, mergedMetadata, record, text } from "./form-values"
import { makeMethod, useMethod } from "./payment-methods"
import { invalid, StripeError } from "./stripe-error"
import type { ErrorBody, SetupIntent } from "./stripe-objects"

type Body = Readonly<Record<string, unknown>>

export function createSetupIntent(call: StripeCall, body: Body): SetupIntent {
  const id = newId(call.tools, "seti")
  const customer = text(body["customer"])
  if (customer !== null) find(call.state.customers, "customer", customer)
  const intent: SetupIntent = {
    id,
    object: "setup_intent",
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: newSecret(call.tools, id),
    created: call.tools.clock.seconds(),
    customer,
    description: text(body["description"]),
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: mergedMetadata({}, body["metadata"]),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: record(body["payment_method_options"]),
    payment_method_types: body["payment_method_types"] ?? ["card"],
    single_use_mandate: null,
    status: "requires_payment_method",
    usage: text(body["usage"]) ?? "off_session",
  }
  call.state.setupIntents.set(id, intent)
  emitEvent(call, "setup_intent.created", intent)
  takeMethod(call, intent, body)
  if (flag(body["confirm"])) confirmSetupIntent(call, intent, body)
  return intent
}

export function confirmSetupIntent(call: StripeCall, intent: SetupIntent, body: Body): SetupIntent {
  if (intent.status === "succeeded" || intent.status === "canceled") throw closed(intent, "confirm")
  takeMethod(call, intent, body)
  const behaviour = call.state.behaviours.get(intent.payment_method ?? "")
  if (!behaviour) throw invalid("You cannot confirm this SetupIntent because it's missing a payment method.")
  if (behaviour.authentication) {
    intent.status = "requires_action"
    intent.next_action = {
      type: "use_stripe_sdk",
      use_stripe_sdk: { stripe_js: `${call.baseUrl ?? ""}/__sandbox/3ds/${intent.id}?account=${call.account}` },
    }
    emitEvent(call, "setup_intent.requires_action", intent)
    return intent
  }
  if (behaviour.declined) {
    const [code, declineCode] = behaviour.declined
    fail(call, intent, {
      type: "card_error",
      code,
      ...(declineCode !== undefined && { decline_code: declineCode }),
      message: "Your card was declined.",
    })
    throw new StripeError(402, { type: "card_error", message: "Your card was declined.", code, setup_intent: intent })
  }
  succeed(call, intent)
  return intent
}

export function finishSetupChallenge(call: StripeCall, intent: SetupIntent, passed: boolean): void {
  if (intent.status !== "requires_action") throw closed(intent, "complete")
  intent.next_action = null
  if (passed) succeed(call, intent)
  else {
    fail(call, intent, {
      type: "invalid_request_error",
      code: "setup_intent_authentication_failure",
      message: "The provided PaymentMethod has failed authentication.",
    })
  }
}

export function cancelSetupIntent(call: StripeCall, id: string, body: Body): SetupIntent {
  const intent = find(call.state.setupIntents, "setup_intent", id)
  if (intent.status === "succeeded" || intent.status === "canceled") throw closed(intent, "cancel")
  intent.status = "canceled"
  intent.cancellation_reason = text(body["cancellation_reason"])
  emitEvent(call, "setup_intent.canceled", intent)
  return intent
}

function succeed(call: StripeCall, intent: SetupIntent): void {
  intent.status = "succeeded"
  intent.last_setup_error = null
  const method = find(call.state.methods, "payment_method", intent.payment_method ?? "")
  call.state.setUp.add(method.id)
  if (intent.customer !== null) method.customer = intent.customer
  emitEvent(call, "setup_intent.succeeded", intent)
}

function fail(call: StripeCall, intent: SetupIntent, error: ErrorBody): void {
  intent.status = "requires_payment_method"
  intent.last_setup_error = error
  intent.payment_method = null
  emitEvent(call, "setup_intent.setup_failed", intent)
}

function takeMethod(call: StripeCall, intent: SetupIntent, body: Body): void {
  const named = text(body["payment_method"])
  const given = record(body["payment_method_data"])
  if (named === null && !("type" in given)) return
  intent.payment_method = (named === null ? makeMethod(call, given) : useMethod(call, named)).id
  intent.status = "requires_confirmation"
}

const closed = (intent: SetupIntent, act: string) =>
  invalid(`You cannot ${act} this SetupIntent because it has a status of ${intent.status}.`, {
    code: "setup_intent_unexpected_state",
    setup_intent: intent,
  })

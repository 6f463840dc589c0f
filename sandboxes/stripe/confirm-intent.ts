import { book } from "./balance"
import { chargeOf, HOLD_DAYS, newCharge } from "./charges"
import { emitEvent, type StripeCall } from "./emit-event"
import { record } from "./form-values"
import { openReview } from "./reviews"
import { invalid, StripeError } from "./stripe-error"
import type { Charge, ErrorBody, Intent } from "./stripe-objects"
import type { Behaviour } from "./test-cards"

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** How long a bank takes to say whether a debit came through. */
const DEBIT_DAYS = 3

export interface Confirmation {
  readonly offSession: boolean
  readonly returnUrl: string | null
  /** Where a browser answers the bank's question. */
  readonly challengeUrl: string
}

/** Takes the intent as far as its method lets it. */
export function confirmIntent(call: StripeCall, intent: Intent, how: Confirmation): void {
  const behaviour = behaviourOf(call, intent)
  const known = call.state.setUp.has(intent.payment_method ?? "")
  if (behaviour.authentication === "always" || (behaviour.authentication === "unless_set_up" && !known)) {
    askForAuthentication(call, intent, how)
    return
  }
  charge(call, intent, behaviour, false)
}

/** What follows when the shopper has answered the bank. */
export function finishChallenge(call: StripeCall, intent: Intent, passed: boolean): void {
  if (intent.status !== "requires_action") throw unexpectedState(intent, "complete the authentication of")
  intent.next_action = null
  if (!passed) {
    fail(call, intent, {
      type: "invalid_request_error",
      code: "payment_intent_authentication_failure",
      message: "The provided PaymentMethod has failed authentication.",
    })
    return
  }
  if (intent.setup_future_usage === "off_session") call.state.setUp.add(intent.payment_method ?? "")
  try {
    charge(call, intent, behaviourOf(call, intent), true)
  } catch (error) {
    // The bank's no is in the intent; whoever finished the challenge in a browser is not told by an error.
    if (!(error instanceof StripeError)) throw error
  }
}

function behaviourOf(call: StripeCall, intent: Intent): Behaviour {
  const behaviour = call.state.behaviours.get(intent.payment_method ?? "")
  if (behaviour) return behaviour
  throw invalid("You cannot confirm this PaymentIntent because it's missing a payment method.", {
    code: "payment_intent_unexpected_state",
    payment_intent: intent,
  })
}

function askForAuthentication(call: StripeCall, intent: Intent, how: Confirmation): void {
  if (how.offSession) {
    fail(call, intent, {
      type: "card_error",
      code: "authentication_required",
      decline_code: "authentication_required",
      message: "Your card was declined. This transaction requires authentication.",
    })
    throw cardError(intent)
  }
  intent.status = "requires_action"
  intent.next_action =
    how.returnUrl === null
      ? { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: how.challengeUrl } }
      : { type: "redirect_to_url", redirect_to_url: { return_url: how.returnUrl, url: how.challengeUrl } }
  emitEvent(call, "payment_intent.requires_action", intent)
}

function charge(call: StripeCall, intent: Intent, behaviour: Behaviour, authenticated: boolean): void {
  const made = newCharge(call, intent, behaviour, authenticated)
  intent.latest_charge = made.id
  intent.next_action = null
  if (behaviour.declined) {
    decline(call, intent, made, behaviour.declined)
    throw cardError(intent)
  }
  intent.last_payment_error = null
  if (behaviour.delayed) {
    wait(call, intent, made, behaviour.delayed)
    return
  }
  made.status = "succeeded"
  emitEvent(call, "charge.succeeded", made)
  const byHand =
    intent.capture_method === "manual" || record(intent.payment_method_options["card"])["capture_method"] === "manual"
  if (byHand) {
    intent.status = "requires_capture"
    intent.amount_capturable = intent.amount
    emitEvent(call, "payment_intent.amount_capturable_updated", intent)
    call.tools.later(call.account, HOLD_DAYS * DAY_MS, { act: "hold.expire", id: intent.id })
  } else {
    receive(call, intent, made)
  }
  if (behaviour.risk === "elevated") openReview(call, intent, made)
  follow(call, intent, made, behaviour)
}

/** All of it is ours: what a capture, an automatic one and a debit that came through end in. */
export function receive(call: StripeCall, intent: Intent, made: Charge, amount = intent.amount): void {
  made.captured = true
  made.amount_captured = amount
  made.balance_transaction = book(call, "charge", amount, intent.currency, made.id).id
  intent.amount_received = amount
  intent.amount_capturable = 0
  intent.status = "succeeded"
  emitEvent(call, "payment_intent.succeeded", intent)
}

/** Lets a hold go that nobody captured in time. */
export function expireHold(call: StripeCall, intent: Intent): void {
  if (intent.status !== "requires_capture") return
  const made = chargeOf(call.state, intent)
  if (made) {
    made.refunded = true
    made.amount_refunded = made.amount - made.amount_captured
    emitEvent(call, "charge.expired", made)
  }
  intent.status = "canceled"
  intent.amount_capturable = 0
  intent.cancellation_reason = "automatic"
  intent.canceled_at = call.tools.clock.seconds()
  emitEvent(call, "payment_intent.canceled", intent)
}

function decline(
  call: StripeCall,
  intent: Intent,
  made: Charge,
  [code, declineCode]: readonly [string, string?],
): void {
  made.status = "failed"
  made.paid = false
  made.failure_code = code
  made.failure_message = DECLINED[code] ?? "Your card was declined."
  emitEvent(call, "charge.failed", made)
  fail(call, intent, {
    type: "card_error",
    code,
    ...(declineCode !== undefined && { decline_code: declineCode }),
    message: made.failure_message,
    charge: made.id,
  })
}

const DECLINED: Readonly<Record<string, string>> = {
  expired_card: "Your card has expired.",
  incorrect_cvc: "Your card's security code is incorrect.",
  processing_error: "An error occurred while processing your card. Try again in a little bit.",
}

function fail(call: StripeCall, intent: Intent, error: ErrorBody): void {
  const method = call.state.methods.get(intent.payment_method ?? "")
  intent.status = "requires_payment_method"
  intent.next_action = null
  intent.last_payment_error = { ...error, ...(method && { payment_method: method }) }
  intent.payment_method = null
  emitEvent(call, "payment_intent.payment_failed", intent)
}

const cardError = (intent: Intent) =>
  new StripeError(402, {
    ...(intent.last_payment_error ?? { type: "card_error", message: "Your card was declined." }),
    payment_intent: intent,
  })

function wait(call: StripeCall, intent: Intent, made: Charge, outcome: "succeeds" | "fails"): void {
  made.status = "pending"
  made.paid = false
  intent.status = "processing"
  emitEvent(call, "payment_intent.processing", intent)
  emitEvent(call, "charge.pending", made)
  call.tools.later(call.account, DEBIT_DAYS * DAY_MS, { act: "debit.settle", id: intent.id, outcome })
}

/** What the bank says about a debit, days later. */
export function settleDebit(call: StripeCall, intent: Intent, outcome: "succeeds" | "fails"): void {
  const made = chargeOf(call.state, intent)
  if (intent.status !== "processing" || !made) return
  if (outcome === "fails") {
    decline(call, intent, made, ["payment_method_provider_decline", "insufficient_funds"])
    return
  }
  made.status = "succeeded"
  made.paid = true
  emitEvent(call, "charge.succeeded", made)
  receive(call, intent, made)
}

function follow(call: StripeCall, intent: Intent, made: Charge, behaviour: Behaviour): void {
  const { account, tools } = call
  const inquiry = behaviour.dispute === "inquiry"
  if (behaviour.dispute) {
    const reason = inquiry ? "general" : behaviour.dispute
    tools.later(account, MINUTE_MS, { act: "dispute.open", charge: made.id, reason, inquiry })
  }
  if (behaviour.fraudWarning) tools.later(account, MINUTE_MS, { act: "fraud.warn", charge: made.id, intent: intent.id })
}

export const unexpectedState = (intent: Intent, act: string) =>
  invalid(`You cannot ${act} this PaymentIntent because it has a status of ${intent.status}.`, {
    code: "payment_intent_unexpected_state",
    payment_intent: intent,
  })

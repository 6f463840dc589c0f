import { ProviderFailure, type ProviderFailureKind } from "@holdfast/kernel"
import Stripe from "stripe"
import { NoAnswer } from "./fetch-http-client"
import { scrub } from "./scrub"

/** What of a Stripe error decides what it means. */
type Told = {
  readonly type: string
  readonly code: string | undefined
  readonly declineCode: string | undefined
  readonly param: string | undefined
  readonly status: number | undefined
  readonly requestId: string | undefined
  readonly intent: Stripe.PaymentIntent | undefined
  readonly message: string
}

type Meaning = readonly [kind: ProviderFailureKind, code: string, nextStep: string, shopper?: string]

const DECLINED = "The payment was declined. Try another card or another way to pay."
const LATER = "The payment service does not answer at the moment. Please try again in a few minutes."
const SHOP = "This payment cannot be made. Please contact the shop."

// What a bank's no may say to whoever holds the card. A lost, stolen or suspected one is not told from any other.
const CARD_ERRORS: Readonly<Record<string, Meaning>> = {
  expired_card: [
    "declined",
    "card_expired",
    "The shopper needs another card.",
    "The card has expired. Try another one.",
  ],
  incorrect_cvc: [
    "declined",
    "card_cvc_incorrect",
    "The shopper may type the card again.",
    "The card's security code is not right.",
  ],
  incorrect_number: [
    "declined",
    "card_number_incorrect",
    "The shopper may type the card again.",
    "The card's number is not right.",
  ],
  insufficient_funds: [
    "declined",
    "card_funds_insufficient",
    "The shopper needs another card.",
    "The card was declined. Try another one, or ask your bank.",
  ],
  processing_error: [
    "declined",
    "payment_processing_error",
    "The shopper may try again.",
    "The card could not be checked. Try again.",
  ],
  authentication_required: [
    "requires_action",
    "payment_authentication_required",
    "Bring the shopper back to confirm the payment in the shop.",
    "Your bank wants you to confirm this payment.",
  ],
}

const REQUEST_ERRORS: Readonly<Record<string, Meaning>> = {
  amount_too_small: [
    "invalid_request",
    "amount_too_small",
    "Stripe's documentation lists the least amount of each currency.",
  ],
  amount_too_large: [
    "invalid_request",
    "amount_too_large",
    "Ask for no more than is authorized, or split the payment.",
  ],
  resource_missing: [
    "invalid_request",
    "payment_unknown",
    "Check whether the key belongs to the account and the mode (test or live) it was made in.",
  ],
  charge_already_captured: ["invalid_request", "payment_captured_already", "Look at the payment; it needs no capture."],
  charge_already_refunded: [
    "invalid_request",
    "refund_exceeds_captured",
    "Look at the refunds of the payment; nothing is left of it.",
  ],
  charge_disputed: ["invalid_request", "payment_disputed", "Answer the dispute; the bank has the money."],
  charge_expired_for_capture: ["invalid_request", "authorization_expired", "Ask the shopper to pay again."],
  capture_charge_authorization_expired: ["invalid_request", "authorization_expired", "Ask the shopper to pay again."],
  invalid_charge_amount_no_decimal_compatible: [
    "invalid_request",
    "amount_not_exact",
    "Use whole units of the currency.",
  ],
  lock_timeout: ["conflict", "payment_busy", "The same call may be sent again."],
  idempotency_key_in_use: ["conflict", "payment_busy", "The same call may be sent again."],
  payment_intent_authentication_failure: [
    "declined",
    "payment_authentication_failed",
    "The shopper may try again or use another card.",
    "The payment was not confirmed with your bank. Try again or use another card.",
  ],
}

/**
 * What a Stripe error means for the shop.
 *
 * @param act what was asked, for the message: "capture the payment"
 * @param sentBefore whether an earlier try of this call may have reached Stripe, so that nothing is certain about this one
 */
export function failureOf(error: unknown, act: string, sentBefore = false): ProviderFailure {
  if (error instanceof ProviderFailure) return error
  const told = read(error)
  const [kind, code, nextStep, shopper] = meaningOf(error, told)
  // What is certain about the last try is not, about the call, when an earlier try of it may still be at work.
  const uncertain = sentBefore && (kind === "unreachable" || kind === "rate_limited" || kind === "conflict")
  const providerCode = told.declineCode ?? told.code ?? null
  const about = [told.status && `HTTP ${told.status}`, providerCode, told.requestId].filter(Boolean).join(", ")
  return new ProviderFailure(
    uncertain ? "indeterminate" : kind,
    uncertain ? "provider_silent" : code,
    scrub(`Stripe did not ${act}: ${told.message}${about === "" ? "" : ` (${about})`} ${nextStep}`),
    shopper ?? SHOP,
    providerCode,
  )
}

function meaningOf(error: unknown, told: Told): Meaning {
  if (error instanceof Stripe.errors.StripeConnectionError) return transport(error)
  if (told.status === 429) {
    return told.code === "lock_timeout"
      ? ["conflict", "payment_busy", "The same call may be sent again.", LATER]
      : ["rate_limited", "provider_rate_limited", "The same call may be sent again later.", LATER]
  }
  if (error instanceof Stripe.errors.StripeAuthenticationError) {
    return ["configuration", "provider_key_invalid", "Check the option apiKey of the Stripe provider."]
  }
  if (error instanceof Stripe.errors.StripePermissionError) {
    return [
      "configuration",
      "provider_permission_missing",
      "Give the restricted key the permission that the message names.",
    ]
  }
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    return [
      "invalid_request",
      "idempotency_key_reused",
      "The same id came with other parameters; the first call stands.",
    ]
  }
  if (told.status === 409) return ["conflict", "payment_busy", "The same call may be sent again.", LATER]
  if (error instanceof Stripe.errors.StripeCardError) return declined(told)
  if (error instanceof Stripe.errors.StripeInvalidRequestError) return invalidRequest(told)
  return ["indeterminate", "provider_failed", "Whether it was done is not known; it is looked up.", LATER]
}

function transport(error: Error): Meaning {
  const { detail } = error as { readonly detail?: unknown }
  return detail instanceof NoAnswer && !detail.sent
    ? ["unreachable", "provider_unreachable", "Nothing was sent; the same call may be sent again.", LATER]
    : ["indeterminate", "provider_silent", "Whether it was done is not known; it is looked up.", LATER]
}

/** A bank's no, from an error or from the last error that an intent keeps. */
export function declined({ code, declineCode }: Pick<Told, "code" | "declineCode">): Meaning {
  const known = CARD_ERRORS[declineCode ?? ""] ?? CARD_ERRORS[code ?? ""] ?? REQUEST_ERRORS[code ?? ""]
  return known ?? ["declined", "payment_declined", "The shopper needs another card.", DECLINED]
}

function invalidRequest(told: Told): Meaning {
  if (told.code === "payment_intent_unexpected_state") return unexpectedState(told.intent)
  if (told.code === "amount_too_large" && told.param === "amount_to_capture") {
    return ["invalid_request", "capture_exceeds_authorized", "Capture no more than is still authorized."]
  }
  const known = REQUEST_ERRORS[told.code ?? ""]
  if (known) return known
  if (told.param === "currency") {
    return ["invalid_request", "currency_unsupported", "Offer another provider for this currency."]
  }
  if (told.message.startsWith("Refund amount")) {
    return ["invalid_request", "refund_exceeds_captured", "Refund no more than is captured and not yet refunded."]
  }
  return ["invalid_request", "request_refused", "Stripe's dashboard shows the request by its id."]
}

function unexpectedState(intent: Stripe.PaymentIntent | undefined): Meaning {
  switch (intent?.status) {
    case "canceled":
      return intent.cancellation_reason === "automatic"
        ? ["invalid_request", "authorization_expired", "Ask the shopper to pay again."]
        : ["invalid_request", "payment_voided", "Ask the shopper to pay again."]
    case "succeeded":
      return ["invalid_request", "payment_captured_already", "Look at the payment; refund it to give money back."]
    case "processing":
      return ["invalid_request", "payment_in_progress", "Wait for the bank; a webhook says what became of it."]
    default:
      return ["invalid_request", "payment_not_authorized", `The payment is ${intent?.status ?? "not there yet"}.`]
  }
}

function read(error: unknown): Told {
  if (!(error instanceof Stripe.errors.StripeError)) {
    return {
      type: "unknown",
      code: undefined,
      declineCode: undefined,
      param: undefined,
      status: undefined,
      requestId: undefined,
      intent: undefined,
      message: error instanceof Error ? error.message : String(error),
    }
  }
  const raw = (error.raw ?? {}) as { readonly statusCode?: number }
  return {
    type: error.type,
    code: error.code,
    declineCode: error.decline_code,
    param: error.param,
    status: error.statusCode ?? raw.statusCode,
    requestId: error.requestId || undefined,
    intent: error.payment_intent,
    message: error.message,
  }
}

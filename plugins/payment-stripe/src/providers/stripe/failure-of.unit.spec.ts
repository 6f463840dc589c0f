import { describe, expect, it } from "@jest/globals"
import { ProviderFailure } from "@holdfast/kernel"
import Stripe from "stripe"
import { failureOf } from "./failure-of"
import { NoAnswer } from "./fetch-http-client"

const { errors } = Stripe
type Raw = ConstructorParameters<typeof errors.StripeError>[0]
const raw = (more: Record<string, unknown>) =>
  ({ message: "It said no.", requestId: "req_1", ...more }) as unknown as Raw
const card = (code: string, decline?: string) =>
  new errors.StripeCardError(raw({ type: "card_error", code, decline_code: decline, statusCode: 402 }))
const invalid = (code: string | undefined, more: Record<string, unknown> = {}) =>
  new errors.StripeInvalidRequestError(raw({ type: "invalid_request_error", code, statusCode: 400, ...more }))
const lost = (sent: boolean) => new errors.StripeConnectionError(raw({ detail: new NoAnswer(sent, "reset", false) }))
const unexpected = (status: string, reason?: string) =>
  invalid("payment_intent_unexpected_state", { payment_intent: { status, cancellation_reason: reason } })

describe("what an error of Stripe's means", () => {
  it.each([
    [card("card_declined", "generic_decline"), "declined", "payment_declined"],
    [card("card_declined", "insufficient_funds"), "declined", "card_funds_insufficient"],
    [card("card_declined", "lost_card"), "declined", "payment_declined"],
    [card("card_declined", "stolen_card"), "declined", "payment_declined"],
    [card("card_declined", "fraudulent"), "declined", "payment_declined"],
    [card("card_declined", "do_not_honor"), "declined", "payment_declined"],
    [card("expired_card"), "declined", "card_expired"],
    [card("incorrect_cvc"), "declined", "card_cvc_incorrect"],
    [card("incorrect_number"), "declined", "card_number_incorrect"],
    [card("processing_error"), "declined", "payment_processing_error"],
    [card("authentication_required", "authentication_required"), "requires_action", "payment_authentication_required"],
    [invalid("payment_intent_authentication_failure"), "declined", "payment_authentication_failed"],
    [invalid("amount_too_small"), "invalid_request", "amount_too_small"],
    [invalid("amount_too_large"), "invalid_request", "amount_too_large"],
    [invalid("amount_too_large", { param: "amount_to_capture" }), "invalid_request", "capture_exceeds_authorized"],
    [invalid("resource_missing", { statusCode: 404 }), "invalid_request", "payment_unknown"],
    [invalid("charge_already_captured"), "invalid_request", "payment_captured_already"],
    [invalid("charge_already_refunded"), "invalid_request", "refund_exceeds_captured"],
    [invalid("charge_disputed"), "invalid_request", "payment_disputed"],
    [
      invalid(undefined, { message: "Refund amount (9) is greater than 5" }),
      "invalid_request",
      "refund_exceeds_captured",
    ],
    [invalid(undefined, { param: "currency" }), "invalid_request", "currency_unsupported"],
    [invalid("parameter_unknown"), "invalid_request", "request_refused"],
    [unexpected("canceled", "automatic"), "invalid_request", "authorization_expired"],
    [unexpected("canceled", "requested_by_customer"), "invalid_request", "payment_voided"],
    [unexpected("succeeded"), "invalid_request", "payment_captured_already"],
    [unexpected("processing"), "invalid_request", "payment_in_progress"],
    [unexpected("requires_payment_method"), "invalid_request", "payment_not_authorized"],
    [new errors.StripeIdempotencyError(raw({ statusCode: 400 })), "invalid_request", "idempotency_key_reused"],
    [new errors.StripeAuthenticationError(raw({ statusCode: 401 })), "configuration", "provider_key_invalid"],
    [new errors.StripePermissionError(raw({ statusCode: 403 })), "configuration", "provider_permission_missing"],
    [invalid("idempotency_key_in_use", { statusCode: 409 }), "conflict", "payment_busy"],
    [invalid("lock_timeout", { statusCode: 429 }), "conflict", "payment_busy"],
    [new errors.StripeRateLimitError(raw({ statusCode: 429 })), "rate_limited", "provider_rate_limited"],
    [new errors.StripeAPIError(raw({ statusCode: 500 })), "indeterminate", "provider_failed"],
    [lost(true), "indeterminate", "provider_silent"],
    [lost(false), "unreachable", "provider_unreachable"],
    [new TypeError("undefined is not a function"), "indeterminate", "provider_failed"],
  ])("%# is %s", (error, kind, code) => {
    expect(failureOf(error, "capture the payment")).toMatchObject({ kind, code })
  })

  it("is not certain after an earlier try that may have been done", () => {
    for (const error of [
      lost(false),
      new errors.StripeRateLimitError(raw({ statusCode: 429 })),
      invalid("lock_timeout"),
    ]) {
      expect(failureOf(error, "capture the payment", true)).toMatchObject({ kind: "indeterminate" })
    }
    expect(failureOf(card("expired_card"), "capture the payment", true)).toMatchObject({ kind: "declined" })
  })

  it("tells the operator the code and the request, and the shopper neither", () => {
    const failure = failureOf(card("card_declined", "stolen_card"), "authorize the payment")
    expect(failure.message).toBe(
      "Stripe did not authorize the payment: It said no. (HTTP 402, stolen_card, req_1) The shopper needs another card.",
    )
    expect(failure.shopperMessage).toBe("The payment was declined. Try another card or another way to pay.")
    expect(failure.providerCode).toBe("stolen_card")
  })

  it("never says whether a card was lost, stolen or suspected", () => {
    const told = ["lost_card", "stolen_card", "fraudulent", "pickup_card"].map(
      (decline) => failureOf(card("card_declined", decline), "pay").shopperMessage,
    )
    expect(new Set(told).size).toBe(1)
  })

  it("keeps card numbers, keys and addresses out of what it says", () => {
    const number = "4242".repeat(4)
    const message = `No such card ${number} of ada@example.com with sk_test_abc and pi_1_secret_xyz`
    const failure = failureOf(new errors.StripeAPIError(raw({ message })), "pay")
    expect(failure.message).toContain("No such card [number] of [e-mail] with [key] and pi_1_secret_[secret]")
    expect(failure.message).not.toContain(number)
  })

  it("leaves a failure that is one already as it is", () => {
    const failure = new ProviderFailure("declined", "payment_declined", "No.", "No.")
    expect(failureOf(failure, "pay")).toBe(failure)
  })
})

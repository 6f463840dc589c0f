import { describe, expect, it } from "@jest/globals"
import type { ProviderFailureKind } from "@holdfast/kernel"
import { failureOfAnswer, failureWithoutAnswer } from "./failure-of-answer"

describe("failureOfAnswer", () => {
  it.each<[number, string | null, ProviderFailureKind, string]>([
    [401, "000", "configuration", "provider_key_refused"],
    [403, "010", "configuration", "provider_not_allowed"],
    [403, "901", "configuration", "merchant_account_invalid"],
    [403, null, "configuration", "provider_permission_missing"],
    [404, null, "invalid_request", "payment_reference_unknown"],
    [422, "130", "invalid_request", "reference_missing"],
    [422, "137", "invalid_request", "amount_invalid"],
    [422, "138", "invalid_request", "currency_not_supported"],
    [422, "167", "invalid_request", "payment_reference_unknown"],
    [422, "14_030", "invalid_request", "return_url_missing"],
    [422, "704", "conflict", "request_in_progress"],
    [422, "999", "invalid_request", "request_invalid"],
    [400, "702", "invalid_request", "request_invalid"],
    [429, null, "rate_limited", "provider_rate_limited"],
    [408, null, "indeterminate", "payment_outcome_unknown"],
    [500, "000", "indeterminate", "payment_outcome_unknown"],
    [502, null, "indeterminate", "payment_outcome_unknown"],
  ])("reads %p with error code %p as %s: %s", (status, errorCode, kind, code) => {
    const failure = failureOfAnswer(
      "POST /payments",
      status,
      errorCode === null ? null : { errorCode, message: "why", pspReference: "PSP1" },
    )
    expect(failure).toMatchObject({ kind, code, providerCode: errorCode })
    expect(failure.message).toContain(`${status}`)
    expect(failure.shopperMessage).not.toMatch(/adyen|api|key|merchant/i)
  })

  it("takes a card number out of what Adyen says", () => {
    const number = "4111" + "1".repeat(12)
    const failure = failureOfAnswer("POST /payments", 422, {
      errorCode: "101",
      message: `Invalid card number ${number}`,
    })
    expect(failure.message).not.toContain(number)
  })
})

describe("failureWithoutAnswer", () => {
  it("knows that nothing was done only where no connection came about", () => {
    expect(failureWithoutAnswer("POST /payments", true, "TimeoutError")).toMatchObject({ kind: "indeterminate" })
    expect(failureWithoutAnswer("POST /payments", false, "ECONNREFUSED")).toMatchObject({ kind: "unreachable" })
  })
})

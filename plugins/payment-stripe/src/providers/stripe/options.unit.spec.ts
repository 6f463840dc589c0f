import { describe, expect, it } from "@jest/globals"
import { parseOptions } from "./options"

const given = { apiKey: "sk_test_shop", webhookSecret: "the signing secret" }

describe("Stripe's options", () => {
  it("need 2 values and have 16 defaults", () => {
    expect(parseOptions(given)).toEqual({
      apiKey: "sk_test_shop",
      webhookSecrets: ["the signing secret"],
      publishableKey: null,
      apiUrl: "https://api.stripe.com",
      capture: "manual",
      automaticPaymentMethods: true,
      paymentMethodTypes: ["card"],
      multicapture: true,
      incrementalAuthorization: false,
      delayedMethods: expect.arrayContaining(["sepa_debit", "us_bank_account"]),
      roundToStep: "refuse",
      paymentDescription: null,
      statementDescriptorSuffix: null,
      timeoutMs: 30_000,
      totalTimeoutMs: 30_000,
      maxRetries: 3,
      retryDelayMs: 250,
      webhookToleranceSeconds: 300,
    })
  })

  it("take 2 secrets while one replaces the other", () => {
    expect(parseOptions({ ...given, webhookSecret: ["new", "old"] }).webhookSecrets).toEqual(["new", "old"])
  })

  it.each([
    [undefined, 'Stripe option "apiKey" is missing. Set STRIPE_API_KEY, or drop the provider from medusa-config.ts.'],
    [{ ...given, apiKey: "" }, 'Stripe option "apiKey" is missing.'],
    [{ ...given, apiKey: "pk_test_shop" }, 'Stripe option "apiKey" is no secret key.'],
    [{ apiKey: given.apiKey }, 'Stripe option "webhookSecret" is missing. Set STRIPE_WEBHOOK_SECRET'],
    [{ ...given, webhookSecret: [1] }, 'Stripe option "webhookSecret" is no list of texts.'],
    [{ ...given, capture: "later" }, 'Stripe option "capture" is not one of its values. Use manual or automatic.'],
    [{ ...given, multicapture: "yes" }, 'Stripe option "multicapture" is neither true nor false.'],
    [{ ...given, timeoutMs: 0 }, 'Stripe option "timeoutMs" is no whole number from 1.'],
    [{ ...given, publishableKey: 7 }, 'Stripe option "publishableKey" is no text.'],
    [{ ...given, apiUrl: "api.stripe.com" }, 'Stripe option "apiUrl" is no address.'],
    [{ ...given, apiUrl: "http://api.stripe.com" }, 'Stripe option "apiUrl" is not encrypted.'],
    [{ ...given, apiUrl: "https://api.stripe.com/v1" }, 'Stripe option "apiUrl" has a path.'],
  ])("stop the boot and name the first that is wrong: %#", (options, message) => {
    expect(() => parseOptions(options)).toThrow(message)
  })

  it("never repeat a key in what they say", () => {
    expect(() => parseOptions({ ...given, apiKey: "pk_test_very_private" })).toThrow(/^(?!.*very_private)/)
  })
})

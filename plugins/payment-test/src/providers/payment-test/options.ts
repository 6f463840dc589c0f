import { MedusaError } from "@medusajs/framework/utils"

/** Options of the provider in medusa-config. */
export interface TestPaymentOptions {
  /** Where `sandboxes/payment-test` listens: `http://127.0.0.1:4600`. */
  readonly baseUrl: string
  /** What its webhooks are signed with. */
  readonly webhookSecret: string
  /** How long an answer is waited for. Default 5000. */
  readonly timeoutMs: number
}

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost):\d{1,5}$/

/** @throws MedusaError that names the option; the host asks at boot */
export function parseOptions(options: unknown): TestPaymentOptions {
  const { baseUrl, webhookSecret, timeoutMs } = (options ?? {}) as Record<string, unknown>
  // It takes no money, so nothing but a test may speak to it.
  if (typeof baseUrl !== "string" || !LOOPBACK.test(baseUrl)) {
    throw invalid(
      '"baseUrl" is missing or not on loopback. Set it to what sandboxes/payment-test prints when it starts.',
    )
  }
  if (webhookSecret !== undefined && (typeof webhookSecret !== "string" || webhookSecret === "")) {
    throw invalid('"webhookSecret" is no text. Leave it out, or give what sandboxes/payment-test was started with.')
  }
  if (timeoutMs !== undefined && !(typeof timeoutMs === "number" && timeoutMs >= 1 && timeoutMs <= 600_000)) {
    throw invalid('"timeoutMs" is no number from 1 to 600000. Leave it out for 5000.')
  }
  return { baseUrl, webhookSecret: webhookSecret ?? "test-webhook-secret", timeoutMs: timeoutMs ?? 5000 }
}

const invalid = (problem: string) =>
  new MedusaError(MedusaError.Types.INVALID_DATA, `Option ${problem}`, "payment_test_option_invalid")

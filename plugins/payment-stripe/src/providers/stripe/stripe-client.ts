import { setTimeout as pause } from "node:timers/promises"
import type { ProviderFailure } from "@holdfast/kernel"
import type { Logger } from "@medusajs/framework/types"
import Stripe from "stripe"
import { failureOf } from "./failure-of"
import { FetchHttpClient } from "./fetch-http-client"
import type { StripeOptions } from "./options"
import { scrub } from "./scrub"

/** The version whose objects the rest of this plugin reads. The SDK's types are of the same. */
export const STRIPE_API_VERSION = "2024-04-10"

const LONGEST_PAUSE_MS = 8_000

/** What a repetition can change. */
const REPEATED = new Set(["unreachable", "indeterminate", "conflict", "rate_limited"])

/** Stripe's SDK with our time limits, our repetitions, and our names for what goes wrong. */
export class StripeClient {
  readonly sdk: Stripe

  constructor(
    private readonly options: StripeOptions,
    private readonly logger: Pick<Logger, "warn"> | undefined,
  ) {
    const { hostname, port, protocol } = new URL(options.apiUrl)
    this.sdk = new Stripe(options.apiKey, {
      apiVersion: STRIPE_API_VERSION,
      host: hostname,
      ...(port !== "" && { port }),
      protocol: protocol === "http:" ? "http" : "https",
      httpClient: new FetchHttpClient(),
      timeout: options.timeoutMs,
      // Tries are counted here, because only here it is known whether an earlier one may have been done.
      maxNetworkRetries: 0,
      telemetry: false,
      appInfo: { name: "@holdfast/payment-stripe" },
    })
  }

  /**
   * Asks Stripe, again when that can help, with the same key.
   *
   * @param act what it is asked to do, for messages: "capture the payment"
   * @throws ProviderFailure
   */
  async ask<T>(act: string, call: (sdk: Stripe) => Promise<T>): Promise<T> {
    const endsAt = performance.now() + this.options.totalTimeoutMs
    let sentBefore = false
    for (let attempt = 0; ; attempt++) {
      try {
        return await call(this.sdk)
      } catch (error) {
        const failure = failureOf(error, act, sentBefore)
        sentBefore ||= failure.kind === "indeterminate"
        const wait = this.pauseBefore(attempt, error)
        const again =
          REPEATED.has(failure.kind) && attempt < this.options.maxRetries && performance.now() + wait < endsAt
        if (!again) throw this.logged(failure)
        await pause(wait)
      }
    }
  }

  /** Between none and twice as long as before, so that many who wait do not come back together; or what Stripe asks for. */
  private pauseBefore(attempt: number, error: unknown): number {
    // A request without an answer has no headers either, whatever the SDK's types say.
    const { headers } = error as { readonly headers?: Readonly<Record<string, string>> }
    const asked = Number(headers?.["retry-after"])
    if (asked > 0) return Math.min(asked * 1000, LONGEST_PAUSE_MS)
    return Math.random() * Math.min(this.options.retryDelayMs * 2 ** attempt, LONGEST_PAUSE_MS)
  }

  private logged(failure: ProviderFailure): ProviderFailure {
    if (failure.kind !== "declined") this.logger?.warn(scrub(`${failure.code}: ${failure.message}`))
    return failure
  }
}

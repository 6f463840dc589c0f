import { ProviderFailure, type MoneyOutcome } from "@holdfast/kernel"
import type { AdyenClient } from "./client"
import type { AdyenAmount } from "./domain/currencies"
import { modificationRequest } from "./domain/requests"
import type { AdyenData } from "./domain/session-data"
import { idempotencyKey } from "./idempotency-key"
import type { AdyenOptions } from "./options"

type Modification = "captures" | "refunds" | "cancels" | "reversals" | "amountUpdates"

type Received = { readonly pspReference: string; readonly amount?: AdyenAmount }

const LONGEST_REFERENCE = 80

/**
 * Captures, refunds, cancellations. Adyen only takes them down: `received` is no success, and the webhook says later what
 * became of it. The caller's key goes along as `reference`, and comes back in that webhook.
 */
export class AdyenModifications {
  constructor(
    private readonly client: AdyenClient,
    private readonly options: AdyenOptions,
  ) {}

  async request(
    act: Modification,
    pspReference: string,
    callerKey: string,
    amount: AdyenAmount | null,
  ): Promise<MoneyOutcome & { state: "requested" }> {
    const body = modificationRequest(this.options.merchantAccount, referenceOf(callerKey), amount)
    // Without the amount: the caller's key is one intent, and asking it for another amount must not move money twice.
    const key = idempotencyKey(act, callerKey, { pspReference })
    const path = `/payments/${encodeURIComponent(pspReference)}/${act}`
    const answer = await this.client.checkout<Received>("POST", path, key, body)
    if (amount !== null && answer.amount !== undefined && answer.amount.value !== amount.value) {
      throw keyReused(callerKey, answer.amount, amount)
    }
    return requested(answer)
  }

  /** Cancels by our own reference, where Adyen's is not known because its answer never came. */
  async cancelByReference(adyen: AdyenData, callerKey: string): Promise<MoneyOutcome & { state: "requested" }> {
    const body = {
      ...modificationRequest(this.options.merchantAccount, referenceOf(callerKey), null),
      paymentReference: adyen.session_id,
    }
    const key = idempotencyKey("cancels", callerKey, body)
    return requested(await this.client.checkout<Received>("POST", "/cancels", key, body))
  }
}

const requested = ({ pspReference }: Received) => ({
  state: "requested" as const,
  reference: pspReference,
})

const referenceOf = (callerKey: string) =>
  callerKey.length <= LONGEST_REFERENCE ? callerKey : idempotencyKey("reference", callerKey, null)

/** Adyen answered with what the key was used for first. */
const keyReused = (callerKey: string, first: AdyenAmount, now: AdyenAmount) =>
  new ProviderFailure(
    "invalid_request",
    "idempotency_key_reused",
    `The key ${callerKey} was used for ${first.value} ${first.currency} (minor units) and is now for ${now.value} ${now.currency}. Nothing more was moved; use a new key for another amount.`,
    "The payment is not affected.",
  )

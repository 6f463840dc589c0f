import type { ProviderFact } from "@holdfast/kernel"
import { fromAdyenAmount } from "./domain/currencies"
import { hear, heardOfSession, type HeardPayment } from "./domain/heard-payment"
import type { AdyenData, AdyenPayment } from "./domain/session-data"

// Some minutes of a busy shop. What is forgotten is told by the next webhook, or by the session's own result.
const LARGEST = 2000

/**
 * What this process has heard: from verified webhooks, and from answers that came late. A shop that asks the provider right after a webhook came, as
 * Medusa's own subscriber does, gets the webhook's news, which Adyen offers by no other call.
 */
export class WebhookMemory {
  private readonly payments = new Map<string, HeardPayment>()

  hear(facts: readonly ProviderFact[]): void {
    for (const fact of facts) {
      if (fact.paymentReference === null) continue
      const heard = hear(this.payments.get(fact.paymentReference) ?? null, fact)
      if (heard !== null) this.keep(heard)
    }
  }

  /** An authorization that Adyen answered when it was looked up. */
  remember({ session_id, amount }: AdyenData, payment: AdyenPayment | null): void {
    if (payment?.result_code !== "Authorised" || payment.psp_reference === null) return
    this.keep({
      paymentReference: payment.psp_reference,
      sessionId: session_id,
      authorization: "authorized",
      authorized: fromAdyenAmount(amount),
      captures: {},
      refunds: {},
      dispute: "none",
      ...this.payments.get(payment.psp_reference),
    })
  }

  private keep(heard: HeardPayment): void {
    this.payments.delete(heard.paymentReference)
    this.payments.set(heard.paymentReference, heard)
    for (const oldest of this.payments.keys()) {
      if (this.payments.size <= LARGEST) break
      this.payments.delete(oldest)
    }
  }

  ofSession(sessionId: string): HeardPayment | null {
    return heardOfSession(this.payments.values(), sessionId)
  }
}

import type { ProviderFact, ProviderFactKind } from "@holdfast/kernel"
import type { PaymentActions, WebhookActionResult } from "@medusajs/framework/types"

const ACTIONS: Partial<Record<ProviderFactKind, PaymentActions>> = {
  "payment.authorized": "authorized",
  "payment.declined": "failed",
  "payment.pending": "pending",
  "payment.requires_action": "requires_more",
  "payment.voided": "canceled",
  "payment.expired": "canceled",
}

/**
 * What Medusa's own webhook handling is told. `captured` is never said: to Medusa it means "capture this now", and the
 * message tells of a capture that the shop itself asked for.
 */
export function webhookActionOf(facts: readonly ProviderFact[]): WebhookActionResult {
  for (const { kind, sessionId, amount } of facts) {
    const action = ACTIONS[kind]
    if (action !== undefined && sessionId !== null)
      return { action, data: { session_id: sessionId, amount: amount ?? "0" } }
  }
  return { action: "not_supported" }
}

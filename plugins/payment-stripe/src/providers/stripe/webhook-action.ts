import type { ProviderFact } from "@holdfast/kernel"
import type { WebhookActionResult } from "@medusajs/framework/types"
import { PaymentActions } from "@medusajs/framework/utils"

const ACTIONS: Partial<Record<ProviderFact["kind"], PaymentActions>> = {
  "payment.authorized": PaymentActions.AUTHORIZED,
  "payment.pending": PaymentActions.PENDING,
  "payment.requires_action": PaymentActions.REQUIRES_MORE,
  "payment.declined": PaymentActions.FAILED,
  "payment.voided": PaymentActions.CANCELED,
  "payment.expired": PaymentActions.CANCELED,
  "capture.confirmed": PaymentActions.SUCCESSFUL,
}

/** What a bare Medusa shop does about an event: it knows payments, and neither refunds nor disputes. */
export function webhookActionOf(facts: readonly ProviderFact[]): WebhookActionResult {
  const fact = facts.find(({ kind, sessionId, amount }) => ACTIONS[kind] && sessionId !== null && amount !== null)
  const action = fact && ACTIONS[fact.kind]
  // An intent without a session of ours was made by somebody else who uses the same account.
  if (!action || fact.sessionId === null || fact.amount === null) return { action: PaymentActions.NOT_SUPPORTED }
  const delayed = fact.kind === "payment.pending" && fact.data["delayed"] === true
  return {
    action: delayed ? PaymentActions.PENDING_AUTHORIZATION : action,
    data: { session_id: fact.sessionId, amount: fact.amount },
  }
}

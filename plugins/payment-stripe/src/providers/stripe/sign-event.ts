import Stripe from "stripe"

/** An event as Stripe would send it, for a shop's own tests. */
export type StripeEventDraft = {
  /** Stripe's name of it: `payment_intent.succeeded`. */
  readonly type: string
  /** The object it tells of, with what the test needs of it. */
  readonly object: Readonly<Record<string, unknown>>
  readonly id?: string
  /** Seconds since 1970. Default: now. */
  readonly created?: number
}

/**
 * Writes and signs an event, so that a shop can test its webhook without Stripe.
 *
 * @param secret one of those in the option `webhookSecret`
 * @returns the body, byte for byte, and the headers to send it with
 *
 * @example
 * const { body, headers } = signStripeEvent({ type: "payment_intent.succeeded", object: { id: "pi_1", … } }, secret)
 * await fetch("http://localhost:9000/hooks/psp/pp_stripe_stripe", { method: "POST", body, headers })
 */
export function signStripeEvent(
  draft: StripeEventDraft,
  secret: string,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const created = draft.created ?? Math.floor(Date.now() / 1000)
  const body = JSON.stringify({
    id: draft.id ?? `evt_${draft.type.replaceAll(/\W/g, "_")}_${created}`,
    object: "event",
    api_version: "2024-04-10",
    created,
    data: { object: draft.object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: draft.type,
  })
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: created })
  return { body, headers: { "content-type": "application/json", "stripe-signature": signature } }
}

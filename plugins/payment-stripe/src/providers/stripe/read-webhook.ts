import { done, refuse, type Outcome, type ProviderFact, type RawWebhook, type Refusal } from "@holdfast/kernel"
import Stripe from "stripe"
import type { StripeOptions } from "./options"
import { factsOf } from "./read-event"

/** Verifies the raw body by any of the secrets, and reads what it tells. */
export function readWebhook(
  { body, headers }: RawWebhook,
  { webhookSecrets, webhookToleranceSeconds }: Pick<StripeOptions, "webhookSecrets" | "webhookToleranceSeconds">,
): Outcome<readonly ProviderFact[], Refusal> {
  const given = headers["stripe-signature"]
  const signature = typeof given === "string" ? given : given?.[0]
  if (signature === undefined) {
    return refuse(
      "webhook_signature_invalid",
      "The request has no stripe-signature header.",
      "Only Stripe may call this.",
    )
  }
  if (!webhookSecrets.some((secret) => isSigned(body, signature, secret, webhookToleranceSeconds))) {
    return refuse(
      "webhook_signature_invalid",
      `No secret fits the signature, or it is older than ${webhookToleranceSeconds} seconds.`,
      "Compare the option webhookSecret with the endpoint's signing secret in Stripe's dashboard, and the server's clock.",
    )
  }
  const event = eventIn(body)
  return event
    ? done(factsOf(event))
    : refuse(
        "webhook_malformed",
        "The body is signed, and no event of Stripe's.",
        "Look at the endpoint's API version.",
      )
}

function isSigned(body: string, signature: string, secret: string, tolerance: number): boolean {
  try {
    return Stripe.webhooks.signature.verifyHeader(body, signature, secret, tolerance)
  } catch {
    return false
  }
}

function eventIn(body: string): Stripe.Event | null {
  try {
    const event = JSON.parse(body) as Partial<Stripe.Event> | null
    const fits = event?.object === "event" && typeof event.id === "string" && typeof event.data?.object === "object"
    return fits && typeof event.type === "string" && typeof event.created === "number" ? (event as Stripe.Event) : null
  } catch {
    return null
  }
}

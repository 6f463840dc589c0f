import type Stripe from "stripe"
import type { StripeOptions } from "./options"

/**
 * What Medusa keeps of a payment, and the storefront sees: enough to go on with it, no card, and no reason of a bank.
 * The names are those of Stripe's PaymentIntent, as storefronts for Medusa's own Stripe provider expect them.
 */
export type StripeData = {
  readonly id: string
  readonly client_secret: string | null
  readonly status: Stripe.PaymentIntent.Status
  readonly amount: number
  readonly amount_capturable: number
  readonly amount_received: number
  readonly currency: string
  readonly customer: string | null
  readonly next_action: unknown
  readonly latest_charge: string | null
  /** Until when a capture is possible, ISO 8601 in UTC. */
  readonly expires_at: string | null
  /** Whether the authorization may be captured in several parts. */
  readonly multicapture: boolean
  readonly publishable_key: string | null
}

export function toData(intent: Stripe.PaymentIntent, options: Pick<StripeOptions, "publishableKey">): StripeData {
  const charge = chargeIn(intent)
  const card = charge?.payment_method_details?.card
  return {
    id: intent.id,
    client_secret: intent.client_secret,
    status: intent.status,
    amount: intent.amount,
    amount_capturable: intent.amount_capturable,
    amount_received: intent.amount_received,
    currency: intent.currency,
    customer: idOf(intent.customer),
    next_action: intent.next_action,
    latest_charge: idOf(intent.latest_charge),
    expires_at: card?.capture_before === undefined ? null : toIso(card.capture_before),
    multicapture: card?.multicapture?.status === "available",
    publishable_key: options.publishableKey,
  }
}

export const toIso = (seconds: number) => new Date(seconds * 1000).toISOString()

export const idOf = (reference: string | { readonly id: string } | null | undefined): string | null =>
  typeof reference === "string" ? reference : (reference?.id ?? null)

/** The charge, where the caller had it expanded. */
export const chargeIn = ({ latest_charge: charge }: Stripe.PaymentIntent): Stripe.Charge | null =>
  typeof charge === "object" ? charge : null

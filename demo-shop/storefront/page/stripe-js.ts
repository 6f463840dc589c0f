import { askTheBank } from "./bank-challenge"
import { cardFields, type CardFields } from "./card-fields"
import { inMinorUnits } from "./element"

/** As Stripe.js has it; of an intent, what a page reads. */
export interface PaymentIntent {
  readonly id: string
  readonly status: string
}

/** As Stripe.js has it. `message` is for the shopper where `type` is `card_error` or `validation_error`, and nowhere else. */
export interface StripeError {
  readonly type: string
  readonly message: string
}

export type PaymentIntentResult =
  | { readonly paymentIntent: PaymentIntent; readonly error?: never }
  | { readonly error: StripeError; readonly paymentIntent?: never }

export interface CardElement {
  mount(place: HTMLElement): void
}

export interface StripeJs {
  elements(): { create(type: "card"): CardElement }
  confirmCardPayment(
    clientSecret: string,
    data: { payment_method: { card: CardElement; billing_details?: { name?: string } } },
  ): Promise<PaymentIntentResult>
}

type Intent = PaymentIntent & {
  readonly amount: number
  readonly currency: string
  readonly last_payment_error: StripeError | null
}
type Answer<T> = T | { readonly error: StripeError }

const API = "/stripe"

const TEST_CARDS = [
  { does: "is paid", number: "4242".repeat(4) },
  { does: "asks the bank", number: ["4000", "0027", "6000", "3184"].join("") },
  { does: "is declined", number: ["4000", "0000", "0000", "0002"].join("") },
]

/**
 * Stripe.js, played for a sandbox: these functions as its reference describes them. The real script comes from Stripe's own
 * address and speaks to nobody else, so a machine without internet cannot load it; a storefront that does loads the real
 * one, and calls the same.
 */
export function Stripe(publishableKey: string): StripeJs {
  const mounted = new Map<CardElement, CardFields>()

  async function ask<T extends object>(path: string, body?: Record<string, string>): Promise<Answer<T>> {
    const answer = await fetch(`${API}${path}`, {
      headers: { authorization: `Bearer ${publishableKey}` },
      ...(body && { method: "POST", body: new URLSearchParams(body) }),
    })
    return (await answer.json()) as Answer<T>
  }

  async function authenticate(intent: Intent, clientSecret: string): Promise<Answer<Intent>> {
    const outcome = (await askTheBank(inMinorUnits(intent.amount, intent.currency))) ? "passed" : "failed"
    await fetch(`${API}/__sandbox/3ds/${intent.id}/complete`, { method: "POST", body: JSON.stringify({ outcome }) })
    return ask<Intent>(`/v1/payment_intents/${intent.id}?client_secret=${clientSecret}`)
  }

  return {
    elements: () => ({
      create: () => {
        const card: CardElement = {
          mount: (place) => {
            const fields = cardFields(TEST_CARDS, { withHolder: false })
            mounted.set(card, fields)
            place.replaceChildren(fields.shown)
          },
        }
        return card
      },
    }),

    async confirmCardPayment(clientSecret, { payment_method: { card } }) {
      const typed = mounted.get(card)?.card()
      if (!typed?.number) return { error: { type: "validation_error", message: "Your card number is incomplete." } }
      const method = await ask<{ readonly id: string }>("/v1/payment_methods", {
        type: "card",
        "card[number]": typed.number,
        "card[exp_month]": typed.month,
        "card[exp_year]": typed.year,
        "card[cvc]": typed.cvc,
      })
      if ("error" in method) return method
      const id = clientSecret.split("_secret_")[0] ?? ""
      let intent = await ask<Intent>(`/v1/payment_intents/${id}/confirm`, {
        client_secret: clientSecret,
        payment_method: method.id,
      })
      if ("error" in intent) return intent
      if (intent.status === "requires_action") {
        intent = await authenticate(intent, clientSecret)
        if ("error" in intent) return intent
      }
      if (intent.status === "requires_payment_method" && intent.last_payment_error) {
        return { error: intent.last_payment_error }
      }
      return { paymentIntent: intent }
    },
  }
}

import { element } from "./element"
import { Stripe, type StripeError } from "./stripe-js"
import type { PaymentForm, WayToPay } from "./ways-to-pay"

/** Statuses of an intent whose money is reserved, taken, or on its way. */
const PAID = new Set(["requires_capture", "succeeded", "processing"])

/** A card through Stripe. The session's data carries the intent's `client_secret`, which is all that the page needs. */
export function payWithStripe(providerId: string, publishableKey: string): WayToPay {
  const stripe = Stripe(publishableKey)
  return {
    providerId,
    label: "Card, through Stripe",
    open: ({ data }) => {
      const shown = element("div")
      const card = stripe.elements().create("card")
      card.mount(shown)
      const pay: PaymentForm["pay"] = async () => {
        const { error, paymentIntent } = await stripe.confirmCardPayment(String(data["client_secret"]), {
          payment_method: { card, billing_details: { name: "Ada Buyer" } },
        })
        if (error) return { ok: false, message: forShopper(error) }
        if (PAID.has(paymentIntent.status)) return { ok: true }
        return { ok: false, message: "The payment did not come through. Try again, or try another card." }
      }
      return Promise.resolve({ shown, pay })
    },
  }
}

// Stripe writes these two kinds for shoppers, and the others for whoever runs the shop.
const forShopper = ({ type, message }: StripeError): string =>
  type === "card_error" || type === "validation_error"
    ? `${message} Try another card.`
    : "Your bank did not approve the payment. Try again, or try another card."

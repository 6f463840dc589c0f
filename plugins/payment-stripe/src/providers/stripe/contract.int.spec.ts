import { paymentContract } from "../../../../../sandboxes/kit/payment-contract"
import { startStripeWorld } from "./__fixtures__/stripe-world"

paymentContract("Stripe", startStripeWorld)

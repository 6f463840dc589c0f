import { paymentContract } from "../../../../../sandboxes/kit/payment-contract"
import { startAdyenWorld } from "./__fixtures__/adyen-world"

paymentContract("Adyen", startAdyenWorld)

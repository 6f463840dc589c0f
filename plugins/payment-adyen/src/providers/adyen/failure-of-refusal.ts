import { ProviderFailure, type Refusal } from "@holdfast/kernel"

const SHOPPER = "The payment could not be started. Choose another way to pay, or contact the shop."

/** A "no" of our own, as what a provider throws. */
export const failureOfRefusal = ({ code, message, nextStep }: Refusal): ProviderFailure =>
  new ProviderFailure("invalid_request", code, `${message} ${nextStep}`, SHOPPER)

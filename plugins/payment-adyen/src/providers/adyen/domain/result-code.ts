/** Every `resultCode` of Checkout v71. */
export const RESULT_CODES = [
  "Authorised",
  "PartiallyAuthorised",
  "Refused",
  "Error",
  "Cancelled",
  "Received",
  "Pending",
  "PresentToShopper",
  "RedirectShopper",
  "IdentifyShopper",
  "ChallengeShopper",
  "AuthenticationFinished",
  "AuthenticationNotRequired",
  "Success",
] as const

export type ResultCode = (typeof RESULT_CODES)[number]

/**
 * What a result means for a payment session, in Medusa's words. `pending_authorization` is Medusa's for "the order may
 * stand, the money is told later".
 *
 * A partial authorization is an error here: the rest of the order is not paid, and gift-card orders are not offered.
 * `AuthenticationFinished` and `AuthenticationNotRequired` end an authentication without a payment.
 */
export type PaymentStanding =
  "authorized" | "requires_more" | "pending" | "pending_authorization" | "error" | "canceled"

// prettier-ignore
const STANDING: Readonly<Record<ResultCode, PaymentStanding>> = {
  Authorised: "authorized",
  PartiallyAuthorised: "error",
  Refused: "error",
  Error: "error",
  Cancelled: "canceled",
  Received: "pending_authorization",
  Pending: "pending_authorization",
  PresentToShopper: "requires_more",
  RedirectShopper: "requires_more",
  IdentifyShopper: "requires_more",
  ChallengeShopper: "requires_more",
  AuthenticationFinished: "pending",
  AuthenticationNotRequired: "pending",
  Success: "pending",
}

/** A code that is newer than this plugin says nothing about money, so it is waited for. */
export const standingOf = (resultCode: string): PaymentStanding =>
  Object.hasOwn(STANDING, resultCode) ? STANDING[resultCode as ResultCode] : "pending"

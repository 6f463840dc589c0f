import { refuse, type Refusal } from "@holdfast/kernel"

export type AuthorizationRefused = Refusal<
  | "payment_declined"
  | "payment_requires_action"
  | "payment_outcome_unknown"
  | "payment_amount_differs"
  | "payment_session_gone"
  | "payment_already_authorized"
  | "payment_provider_failed"
>

export const outcomeUnknown = (what: string): Refusal<"payment_outcome_unknown"> =>
  refuse(
    "payment_outcome_unknown",
    `The provider has not said what became of ${what}.`,
    "It is looked up every minute, and is not sent a second time. Ask again in a moment.",
  )

export const operationInFlight = (what: string): Refusal<"payment_operation_in_flight"> =>
  refuse("payment_operation_in_flight", `${what} is being done at this moment.`, "Ask again in a moment.")

export const sessionGone = (sessionId: string): Refusal<"payment_session_gone"> =>
  refuse(
    "payment_session_gone",
    `The payment session ${sessionId} is not there any more, or was voided.`,
    "Make a new payment session for the cart.",
  )

export const alreadyAuthorized = (what: string): Refusal<"payment_already_authorized"> =>
  refuse(
    "payment_already_authorized",
    `${what} is authorized already, so nothing more was asked for.`,
    "Complete the cart with it. To pay in another way, void it first.",
  )

export const providerFailed = (message: string): Refusal<"payment_provider_failed"> =>
  refuse("payment_provider_failed", message, "Try again in a moment, or pay in another way.")

export const declined = (message: string): Refusal<"payment_declined"> =>
  refuse("payment_declined", message, "Try another card, or pay in another way.")

export const requiresAction = (): Refusal<"payment_requires_action"> =>
  refuse(
    "payment_requires_action",
    "The bank wants the shopper to confirm the payment.",
    "Let the shopper confirm it with the session's data, then complete the cart again.",
  )

/**
 * Why a provider did not do what it was asked.
 *
 * - `declined`: the bank or the provider said no; nothing moved.
 * - `requires_action`: the shopper has to do something first.
 * - `invalid_request`: we asked for something that cannot be.
 * - `configuration`: our keys or our account.
 * - `conflict`: another call has hold of the same thing; the same call may be sent again.
 * - `rate_limited`, `unreachable`: it was not done; the same call may be sent again.
 * - `indeterminate`: nobody knows whether it was done.
 */
export type ProviderFailureKind =
  | "declined"
  | "requires_action"
  | "invalid_request"
  | "configuration"
  | "conflict"
  | "rate_limited"
  | "unreachable"
  | "indeterminate"

const MARK = "holdfast.provider_failure"

/**
 * What a provider plugin throws when a provider said no, or said nothing.
 *
 * The message is for operators and names what to do next; `shopperMessage` is safe for the shopper. Neither holds a card
 * number or a secret.
 */
export class ProviderFailure extends Error {
  readonly mark = MARK

  constructor(
    readonly kind: ProviderFailureKind,
    /** Ours, stable: `payment_declined`, `refund_exceeds_captured`. */
    readonly code: string,
    message: string,
    readonly shopperMessage: string,
    /** The provider's own code, kept for whoever has to talk to it. */
    readonly providerCode: string | null = null,
  ) {
    super(message)
    this.name = "ProviderFailure"
  }
}

/** What a failure tells, whichever copy of this package made it. */
export type ToldFailure = Error & Pick<ProviderFailure, "kind" | "code" | "shopperMessage" | "providerCode">

/** The failure behind an error, also when another copy of this package made it. */
export const providerFailureOf = (error: unknown): ToldFailure | null =>
  error instanceof Error && (error as { mark?: unknown }).mark === MARK ? (error as ToldFailure) : null

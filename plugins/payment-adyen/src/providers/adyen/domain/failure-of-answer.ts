import { ProviderFailure, type ProviderFailureKind } from "@holdfast/kernel"
import { IN_PROGRESS } from "./retry-decision"
import { scrub } from "./scrub"

export type AdyenErrorBody = {
  readonly status?: number
  readonly errorCode?: string
  readonly message?: string
  readonly errorType?: string
  readonly pspReference?: string
}

const SHOPPER = "The payment could not be started. Choose another way to pay, or try again later."

type Row = readonly [kind: ProviderFailureKind, code: string, nextStep: string]

const BY_CODE: Readonly<Record<string, Row>> = {
  "010": [
    "configuration",
    "provider_not_allowed",
    "Give the API credential the role for this call in the Customer Area.",
  ],
  "901": [
    "configuration",
    "merchant_account_invalid",
    'Check the option "merchantAccount" and that the API key may use it.',
  ],
  "130": ["invalid_request", "reference_missing", "Report it: the plugin always sends a reference."],
  "137": ["invalid_request", "amount_invalid", "Check the amount and its currency's decimals."],
  "138": [
    "invalid_request",
    "currency_not_supported",
    "Offer another provider for this currency, or enable it at Adyen.",
  ],
  "167": [
    "invalid_request",
    "payment_reference_unknown",
    "Check that the payment was made in this environment and account.",
  ],
  "14_030": ["invalid_request", "return_url_missing", 'Set the option "returnUrl".'],
  "14_012": ["invalid_request", "payment_details_invalid", "Start the payment again."],
  "15_001": ["invalid_request", "session_expired", "Create the payment session anew."],
  [IN_PROGRESS]: ["conflict", "request_in_progress", "Send the same call again in a moment."],
}

const BY_STATUS: Readonly<Record<number, Row>> = {
  401: ["configuration", "provider_key_refused", 'Check the option "apiKey" and the environment it belongs to.'],
  403: [
    "configuration",
    "provider_permission_missing",
    "Give the API credential the role for this call in the Customer Area.",
  ],
  404: [
    "invalid_request",
    "payment_reference_unknown",
    "Check that the payment was made in this environment and account.",
  ],
  408: ["indeterminate", "payment_outcome_unknown", "Look the call up with the same key."],
  429: ["rate_limited", "provider_rate_limited", "Send the same call again later."],
}

const WRONG_REQUEST: Row = [
  "invalid_request",
  "request_invalid",
  "Correct what was asked; the same call is refused again.",
]
const DOUBT: Row = ["indeterminate", "payment_outcome_unknown", "Look the call up with the same key."]

/** The failure behind an answer that is no success. Adyen's own code and words are kept for the operator. */
export function failureOfAnswer(call: string, status: number, body: AdyenErrorBody | null): ProviderFailure {
  const errorCode = body?.errorCode ?? null
  const row =
    (errorCode !== null && Object.hasOwn(BY_CODE, errorCode) ? BY_CODE[errorCode] : undefined) ??
    BY_STATUS[status] ??
    (status >= 500 ? DOUBT : WRONG_REQUEST)
  const [kind, code, nextStep] = row
  const said = [errorCode, body?.message].filter((part) => part !== null && part !== undefined && part !== "").join(" ")
  const reference = body?.pspReference === undefined ? "" : ` (pspReference ${body.pspReference})`
  return new ProviderFailure(
    kind,
    code,
    `Adyen answered ${call} with ${status}${said === "" ? "" : `: ${scrub(said)}`}${reference}. ${nextStep}`,
    SHOPPER,
    errorCode,
  )
}

/** No answer was had. Whoever was never reached has done nothing; anything else is open. */
export function failureWithoutAnswer(call: string, sent: boolean, why: string): ProviderFailure {
  return sent
    ? new ProviderFailure(
        "indeterminate",
        "payment_outcome_unknown",
        `Adyen gave no answer to ${call}: ${scrub(why)}. Look the call up with the same key.`,
        "We do not know yet whether the payment went through. Do not pay again; we are finding out.",
      )
    : new ProviderFailure(
        "unreachable",
        "provider_unreachable",
        `Adyen could not be reached for ${call}: ${scrub(why)}. Send the same call again.`,
        SHOPPER,
      )
}

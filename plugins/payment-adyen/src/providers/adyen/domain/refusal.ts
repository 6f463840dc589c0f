/** Why a payment was refused: a stable code for programs, a sentence for the operator, one for the shopper. */
export type PaymentRefusal = {
  readonly code: string
  readonly operatorMessage: string
  readonly shopperMessage: string
  /** Whether the same card may be tried again later. Trying a card again after a hard refusal costs fees. */
  readonly retryable: boolean
}

const TRY_ANOTHER = "The payment was not accepted. Try another card or another way to pay."
const TRY_AGAIN = "The payment did not go through. Try again in a moment, or choose another way to pay."
const CHECK_CARD = "The payment was not accepted. Check the card's details and try again."

type Row = readonly [code: string, meaning: string, shopperMessage: string, retryable: boolean]

// Adyen asks that the reason is never shown to the shopper: "stolen" or "fraud" tells a thief what to do next. So what the
// shopper reads depends on what the shopper can do about it, and on nothing else.
const BY_REASON: Readonly<Record<string, Row>> = {
  "2": ["payment_declined", "the bank refused without a reason", TRY_ANOTHER, false],
  "3": ["payment_referred", "the bank wants to be called", TRY_ANOTHER, false],
  "4": ["payment_acquirer_failed", "the acquirer failed", TRY_AGAIN, true],
  "5": ["card_blocked", "the card is blocked", TRY_ANOTHER, false],
  "6": ["card_expired", "the card has expired", CHECK_CARD, false],
  "7": ["payment_amount_refused", "the amount does not fit the card", TRY_ANOTHER, false],
  "8": ["card_number_invalid", "the card number is wrong", CHECK_CARD, false],
  "9": ["issuer_unavailable", "the card's bank did not answer", TRY_AGAIN, true],
  "10": ["payment_not_supported", "the bank does not support this kind of payment", TRY_ANOTHER, false],
  "11": ["authentication_failed", "the shopper was not authenticated", TRY_AGAIN, false],
  "12": ["balance_insufficient", "not enough balance", TRY_ANOTHER, true],
  "14": ["fraud_suspected", "the acquirer suspects fraud", TRY_ANOTHER, false],
  "15": ["payment_canceled", "the payment was canceled", TRY_AGAIN, true],
  "16": ["payment_canceled_by_shopper", "the shopper canceled", TRY_AGAIN, true],
  "17": ["pin_invalid", "a wrong PIN", CHECK_CARD, false],
  "20": ["fraud_suspected", "Adyen's risk rules refused", TRY_ANOTHER, false],
  "22": ["fraud_suspected", "Adyen's risk rules refused before the payment", TRY_ANOTHER, false],
  "24": ["security_code_invalid", "the security code is wrong", CHECK_CARD, false],
  "26": ["card_restricted", "the card may not be used for this", TRY_ANOTHER, false],
  "27": ["payment_declined", "the bank does not allow it", TRY_ANOTHER, false],
  "28": ["withdrawal_limit_exceeded", "above the card's amount limit", TRY_ANOTHER, true],
  "29": ["withdrawal_count_exceeded", "above the card's number of uses", TRY_ANOTHER, true],
  "31": ["fraud_suspected", "the card's bank suspects fraud", TRY_ANOTHER, false],
  "38": ["authentication_required", "the bank wants the shopper to be authenticated", TRY_AGAIN, true],
  "42": ["authentication_failed", "3-D Secure failed", TRY_AGAIN, true],
  "46": ["payment_blocked", "blocked so that no fee for another try is due", TRY_ANOTHER, false],
}

const UNKNOWN: Row = ["payment_declined", "refused", TRY_ANOTHER, false]

/** Reads `refusalReasonCode`. A code that is not in the table counts as a hard refusal. */
export function refusalOf(reasonCode: unknown): PaymentRefusal {
  const known = typeof reasonCode === "string" && Object.hasOwn(BY_REASON, reasonCode)
  const [code, meaning, shopperMessage, retryable] = (known ? BY_REASON[reasonCode] : undefined) ?? UNKNOWN
  const named = typeof reasonCode === "string" && reasonCode !== "" ? ` (refusal reason ${reasonCode.slice(0, 8)})` : ""
  const next = retryable ? "The same card may be tried again later." : "Do not try the same card again by itself."
  return { code, operatorMessage: `Adyen refused the payment: ${meaning}${named}. ${next}`, shopperMessage, retryable }
}

// What Adyen writes into `reason` of an unsuccessful modification. The texts are prose, so they are recognised by what
// cannot be meant otherwise, and everything else stays "refused".
const BY_TEXT: readonly (readonly [pattern: RegExp, codes: string | Readonly<Record<string, string>>])[] = [
  [/insufficient balance/i, { capture: "capture_exceeds_authorized", refund: "refund_exceeds_captured" }],
  [/not (been )?captured|hasn't been captured/i, "refund_before_capture"],
  [/already captured/i, "payment_captured_already"],
  [/already (been )?(cancel|void)/i, "payment_voided_already"],
  [/expired/i, "authorization_expired"],
  [/not found|could not find/i, "payment_not_found"],
  [/chargeback/i, "payment_charged_back"],
]

/** A stable code for why a capture, a refund or a cancellation did not happen. */
export function modificationRefusal(act: string, reason: unknown): string {
  const codes = typeof reason === "string" ? BY_TEXT.find(([pattern]) => pattern.test(reason))?.[1] : undefined
  return (typeof codes === "string" ? codes : codes?.[act]) ?? `${act}_refused`
}

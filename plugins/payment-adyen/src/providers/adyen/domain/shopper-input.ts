import { refuse, type Outcome } from "@holdfast/kernel"
import { holdsCardNumber } from "./scrub"

/**
 * What of the page's `state.data` goes on to Adyen. The page is the shopper's: amount, reference, merchant account and
 * everything else that decides about money comes from the shop.
 */
const TAKEN = [
  "paymentMethod",
  "browserInfo",
  "origin",
  "riskData",
  "storePaymentMethod",
  "billingAddress",
  "deliveryAddress",
  "shopperName",
  "shopperEmail",
  "telephoneNumber",
  "countryCode",
  "shopperLocale",
  "dateOfBirth",
  "installments",
] as const

export type StateData = Readonly<Partial<Record<(typeof TAKEN)[number], unknown>>> & {
  readonly paymentMethod: Readonly<Record<string, unknown>>
}

/** Reads what Adyen's components gave the page, and refuses card data that nobody encrypted. */
export function readStateData(value: unknown, environment: string): Outcome<StateData> {
  if (typeof value !== "object" || value === null) return noPaymentMethod()
  const given = value as Record<string, unknown>
  const method = given["paymentMethod"]
  if (typeof method !== "object" || method === null || Array.isArray(method)) return noPaymentMethod()
  if (holdsClearCard(method as Record<string, unknown>, environment)) {
    return refuse(
      "card_data_unencrypted",
      "The payment method holds card data in the clear.",
      "Collect cards with Adyen's Drop-in or Components, which encrypt them in the shopper's browser.",
    )
  }
  return {
    ok: true,
    value: Object.fromEntries(
      TAKEN.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]),
    ) as StateData,
  }
}

// Adyen's test environment takes its published test cards as `test_` and the number; nobody's real card looks so.
function holdsClearCard(method: Record<string, unknown>, environment: string): boolean {
  return Object.entries(method).some(([name, value]) => {
    if (name === "number" || name === "cvc") return true
    const isTestValue = environment === "test" && typeof value === "string" && value.startsWith("test_")
    return !isTestValue && holdsCardNumber(value)
  })
}

const noPaymentMethod = () =>
  refuse(
    "payment_method_missing",
    "The payment has no payment method.",
    "Send what Adyen's component gave the page in onSubmit, as it is.",
  )

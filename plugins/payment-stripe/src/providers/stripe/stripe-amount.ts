import {
  divideRounded,
  exponentOf,
  fromProviderMinor,
  medusaCurrencyCode,
  money,
  moneyFromMedusa,
  moneyToMedusa,
  ProviderFailure,
  toProviderMinor,
  type Currency,
  type MedusaAmount,
  type Money,
  type ProviderCurrencyTable,
} from "@holdfast/kernel"

/** What to do with an amount between two that Stripe can count. */
export type StripeRounding = "refuse" | "half_up"

/**
 * How Stripe counts money, where it differs from ISO 4217. Source: Stripe's documentation on currencies. MGA has two
 * decimals in the standard and none at Stripe; ISK and UGX have none in the standard and two at Stripe, always 00; the
 * last of three decimals is always 0.
 */
export const STRIPE_CURRENCIES: ProviderCurrencyTable = {
  provider: "Stripe",
  exponents: { ISK: 2, UGX: 2, MGA: 0 },
  steps: { ISK: 100, UGX: 100, BHD: 10, JOD: 10, KWD: 10, OMR: 10, TND: 10 },
  unlisted: "iso_4217",
}

/**
 * Medusa's amount as Stripe counts it. A total that Medusa computed to more decimals than the currency has is rounded
 * half up to what the shopper saw.
 *
 * @throws ProviderFailure `amount_unreadable`, `amount_not_exact`, `amount_out_of_range`, `currency_unsupported`
 */
export function toStripeAmount(amount: unknown, currencyCode: string, rounding: StripeRounding): number {
  const read = moneyFromMedusa(amount as MedusaAmount, currencyCode.toLowerCase(), "half_up")
  if (!read.ok) {
    const code = read.code.startsWith("currency") ? "currency_unsupported" : "amount_unreadable"
    throw refused(code, `${read.message} ${read.nextStep}`)
  }
  const counted = toProviderMinor(rounding === "half_up" ? onStep(read.value) : read.value, STRIPE_CURRENCIES)
  if (counted.ok) return counted.value
  const code = counted.code === "currency_not_offered" ? "currency_unsupported" : counted.code
  throw refused(code, `${counted.message} ${counted.nextStep}`)
}

/** What Stripe reported, as Medusa writes amounts: "19.99". Null when it cannot be counted in that currency. */
export function fromStripeAmount(amount: number, currencyCode: string): string | null {
  const read = fromProviderMinor(amount, currencyCode, STRIPE_CURRENCIES)
  return read.ok ? moneyToMedusa(read.value) : null
}

/** The shop's currency code of a Stripe object. */
export const currencyOf = (code: string): string => medusaCurrencyCode(code.toUpperCase() as Currency)

// Only currencies whose minor unit is finer than Stripe's step have anything to round: 5.124 KWD is 5.120.
function onStep(amount: Money): Money {
  const { currency, amountMinor } = amount
  if (exponentOf(currency) !== 3) return amount
  const step = BigInt(STRIPE_CURRENCIES.steps?.[currency] ?? 1)
  return money(divideRounded(amountMinor, step, "half_up") * step, currency)
}

const refused = (code: string, message: string) =>
  new ProviderFailure("invalid_request", code, message, "This amount cannot be paid this way. Please contact the shop.")

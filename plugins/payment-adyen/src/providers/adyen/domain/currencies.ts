import {
  fromProviderMinor,
  moneyFromMedusa,
  moneyToMedusa,
  refuse,
  toProviderMinor,
  type MedusaAmount,
  type Outcome,
  type ProviderCurrencyTable,
} from "@holdfast/kernel"

/**
 * How Adyen counts: ISO 4217, except for four currencies. Source: Adyen's page "Currency codes and minor units".
 * The table inside Adyen's own web components shows ISK without decimals; that one is for display, and wrong here.
 */
export const ADYEN_CURRENCIES: ProviderCurrencyTable = {
  provider: "Adyen",
  exponents: { CLP: 2, CVE: 0, IDR: 0, ISK: 2 },
  unlisted: "iso_4217",
}

export type AdyenAmount = { readonly currency: string; readonly value: number }

/** Writes an amount of Medusa's as Adyen counts it. Exact, above zero, or refused. */
export function toAdyenAmount(amount: MedusaAmount, currencyCode: string): Outcome<AdyenAmount> {
  // Computed tax has more digits than money has; the shopper saw it rounded half up.
  const money = moneyFromMedusa(amount, currencyCode, "half_up")
  if (!money.ok) return money
  if (money.value.amountMinor <= 0n) {
    return refuse(
      "amount_invalid",
      `Adyen moves amounts above zero, and this is ${money.value.toString()}.`,
      "Leave out calls that move nothing.",
    )
  }
  const value = toProviderMinor(money.value, ADYEN_CURRENCIES)
  return value.ok ? { ok: true, value: { currency: money.value.currency, value: value.value } } : value
}

/** Reads an amount of Adyen's as decimal text in major units, or null where it says none that can be counted. */
export function fromAdyenAmount(amount: unknown): { readonly amount: string; readonly currencyCode: string } | null {
  if (typeof amount !== "object" || amount === null) return null
  const { value, currency } = amount as { value?: unknown; currency?: unknown }
  if (typeof currency !== "string" || (typeof value !== "number" && typeof value !== "string")) return null
  const money = fromProviderMinor(value, currency, ADYEN_CURRENCIES)
  if (!money.ok) return null
  return { amount: moneyToMedusa(money.value), currencyCode: currency.toLowerCase() }
}

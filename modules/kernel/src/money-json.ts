import { parseCurrency, type CurrencyRefused } from "./currency-exponent"
import { excerpt } from "./excerpt"
import { money, type Money } from "./money"
import { done, refuse, type Outcome, type Refusal } from "./outcome"

/**
 * Money on its way through JSON: workflow steps, events, responses, stored snapshots.
 * `amountMinor` is the count of minor units in decimal digits; `currency` the ISO code in capitals.
 */
export type MoneyJson = { readonly amountMinor: string; readonly currency: string }

export type MoneyJsonRefused = CurrencyRefused | Refusal<"amount_malformed">

// One text for one amount ("-0", "007" and "+7" are not it), so equal money has equal JSON and equal hashes.
const WHOLE_NUMBER = /^(?:0|-?[1-9]\d{0,37})$/

/**
 * Writes money for JSON.
 *
 * @example
 * moneyToJson(money(1999n, "EUR")) // { amountMinor: "1999", currency: "EUR" }
 */
export function moneyToJson(amount: Money): MoneyJson {
  return { amountMinor: amount.amountMinor.toString(), currency: amount.currency }
}

/**
 * Reads what `moneyToJson` wrote, after JSON. Other members are ignored.
 *
 * @returns the money, or `amount_malformed` (no whole number of minor units in canonical digits, also when it is a JSON
 * number), `currency_unknown`, `currency_without_minor_unit`
 */
export function moneyFromJson(json: unknown): Outcome<Money, MoneyJsonRefused> {
  if (typeof json !== "object" || json === null) return malformed(json)
  const { amountMinor, currency } = json as Record<string, unknown>
  return read(amountMinor, currency)
}

/**
 * Reads a count of minor units in decimal digits, as JSON carries it and as PostgreSQL's `bigint` columns arrive.
 *
 * @param text minor units: `"1999"` is 19.99 for EUR. At most 38 digits, no leading zero, no plus, no point
 * @returns the money, or `amount_malformed`, `currency_unknown`, `currency_without_minor_unit`
 *
 * @example
 * moneyFromMinorText(row.captured_minor, row.currency_code)
 */
export function moneyFromMinorText(text: string, currencyCode: string): Outcome<Money, MoneyJsonRefused> {
  return read(text, currencyCode)
}

function read(text: unknown, currencyCode: unknown): Outcome<Money, MoneyJsonRefused> {
  if (typeof text !== "string" || !WHOLE_NUMBER.test(text)) return malformed(text)
  // A currency that is no text is not in the table, and parseCurrency says so.
  const currency = parseCurrency(currencyCode as string)
  return currency.ok ? done(money(BigInt(text), currency.value)) : currency
}

function malformed(value: unknown): Refusal<"amount_malformed"> {
  return refuse(
    "amount_malformed",
    `${excerpt(value)} is not an amount in minor units.`,
    'Send whole minor units as a string of digits: "1999" for 19.99 EUR.',
  )
}

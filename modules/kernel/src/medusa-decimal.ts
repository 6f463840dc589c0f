import { BrokenAssumption } from "./broken-assumption"
import { exponentOf, parseCurrency, type Currency, type CurrencyRefused } from "./currency-exponent"
import { countIn, decimalText, parseDecimal, type DecimalRefused } from "./decimal"
import { excerpt } from "./excerpt"
import { money, type Money } from "./money"
import { done, refuse, type Outcome, type Refusal } from "./outcome"
import type { Rounding } from "./rounding"

/**
 * An amount as Medusa 2 hands it over, in major units (19.99 is nineteen euros ninety-nine):
 * - `number` or `string`
 * - `{ value, precision }`, the raw value in its `raw_amount` columns
 * - its `BigNumber`, whose exact value is `raw.value` (its `numeric` is a float and reads 0 below 0.0001)
 * - bignumber.js, which its `MathBN` returns
 */
export type MedusaAmount =
  | number
  | string
  | { readonly value: string | number }
  | { readonly numeric: number; readonly raw?: { readonly value: string | number } | undefined }
  | BigNumberJs

/** bignumber.js: `toFixed()` without an argument writes every digit, and no exponent. */
type BigNumberJs = { toFixed(): string }

export type MedusaAmountRefused = CurrencyRefused | DecimalRefused | Refusal<"amount_too_precise">

/**
 * Reads an amount of Medusa's: decimal, in major units, with Medusa's small-letter currency code. No float arithmetic
 * happens on the way; a number is read through its shortest text, also when that is `1e-7` or `1e+21`. Zeros at the
 * end do not count as decimals, so Medusa's `"10.990000000000000000"` is 10.99.
 *
 * @param rounding what to do with more decimals than the currency has; without it such an amount is refused, so that
 * nobody rounds by accident. Computed tax needs one, a stored price does not.
 * @returns the money, or
 * - `currency_unknown`, `currency_without_minor_unit`: see `parseCurrency`
 * - `decimal_malformed`: no decimal number, such as `"12,50"`, `NaN`, `null`
 * - `decimal_out_of_range`: more than 38 digits of minor units
 * - `amount_too_precise`: more decimals than the currency has, and no rounding named
 *
 * @example
 * moneyFromMedusa("19.99", "eur")             // 19.99 EUR, 1999 minor units
 * moneyFromMedusa(1999, "jpy")                // 1999 JPY, 1999 minor units
 * moneyFromMedusa("1.649175", "usd")          // refused: amount_too_precise
 * moneyFromMedusa("1.649175", "usd", "half_up") // 1.65 USD
 */
export function moneyFromMedusa(
  amount: MedusaAmount,
  currencyCode: string,
  rounding?: Rounding,
): Outcome<Money, MedusaAmountRefused> {
  const currency = parseCurrency(currencyCode)
  if (!currency.ok) return currency
  const numeral = numeralOf(amount)
  const decimal = parseDecimal(numeral)
  if (!decimal.ok) return decimal

  const exponent = exponentOf(currency.value)
  const amountMinor = countIn(exponent, decimal.value, rounding)
  if (amountMinor === undefined) {
    return refuse(
      "amount_too_precise",
      `${excerpt(numeral)} has more decimals than the ${exponent} of ${currency.value}.`,
      "Round it where it is computed, or name a rounding here.",
    )
  }
  if (amountMinor > LARGEST_AMOUNT_MINOR || amountMinor < -LARGEST_AMOUNT_MINOR) {
    return refuse(
      "decimal_out_of_range",
      `${excerpt(numeral)} ${currency.value} has more than 38 digits of minor units.`,
      "Check where the amount comes from; no real amount is that large.",
    )
  }
  return done(money(amountMinor, currency.value))
}

/**
 * Writes money as Medusa reads it: a decimal string in major units, with exactly the currency's decimals.
 *
 * @throws BrokenAssumption `amount_beyond_medusa` above 20 significant digits: Medusa's `BigNumber` keeps 20
 * (`DEFAULT_PRECISION`) and would drop the rest without a word.
 *
 * @example
 * moneyToMedusa(money(2000n, "EUR")) // "20.00"
 * moneyToMedusa(money(-5n, "KWD"))   // "-0.005"
 */
export function moneyToMedusa(amount: Money): string {
  const { amountMinor } = amount
  if (amountMinor >= MEDUSA_LIMIT || amountMinor <= -MEDUSA_LIMIT) requireTwentyDigits(amount)
  return decimalText(amountMinor, exponentOf(amount.currency))
}

/**
 * The currency code as Medusa writes it, in small letters.
 *
 * @example
 * medusaCurrencyCode("EUR") // "eur"
 */
export function medusaCurrencyCode(currency: Currency): Lowercase<Currency> {
  return currency.toLowerCase() as Lowercase<Currency>
}

// What Oracle and SQL Server hold in an exact decimal (PostgreSQL holds more): far above all money there is.
const LARGEST_AMOUNT_MINOR = 10n ** 38n - 1n

const MEDUSA_DIGITS = 20
const MEDUSA_LIMIT = 10n ** BigInt(MEDUSA_DIGITS)

function requireTwentyDigits(amount: Money): void {
  const significant = amount.amountMinor.toString().replace("-", "").replace(/0+$/, "")
  if (significant.length <= MEDUSA_DIGITS) return
  throw new BrokenAssumption(
    "amount_beyond_medusa",
    `${amount.toString()} has ${significant.length} significant digits, and Medusa keeps ${MEDUSA_DIGITS}.`,
    "Check where the amount comes from; no real amount is that large.",
  )
}

// Values come from JSON and from databases, so the type is not proof: anything unreadable goes on as it is, and
// parseDecimal refuses it.
function numeralOf(amount: unknown): unknown {
  if (typeof amount !== "object" || amount === null) return amount
  const { raw, value, numeric } = amount as { raw?: { value?: unknown } | null; value?: unknown; numeric?: unknown }
  if (raw !== undefined && raw !== null) return raw.value
  if (value !== undefined) return value
  if ("toFixed" in amount && typeof amount.toFixed === "function") return (amount as BigNumberJs).toFixed()
  return numeric
}

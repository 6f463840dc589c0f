import { BrokenAssumption } from "./broken-assumption"
import { exponentOf, parseCurrency, type Currency, type CurrencyRefused } from "./currency-exponent"
import { excerpt } from "./excerpt"
import { money, type Money } from "./money"
import { done, refuse, type Outcome, type Refusal } from "./outcome"
import { powerOfTen } from "./power-of-ten"

/**
 * How one provider counts money. Providers publish their own tables, and they differ from ISO 4217 and from each
 * other: 5 UGX is 500 at Stripe and 5 at Adyen; 1000 CLP is 1000 at Stripe and 100000 at Adyen.
 * The plugin of the provider owns the table and names its source.
 *
 * @example
 * const STRIPE: ProviderCurrencyTable = {
 *   provider: "Stripe",
 *   exponents: { ISK: 2, UGX: 2, MGA: 0 },         // where it differs from ISO 4217
 *   steps: { ISK: 100, UGX: 100, KWD: 10, BHD: 10 }, // whole krónur only; the last fils digit must be 0
 *   unlisted: "iso_4217",
 * }
 */
export type ProviderCurrencyTable = {
  /** Its name, for messages. */
  readonly provider: string
  /** Decimals by ISO code, in the provider's own counting: 0 to 6. */
  readonly exponents: Partial<Readonly<Record<Currency, number>>>
  /** Amounts must be a multiple of this many of the provider's minor units. 1 where not named. */
  readonly steps?: Partial<Readonly<Record<Currency, number>>>
  /** A currency that `exponents` does not name: counted as in ISO 4217, or refused because the table is complete. */
  readonly unlisted: "iso_4217" | "refused"
}

export type ToProviderRefused = Refusal<"currency_not_offered" | "amount_not_exact" | "amount_out_of_range">
export type FromProviderRefused =
  CurrencyRefused | Refusal<"currency_not_offered" | "amount_not_exact" | "amount_malformed">

/**
 * Writes money as a provider counts it. Exact or refused: rounding a charge is a decision for whoever set the price.
 *
 * @returns whole minor units of the provider's, as a number that JSON and form bodies carry without loss, or
 * - `amount_not_exact`: the provider cannot take this amount, such as 5.124 KWD where the last digit must be 0
 * - `amount_out_of_range`: beyond 2⁵³ − 1, the last whole number that is safe in JSON
 * - `currency_not_offered`: its table is complete and does not name the currency
 * @throws BrokenAssumption `provider_table_wrong` when the table has an exponent or a step that cannot be
 *
 * @example
 * toProviderMinor(money(5n, "UGX"), STRIPE)  // 500
 * toProviderMinor(money(5n, "UGX"), ADYEN)   // 5
 */
export function toProviderMinor(amount: Money, table: ProviderCurrencyTable): Outcome<number, ToProviderRefused> {
  const { amountMinor, currency } = amount
  const exponent = exponentAt(table, currency)
  if (exponent === undefined) return notOffered(table, currency)

  const theirs = rescale(amountMinor, exponentOf(currency), exponent)
  const step = stepAt(table, currency)
  if (theirs === undefined || theirs % BigInt(step) !== 0n) {
    return refuse(
      "amount_not_exact",
      `${table.provider} cannot take ${amount.toString()}: it counts ${currency} with ${exponent} decimals` +
        (step === 1 ? "." : `, in steps of ${step}.`),
      "Round the amount where it is set, by a rule the customer has seen, then send it again.",
    )
  }
  const asNumber = Number(theirs)
  if (!Number.isSafeInteger(asNumber)) {
    return refuse(
      "amount_out_of_range",
      `${amount.toString()} is ${theirs} in ${table.provider}'s minor units, which a JSON number cannot hold exactly.`,
      "Check where the amount comes from; no provider takes an amount that large.",
    )
  }
  return done(asNumber)
}

/**
 * Reads an amount a provider reported. Exact or refused: a provider's cent we cannot count must not be lost.
 * `steps` is not asked here, because what a provider did has happened.
 *
 * @param amountMinor whole minor units in the provider's counting: a safe integer, or its digits as a string
 * @param currencyCode all capitals (Adyen) or all small letters (Stripe)
 * @returns the money, or
 * - `amount_malformed`: no whole number
 * - `amount_not_exact`: finer than ISO 4217's minor unit, such as 40.10 ISK
 * - `currency_unknown`, `currency_without_minor_unit`, `currency_not_offered`
 * @throws BrokenAssumption `provider_table_wrong` when the table has an exponent that cannot be
 *
 * @example
 * fromProviderMinor(500, "ugx", STRIPE) // 5 UGX
 */
export function fromProviderMinor(
  amountMinor: number | string,
  currencyCode: string,
  table: ProviderCurrencyTable,
): Outcome<Money, FromProviderRefused> {
  const parsed = parseCurrency(currencyCode)
  if (!parsed.ok) return parsed
  const currency = parsed.value
  const exponent = exponentAt(table, currency)
  if (exponent === undefined) return notOffered(table, currency)

  if (!isWholeNumber(amountMinor)) {
    return refuse(
      "amount_malformed",
      `${table.provider} reported ${excerpt(amountMinor)} ${currency}, which is not a whole number of minor units.`,
      "Keep the message, and compare it with the provider's API version.",
    )
  }
  const ours = rescale(BigInt(amountMinor), exponent, exponentOf(currency))
  if (ours === undefined) {
    return refuse(
      "amount_not_exact",
      `${table.provider} reported ${amountMinor} with ${exponent} decimals of ${currency}, ` +
        `which has ${exponentOf(currency)}.`,
      "Keep the message, and compare the table of the plugin with the provider's.",
    )
  }
  return done(money(ours, currency))
}

const LARGEST_EXPONENT = 6
const WHOLE_NUMBER = /^-?\d{1,38}$/

const isWholeNumber = (value: unknown): value is number | string =>
  typeof value === "number" ? Number.isSafeInteger(value) : typeof value === "string" && WHOLE_NUMBER.test(value)

/** The same money counted with another number of decimals, or undefined when that loses something. */
function rescale(amountMinor: bigint, from: number, to: number): bigint | undefined {
  if (to >= from) return amountMinor * powerOfTen(to - from)
  const divisor = powerOfTen(from - to)
  return amountMinor % divisor === 0n ? amountMinor / divisor : undefined
}

function exponentAt(table: ProviderCurrencyTable, currency: Currency): number | undefined {
  const exponent = table.exponents[currency]
  if (exponent === undefined) return table.unlisted === "iso_4217" ? exponentOf(currency) : undefined
  if (Number.isInteger(exponent) && exponent >= 0 && exponent <= LARGEST_EXPONENT) return exponent
  throw tableWrong(table, currency, `exponent ${exponent}`, `a whole number from 0 to ${LARGEST_EXPONENT}`)
}

function stepAt(table: ProviderCurrencyTable, currency: Currency): number {
  const step = table.steps?.[currency] ?? 1
  if (Number.isSafeInteger(step) && step >= 1) return step
  throw tableWrong(table, currency, `step ${step}`, "a whole number of at least 1")
}

function tableWrong(table: ProviderCurrencyTable, currency: Currency, has: string, wants: string): BrokenAssumption {
  return new BrokenAssumption(
    "provider_table_wrong",
    `${table.provider}'s currency table has ${has} for ${currency}.`,
    `Use ${wants}.`,
  )
}

function notOffered(table: ProviderCurrencyTable, currency: Currency): Refusal<"currency_not_offered"> {
  return refuse(
    "currency_not_offered",
    `${table.provider}'s currency table does not name ${currency}.`,
    "Offer another provider for this currency, or add it to the table with its source.",
  )
}

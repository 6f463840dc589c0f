import { moneyFromMedusa, parseCurrency } from "@holdfast/kernel"
import type { Amounts } from "../domain/entry"
import { isObject, kindOf, shown, under } from "./read-fields"
import type { Reading } from "./reading"

/** Thirteen digits before the cents: above all shops, and within what a database's bigint and JSON numbers hold. */
const LARGEST_MINOR = 999_999_999_999_999n

/** Amounts as decimals by currency, `{ USD: "5.00", JPY: 700 }`. */
export const readAmounts = (reading: Reading, field: string, value: unknown, least: 0n | 1n = 1n): Amounts =>
  read(reading, field, value, least, 'Write the amount with its currency, such as { USD: "5.00" }.', fromDecimal)

/** Whole minor units, in the cart's currency or by currency: `5000`, `{ USD: 5000, JPY: 7000 }`. */
export function readMinorUnits(reading: Reading, field: string, value: unknown): Amounts {
  if (typeof value === "number") return { "*": fromInteger(reading, field, value) }
  return read(reading, field, value, 0n, "Write whole minor units, such as 5000 or { USD: 5000 }.", fromInteger)
}

/** As `readAmounts`; left out or empty there is no limit. */
export const readCap = (reading: Reading, field: string, value: unknown): Amounts | null =>
  value === undefined || value === null ? null : readAmounts(reading, field, value)

type ReadAmount = (reading: Reading, field: string, value: unknown, currency: string) => bigint

function read(
  reading: Reading,
  field: string,
  value: unknown,
  least: bigint,
  step: string,
  amountOf: ReadAmount,
): Amounts {
  if (!isObject(value)) {
    reading.report("entry_amount_invalid", field, `is ${kindOf(value)}, not amounts by currency`, step)
    return {}
  }
  const amounts: Record<string, bigint> = {}
  const given = Object.entries(value)
  if (given.length === 0) reading.report("entry_empty", field, "names no amount in any currency", step)
  for (const [code, amount] of given) {
    const at = under(field, shown(code))
    const currency = readCurrency(reading, at, code)
    if (currency === null) continue
    if (amounts[currency] !== undefined) {
      reading.report("entry_amount_invalid", at, "names a currency twice", `Keep one amount in ${currency}.`)
    }
    const minor = amountOf(reading, at, amount, currency)
    if (minor < least) {
      const says = `is ${kindOf(amount)}, and has to be ${least > 0n ? "above zero" : "zero or more"}`
      reading.report("entry_amount_invalid", at, says, "Write an amount without a sign.")
    }
    amounts[currency] = minor
  }
  return amounts
}

/** A currency's code in capitals; null where there is none such. */
export function readCurrency(reading: Reading, field: string, code: string): string | null {
  const currency = parseCurrency(code)
  if (currency.ok && reading.known.currencies.has(currency.value)) return currency.value
  const says = currency.ok
    ? `is a currency that the shop does not have: ${currency.value}`
    : `is not a currency: ${shown(code)}`
  const step = currency.ok ? "Add the currency to the store, or leave it out." : currency.nextStep
  reading.report("entry_currency_unknown", field, says, step)
  return null
}

/** Answers one unit where the amount is unreadable, so that it is not reported a second time. */
function fromDecimal(reading: Reading, field: string, value: unknown, currency: string): bigint {
  const money = typeof value === "string" || typeof value === "number" ? moneyFromMedusa(value, currency) : null
  if (money?.ok) return withinBounds(reading, field, money.value.amountMinor)
  const says = money ? `cannot be read: ${money.message.replace(/\.$/, "")}` : `is ${kindOf(value)}, not an amount`
  reading.report("entry_amount_invalid", field, says, money?.nextStep ?? 'Write a decimal, such as "5.00".')
  return 1n
}

function fromInteger(reading: Reading, field: string, value: unknown): bigint {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) {
    return withinBounds(reading, field, BigInt(value))
  }
  reading.report("entry_amount_invalid", field, `is ${kindOf(value)}, not whole minor units`, "Write 5000 for 50.00.")
  return 1n
}

function withinBounds(reading: Reading, field: string, minor: bigint): bigint {
  if (minor <= LARGEST_MINOR) return minor
  reading.report("entry_amount_invalid", field, "has more than 15 digits of minor units", "Write a real amount.")
  return 1n
}

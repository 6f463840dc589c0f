import { moneyFromMedusa, type Currency } from "@holdfast/kernel"

/** An amount with its sign, in ISO 4217 minor units. */
export type ReportedMoney = { readonly amountMinor: bigint; readonly currency: Currency }

/** Reads a report's decimal amount. An empty cell is nothing; what cannot be counted is null. */
export function fromDecimalText(text: string, currency: string): ReportedMoney | null {
  const money = moneyFromMedusa(text === "" ? "0" : text, currency)
  return money.ok ? { amountMinor: money.value.amountMinor, currency: money.value.currency } : null
}

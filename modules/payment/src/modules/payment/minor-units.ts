import {
  expectDone,
  exponentOf,
  moneyFromMedusa,
  moneyFromMinorText,
  moneyToMedusa,
  parseCurrency,
  type MedusaAmount,
} from "@holdfast/kernel"

/** The host's amount in minor units. What is finer than a minor unit is rounded half up, as the host shows it. */
export const minorText = (amount: MedusaAmount, currencyCode: string): string =>
  expectDone(moneyFromMedusa(amount, currencyCode, "half_up")).amountMinor.toString()

/** Minor units as the host's decimal text. */
export const decimalText = (amountMinor: string, currencyCode: string): string =>
  moneyToMedusa(expectDone(moneyFromMinorText(amountMinor, currencyCode.toUpperCase())))

export const exponentFor = (currencyCode: string): number => exponentOf(expectDone(parseCurrency(currencyCode)))

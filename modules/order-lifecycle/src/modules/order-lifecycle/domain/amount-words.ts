import { exponentOf, parseCurrency } from "@holdfast/kernel"

/** An amount of minor units as people read it, such as `12.00 USD`; as it is where the currency is not known. */
export function inWords(amount: bigint, currencyCode: string): string {
  const currency = parseCurrency(currencyCode)
  if (!currency.ok) return amount.toString()
  const exponent = exponentOf(currency.value)
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, "0")
  const [whole, part] = [digits.slice(0, digits.length - exponent), digits.slice(digits.length - exponent)]
  return `${amount < 0n ? "-" : ""}${whole}${part && `.${part}`} ${currency.value.toUpperCase()}`
}

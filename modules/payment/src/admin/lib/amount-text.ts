import type { MinorText } from "./ledger-types"

/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
function decimalsOf(currency: string): number {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

/** Minor units as they are typed: 1999 is 19.99 in EUR. */
export function typedAmount(minor: bigint, currency: string): string {
  const decimals = decimalsOf(currency)
  const digits = minor.toString().padStart(decimals + 1, "0")
  const whole = digits.slice(0, digits.length - decimals)
  return decimals > 0 ? `${whole}.${digits.slice(-decimals)}` : whole
}

/** What was typed, in minor units. Null when it is no amount above nothing, or has more decimals than the currency. */
export function minorOf(typed: string, currency: string): bigint | null {
  const decimals = decimalsOf(currency)
  const [, whole = "", part = ""] = /^(\d{0,24})(?:\.(\d*))?$/.exec(typed.trim()) ?? []
  if ((!whole && !part) || part.length > decimals) return null
  const minor = BigInt(whole + part.padEnd(decimals, "0"))
  return minor > 0n ? minor : null
}

/** An amount as people read it, such as €19.99; the decimal and the code where the currency is not known. */
export function amountText(minor: MinorText, currency: string): string {
  const decimal = typedAmount(BigInt(minor), currency)
  try {
    return new Intl.NumberFormat(undefined, { style: "currency", currency }).format(decimal as `${number}`)
  } catch {
    return `${decimal} ${currency}`.trim()
  }
}

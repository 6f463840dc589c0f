import { money, moneyFromMedusa, parseCurrency, compareMoney, type Money } from "@holdfast/kernel"
import { BREAK_KINDS, type BreakKind } from "./break-kind"

/** Amounts by currency code in lower case, as decimals; `default` for every other currency. */
export type AmountsByCurrency = Readonly<Record<string, string>>

export interface HealPolicy {
  /** Up to here, what may be mended up to an amount mends itself. */
  readonly healUpTo: AmountsByCurrency
  /** From here on, a second admin has to agree. */
  readonly approveOver: AmountsByCurrency
}

/** What is decided about: minor units and currency, or no amount at all. */
export interface BreakAmount {
  readonly kind: BreakKind
  readonly amountMinor: string | null
  readonly currencyCode: string | null
}

/** Whether the minute's run may mend it without anybody having looked. */
export function mayHealItself(policy: HealPolicy, found: BreakAmount): boolean {
  const { healing } = BREAK_KINDS[found.kind]
  if (healing !== "up_to_amount") return healing === "by_itself"
  const amount = amountOf(found)
  // An amount that cannot be read is not a small one.
  return amount !== null && atMost(amount, policy.healUpTo)
}

/** Whether one admin alone may have it mended. */
export function needsSecondAdmin(policy: HealPolicy, found: BreakAmount): boolean {
  if (found.amountMinor === null) return false
  const amount = amountOf(found)
  return amount === null || !atMost(amount, policy.approveOver)
}

function amountOf({ amountMinor, currencyCode }: BreakAmount): Money | null {
  if (amountMinor === null || currencyCode === null) return null
  const currency = parseCurrency(currencyCode)
  return currency.ok && /^-?\d{1,30}$/.test(amountMinor) ? money(BigInt(amountMinor), currency.value) : null
}

function atMost(amount: Money, limits: AmountsByCurrency): boolean {
  const limit = limits[amount.currency.toLowerCase()] ?? limits["default"]
  const read = limit === undefined ? null : moneyFromMedusa(limit, amount.currency)
  return read?.ok === true && compareMoney(amount, read.value) <= 0
}

import { BigNumber, trimZeros } from "@medusajs/framework/utils"
import type { RawAmount } from "./domain/cart-read"

/** An amount as the host's two columns hold it: a number to count with, and its exact digits. */
export interface AmountColumns {
  readonly amount: number
  readonly raw: RawAmount
}

const PRECISION = 20

/** What the host would write for an amount that it was given as a number, as text, or as the exact digits. */
export function amountColumns(value: number | string | RawAmount): AmountColumns {
  const amount = new BigNumber(typeof value === "object" ? { ...value } : value)
  const raw = amount.raw as { value: string } | undefined
  return {
    amount: amount.numeric,
    raw: { value: trimZeros(String(raw?.value ?? amount.numeric)), precision: PRECISION },
  }
}

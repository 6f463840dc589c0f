import type { CartAttribute, LineAttribute } from "./entry"

/** What a price is asked for. All amounts in minor units of `currency`. */
export interface Cart {
  /** ISO 4217, upper case. */
  readonly currency: string
  /** When the price is asked for, in epoch milliseconds. */
  readonly nowMs: number
  readonly attributes: Readonly<Partial<Record<CartAttribute, readonly string[]>>>
  /** Null when it is not known, which fulfils no condition on it. */
  readonly firstOrder: boolean | null
  /** What the shopper entered. */
  readonly codes: readonly string[]
  readonly lines: readonly CartLine[]
  readonly shipping: readonly ShippingLine[]
}

export interface CartLine {
  readonly id: string
  readonly quantity: number
  /** Of the whole line, before any promotion. */
  readonly amount: bigint
  /** Everything it goes by: SKU and ids, handles and names. */
  readonly attributes: Readonly<Partial<Record<LineAttribute, readonly string[]>>>
  /** False for what is never discounted, such as a gift card. */
  readonly discountable: boolean
  /** A promotion put it there: it fulfils no condition, and nothing but a gift is taken off it. */
  readonly isGift?: boolean
}

export interface ShippingLine {
  readonly id: string
  readonly amount: bigint
}

export const sumOf = (amounts: readonly bigint[]): bigint => {
  let sum = 0n
  for (const amount of amounts) sum += amount
  return sum
}

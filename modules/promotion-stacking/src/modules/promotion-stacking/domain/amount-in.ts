import type { Amounts } from "./entry"

/** What an entry says in a currency; null when it says nothing there. */
export const amountIn = (amounts: Amounts, currency: string): bigint | null => amounts[currency] ?? amounts["*"] ?? null

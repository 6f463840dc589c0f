import type { Source } from "./stacking-types"

/** The members of an object in an entry; none of anything else. */
export const fieldsOf = (value: unknown): Source =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Source) : {}

/** A single value is a list of one. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

/** `{ USD: "5.00", EUR: "4.50" }` as "5.00 USD or 4.50 EUR". */
export const amountsText = (value: unknown): string =>
  Object.entries(fieldsOf(value))
    .map(([currency, amount]) => `${String(amount)} ${currency}`)
    .join(" or ") || "nothing"

/** What is written in an entry's field, as it is written; lists and objects as JSON. */
export function textOf(value: unknown, otherwise = ""): string {
  if (value === undefined || value === null) return otherwise
  return typeof value === "string" ? value : JSON.stringify(value)
}

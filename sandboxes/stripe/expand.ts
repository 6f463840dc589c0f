import type { AccountBooks } from "./account-books"
import { record } from "./form-values"
import { invalid } from "./stripe-error"

/** Puts objects where their ids stand, along the paths that the caller named: `latest_charge.balance_transaction`. */
export function expanded(books: AccountBooks, answer: object, paths: unknown): object {
  const wanted = Array.isArray(paths) ? paths.map(String) : Object.values(record(paths)).map(String)
  const copy = structuredClone(answer)
  for (const path of wanted) expandAlong(books, copy, path.split("."), path)
  return copy
}

function expandAlong(books: AccountBooks, node: unknown, names: readonly string[], path: string): void {
  const [name, ...rest] = names
  if (name === undefined || node === null || typeof node !== "object") return
  if (Array.isArray(node)) {
    for (const one of node) expandAlong(books, one, names, path)
    return
  }
  const object = node as Record<string, unknown>
  const value = object[name]
  if (typeof value === "string") {
    const found = booksFor(books, name)?.get(value)
    if (!found) throw invalid(`This property cannot be expanded (${path}).`, { param: "expand" })
    object[name] = structuredClone(found)
  }
  expandAlong(books, object[name], rest, path)
}

const booksFor = (books: AccountBooks, name: string): ReadonlyMap<string, object> | undefined =>
  ({
    latest_charge: books.charges,
    charge: books.charges,
    payment_intent: books.intents,
    payment_method: books.methods,
    customer: books.customers,
    review: books.reviews,
    balance_transaction: books.balance,
  })[name]

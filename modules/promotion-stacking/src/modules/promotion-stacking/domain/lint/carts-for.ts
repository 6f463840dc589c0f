import { amountIn } from "../amount-in"
import type { Cart } from "../cart"
import type { Entry } from "../entry"
import { only, type Clause } from "./clauses"
import { linesFor } from "./lines-for"
import { fulfils, solveAmounts } from "./solve-amounts"
import { solveAttributes } from "./solve-attributes"
import { solveLines } from "./solve-lines"
import { findInstant } from "./solve-time"
import { impossible } from "./solved"

/** For entries that name no currency, one that they do not name. */
const CURRENCIES = ["USD", "EUR", "GBP", "JPY"]
const MOST_SIZES = 5
const MOST_CURRENCIES = 2

/**
 * Carts on which all of the entries may take something off, by one way to fulfil their conditions: with the fewest
 * lines, and as little money in them as they ask for, or as one of their amounts says. Whether they do, `evaluate` knows.
 */
export function cartsFor(clause: Clause, entries: readonly Entry[], nowMs: number): readonly Cart[] {
  const attributes = solveAttributes(clause)
  const sums = solveAmounts(clause, entries)
  const units = solveLines(clause, entries)
  if (impossible(attributes) || impossible(sums) || impossible(units)) return []
  const at = findInstant(clause, nowMs)
  const lines = linesFor(clause, entries)
  if (at === null || lines === null || lines.length === 0) return []

  const least = lines[0]!
  const missing = Math.ceil(units.value[0]!) - lines.reduce((sum, line) => sum + line.quantity, 0)
  const filled = [{ ...least, quantity: least.quantity + Math.max(0, missing) }, ...lines.slice(1)]
  const quantity = BigInt(filled.reduce((sum, line) => sum + line.quantity, 0))
  const named = new Set(sums.value.map(({ currency }) => currency))
  return sums.value.slice(0, MOST_CURRENCIES).flatMap(({ currency: code, subtotals }) => {
    const currency = code === "*" ? (CURRENCIES.find((one) => !named.has(one)) ?? "CHF") : code
    return sizesOf(clause, entries, currency, subtotals[0]!).map((size) => {
      const unit = (size + quantity - 1n) / quantity
      return {
        currency,
        nowMs: at,
        attributes: { ...attributes.value, currency: [currency] },
        firstOrder: firstOrderOf(clause),
        codes: [...new Set(entries.flatMap(({ codes }) => codes.slice(0, 1)))],
        lines: filled.map((line) => ({ ...line, amount: unit * BigInt(line.quantity) })),
        shipping: [],
      }
    })
  })
}

/** The least, what the actions speak of, and a price at which rounding hardly matters. */
function sizesOf(clause: Clause, entries: readonly Entry[], currency: string, least: bigint): readonly bigint[] {
  const spoken = entries.flatMap(({ action }) => {
    if (action.type === "tiered_spend") return action.tiers.map(({ from }) => amountIn(from, currency))
    return "amounts" in action ? [amountIn(action.amounts, currency)] : []
  })
  const amounts = spoken.filter((amount) => amount !== null)
  const together = amounts.reduce((sum, amount) => sum + amount, 0n)
  return [...new Set([least, 10_000n, together, ...amounts])]
    .filter((size) => size > 0n && size >= least && fulfils(clause, currency, size))
    .slice(0, MOST_SIZES)
}

function firstOrderOf(clause: Clause): boolean | null {
  for (const { atom, holds } of only(clause, "first_order")) return atom.is === holds
  return null
}

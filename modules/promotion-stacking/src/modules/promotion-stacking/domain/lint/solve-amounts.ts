import { amountIn } from "../amount-in"
import type { Entry } from "../entry"
import { only, type Clause } from "./clauses"
import { currenciesNamed, leastAmount, takesFrom } from "./least-needed"
import type { Solved } from "./solved"

/** A currency, and subtotals in it, the smallest first. `*` is one that nobody names. */
export interface Sums {
  readonly currency: string
  readonly subtotals: readonly bigint[]
}

/** The currencies and the least subtotals with which conditions on the sum hold and each of the entries takes something. */
export function solveAmounts(clause: Clause, entries: readonly Entry[]): Solved<readonly Sums[]> {
  const currencies = currenciesOf(clause, entries)
  const found: Sums[] = []
  let withEffect = false
  for (const currency of currencies) {
    const needs = entries.map((entry) => subtotalNeeded(entry, currency))
    if (needs.includes(null)) continue
    withEffect = true
    const least = needs.reduce<bigint>((most, need) => (need !== null && need > most ? need : most), 0n)
    const subtotals = stepsOf(clause, currency, least).filter((sum) => sum >= least && fulfils(clause, currency, sum))
    if (subtotals.length > 0) found.push({ currency, subtotals })
  }
  if (found.length > 0) return { value: found }
  if (currencies.length === 0) return { because: "there is no currency that all of their conditions are for" }
  if (!withEffect) return { because: "there is no currency in which the action takes anything off" }
  return { because: "no subtotal is what the conditions ask for and enough for the action to take something off" }
}

/** What the lines of the cart have to cost in all for it to take something off; null when it never does. */
function subtotalNeeded(entry: Entry, currency: string): bigint | null {
  const least = leastAmount(entry, currency)
  if (least === null) return null
  if (takesFrom(entry) === "lines") return least > 0n ? least : 1n
  return entry.action.type === "tiered_spend" ? least : 0n
}

/** Currencies that somebody names, and one for all others, less those that the conditions rule out. */
function currenciesOf(clause: Clause, entries: readonly Entry[]): readonly string[] {
  const asked = only(clause, "cart").filter(({ atom }) => atom.attribute === "currency")
  const named = [
    ...asked.flatMap(({ atom }) => atom.anyOf),
    ...only(clause, "subtotal").flatMap(({ atom }) => Object.keys({ ...atom.atLeast, ...atom.atMost })),
    ...entries.flatMap(currenciesNamed),
  ]
  return [...new Set([...named, "*"])].filter((currency) =>
    asked.every(({ atom, holds }) => atom.anyOf.includes(currency) === holds),
  )
}

/**
 * Where what conditions allow can begin: what they allow is made of stretches, and each begins at one of these. So when
 * none of these fulfils them, nothing does.
 */
function stepsOf(clause: Clause, currency: string, least: bigint): readonly bigint[] {
  const steps = new Set([0n, least])
  for (const { atom } of only(clause, "subtotal")) {
    const [from, to] = [
      atom.atLeast && amountIn(atom.atLeast, currency),
      atom.atMost && amountIn(atom.atMost, currency),
    ]
    if (from !== null) steps.add(from)
    if (to !== null) steps.add(to + 1n)
  }
  return [...steps].sort((a, b) => (a < b ? -1 : 1))
}

/** Whether all that is asked of the subtotal is so with this one. */
export const fulfils = (clause: Clause, currency: string, sum: bigint): boolean =>
  only(clause, "subtotal").every(({ atom: { atLeast, atMost }, holds }) => {
    const [from, to] = [atLeast && amountIn(atLeast, currency), atMost && amountIn(atMost, currency)]
    const within =
      !(atLeast && from === null) &&
      !(atMost && to === null) &&
      (from === null || sum >= from) &&
      (to === null || sum <= to)
    return within === holds
  })

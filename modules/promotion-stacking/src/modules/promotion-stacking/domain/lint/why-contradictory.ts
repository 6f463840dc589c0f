import type { Entry } from "../entry"
import type { Clause } from "./clauses"
import { solveAmounts } from "./solve-amounts"
import { solveAttributes } from "./solve-attributes"
import { solveLines } from "./solve-lines"
import { solveTime } from "./solve-time"
import { impossible } from "./solved"

/**
 * Why no cart from `notBeforeMs` on fulfils the clause so that each of the entries takes something off. Null when one
 * may: it is certain only when it says no.
 */
export function whyContradictory(clause: Clause, entries: readonly Entry[], notBeforeMs?: number): string | null {
  const attributes = solveAttributes(clause)
  if (impossible(attributes)) return attributes.because
  const time = solveTime(clause, notBeforeMs)
  if (impossible(time)) return time.because
  const lines = solveLines(clause, entries)
  if (impossible(lines)) return lines.because
  const amounts = solveAmounts(clause, entries)
  return impossible(amounts) ? amounts.because : null
}

/** Null as soon as one of the ways may be; else why the first of them cannot. */
export function whyNone(ways: Iterable<Clause>, entries: readonly Entry[], notBeforeMs?: number): string | null {
  let because: string | null = null
  for (const way of ways) {
    const why = whyContradictory(way, entries, notBeforeMs)
    if (why === null) return null
    because ??= why
  }
  return because ?? "its conditions allow nothing"
}

/** Every way of the one together with every way of the other. */
export function* together(some: readonly Clause[], others: readonly Clause[]): Iterable<Clause> {
  for (const one of some) for (const other of others) yield [...one, ...other]
}

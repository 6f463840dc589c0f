import type { Entry } from "../entry"
import { only, type Clause } from "./clauses"
import { leastUnits, linesNeeded } from "./least-needed"
import { allExcluded, covers, excludesAllOf } from "./selector-covers"
import type { Solved } from "./solved"

/** The units that a cart has to have, the fewest first, so that it has the lines that are asked for. */
export function solveLines(clause: Clause, entries: readonly Entry[]): Solved<readonly number[]> {
  const asked = only(clause, "lines")
  for (const { atom, holds, of } of asked) {
    if (holds && allExcluded([atom.selector], of)) {
      return { because: `every line that ${of.id} asks for is one that it excludes` }
    }
  }
  for (const entry of entries) {
    if (linesNeeded(entry).some(({ selectors }) => allExcluded(selectors, entry))) {
      return { because: `every line that the action of ${entry.id} is for is one that it excludes` }
    }
  }
  for (const yes of asked.filter(({ holds }) => holds)) {
    for (const no of asked.filter(({ holds }) => !holds)) {
      const counted = excludesAllOf(yes.of, no.of) && covers(no.atom.selector, [yes.atom.selector])
      if (counted && yes.atom.minQuantity >= no.atom.minQuantity) {
        return { because: `${no.of.id} is not for carts with lines that ${yes.of.id} asks for` }
      }
    }
  }
  return unitsOf(clause, entries)
}

function unitsOf(clause: Clause, entries: readonly Entry[]): Solved<readonly number[]> {
  const asked = only(clause, "lines").filter(({ holds }) => holds)
  const least = Math.max(0, ...asked.map(({ atom }) => atom.minQuantity), ...entries.map(leastUnits))
  const some = asked.length > 0 || entries.some((entry) => linesNeeded(entry).length > 0)
  const quantities = only(clause, "quantity")
  const steps = quantities.flatMap(({ atom }) => [atom.atLeast, atom.atMost]).filter((step) => step !== null)
  const sorted = [...new Set([0, least, ...steps])].sort((a, b) => a - b)
  // Units may have parts, so what is allowed can also lie between two steps, or after the last.
  const points = sorted.flatMap((step, at) => [step, ((sorted[at + 1] ?? step + 2) + step) / 2])
  const whole = [...new Set([...points, ...sorted.map((step) => step + 1)])]
  const allowed = whole
    .filter((units) => units >= least && (units > 0 || !some))
    .filter((units) =>
      quantities.every(
        ({ atom: { atLeast, atMost }, holds }) =>
          ((atLeast === null || units >= atLeast) && (atMost === null || units <= atMost)) === holds,
      ),
    )
  if (allowed.length === 0) {
    return { because: "no number of units is what the conditions ask for and enough for the lines and the action" }
  }
  return { value: allowed.sort((a, b) => a - b) }
}

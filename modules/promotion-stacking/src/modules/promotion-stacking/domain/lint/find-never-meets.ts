import { whyApart } from "../rule"
import type { Finding } from "./finding"
import type { Studied } from "./study"
import { together, whyNone } from "./why-contradictory"

/** Pairs of which one names the other in `stacks_with` in vain. Ids of entries that are not there are nobody's pair. */
export function findNeverMeets(sorted: readonly Studied[]): readonly Finding[] {
  const byId = new Map(sorted.map((studied) => [studied.entry.id, studied]))
  const seen = new Set<string>()
  const found: Finding[] = []
  for (const one of sorted) {
    const { id, stacksWith } = one.entry
    for (const named of stacksWith === "any" ? [] : stacksWith) {
      const other = byId.get(named)
      const pair = JSON.stringify([id, named].sort())
      if (!other || seen.has(pair)) continue
      seen.add(pair)
      const because = whyNever(one, other)
      if (because === null) continue
      const message = `${id} names ${named} in stacks_with, and the two never meet: ${because}.`
      const step =
        id === named ? "Take its own id out." : `Take ${named} out of stacks_with, or change what keeps them apart.`
      found.push({ code: "never_meets", entries: id === named ? [id] : [id, named], message: `${message} ${step}` })
    }
  }
  return found
}

function whyNever(one: Studied, other: Studied): string | null {
  if (one === other) return "it is the entry itself, and a promotion applies once"
  return (
    whyApart(one.standing, other.standing) ?? whyNone(together(one.clauses, other.clauses), [one.entry, other.entry])
  )
}

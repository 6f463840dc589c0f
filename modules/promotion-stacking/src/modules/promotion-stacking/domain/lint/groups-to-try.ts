import { mayMeet } from "../rule"
import type { Clause } from "./clauses"
import type { Studied } from "./study"
import { whyContradictory } from "./why-contradictory"

/** Entries that may all meet, with a way to fulfil what all of them ask for. */
export interface Group {
  readonly members: readonly Studied[]
  readonly clause: Clause
}

/** Who joins beyond these adds little to what they take; whoever may join by itself joins in the evaluation anyway. */
const MOST_MEMBERS = 8

/**
 * Small groups first: each entry for itself, then each with all that may join it, those that take the most first, then
 * all pairs. The caller takes as many as it can afford.
 */
export function* groupsToTry(sorted: readonly Studied[], nowMs: number): Iterable<Group> {
  const strong = [...sorted].sort((a, b) => strengthOf(b) - strengthOf(a))
  const alone = strong.flatMap((one) => withMore({ members: [], clause: [] }, one, nowMs) ?? [])
  yield* alone
  const seen = new Set<string>()
  for (const order of [strong, sorted]) {
    for (const start of alone) {
      let group = start
      for (const other of order) {
        if (group.members.length >= MOST_MEMBERS) break
        group = withMore(group, other, nowMs) ?? group
      }
      const key = group.members
        .map(({ entry }) => entry.id)
        .sort()
        .join("\n")
      if (group.members.length < 2 || seen.has(key)) continue
      seen.add(key)
      yield group
    }
  }
  for (const [n, start] of alone.entries()) {
    for (const { members } of alone.slice(n + 1)) {
      const pair = withMore(start, members[0]!, nowMs)
      if (pair) yield pair
    }
  }
}

function withMore({ members, clause }: Group, one: Studied, nowMs: number): Group | null {
  if (members.some((other) => other === one || !mayMeet(other.standing, one.standing))) return null
  const entries = [...members, one].map(({ entry }) => entry)
  for (const more of one.clauses) {
    const both = [...clause, ...more]
    if (whyContradictory(both, entries, nowMs) === null) return { members: [...members, one], clause: both }
  }
  return null
}

/** How much of a price it may take, roughly: amounts can be all of a small one. */
function strengthOf({ entry: { action } }: Studied): number {
  if (action.type === "percent_off") return action.appliesTo === "shipping" ? 0 : action.ppm
  if (action.type === "free_shipping") return 0
  return "ppm" in action ? action.ppm / 2 : 1_000_000
}

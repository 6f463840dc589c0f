import type { Candidate } from "./candidate"
import type { Choice } from "./resolution"
import { byLane, byPriority, mayMeet } from "./rule"

/** Highest priority first; each next one joins if it may meet all that were taken. */
export function chooseByPriority(candidates: readonly Candidate[]): Choice {
  const taken: Candidate[] = []
  for (const candidate of [...candidates].sort((a, b) => byPriority(a.rule, b.rule))) {
    if (taken.every((other) => mayMeet(other.rule, candidate.rule))) taken.push(candidate)
  }
  return { chosen: taken.sort((a, b) => byLane(a.rule, b.rule)), certificate: { kind: "by_rule" } }
}

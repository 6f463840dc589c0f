import type { Candidate } from "./candidate"
import type { Choice } from "./resolution"
import { byLane, byPriority, type Rule } from "./rule"
import { TakenSoFar } from "./taken-so-far"

/** Highest priority first; each next one joins if it may meet all that were taken. */
export function chooseByPriority(candidates: readonly Candidate[]): Choice {
  const order = [...candidates].sort((a, b) => byPriority(a.rule, b.rule))
  return chooseInOrder(
    order.map(({ rule }) => rule),
    (at) => order[at]!,
  )
}

/**
 * The same among rules that are in the order of their priority. Whether one is a candidate is asked only when it may
 * meet all that were taken: of hundreds that fit a cart, most are of a group that has its winner.
 *
 * @param candidateAt null when the rule there is none
 */
export function chooseInOrder(rules: readonly Rule[], candidateAt: (at: number) => Candidate | null): Choice {
  const taken = new TakenSoFar()
  const chosen: Candidate[] = []
  for (let at = 0; at < rules.length && !taken.isClosed; at++) {
    const rule = rules[at]!
    if (!taken.admits(rule)) continue
    const candidate = candidateAt(at)
    if (!candidate) continue
    taken.take(rule)
    chosen.push(candidate)
  }
  return { chosen: chosen.sort((a, b) => byLane(a.rule, b.rule)), certificate: { kind: "by_rule" } }
}

import type { Entry } from "../entry"
import { byPriority, ruleOf, type Rule } from "../rule"
import { clausesOf, type Clause } from "./clauses"

/** An entry with what is asked of it many times, made once. */
export interface Studied {
  readonly entry: Entry
  readonly standing: Rule
  /** The ways in which its conditions are fulfilled, and those in which they are not. */
  readonly clauses: readonly Clause[]
  readonly negated: readonly Clause[]
}

/** Those that are active, in the order in which they are chosen. */
export const study = (entries: readonly Entry[]): readonly Studied[] =>
  entries
    .filter(({ status }) => status === "active")
    .map((entry) => ({
      entry,
      standing: ruleOf(entry),
      clauses: clausesOf(entry.condition, entry),
      negated: clausesOf(entry.condition, entry, false),
    }))
    .sort((a, b) => byPriority(a.standing, b.standing))

import type { Entry } from "../entry"
import { findDangerousCarts } from "./find-dangerous-carts"
import { findNeverApplies } from "./find-never-applies"
import { findNeverMeets } from "./find-never-meets"
import type { Finding, LintOptions } from "./finding"
import { study } from "./study"

/**
 * What a merchant may not have meant. Everything it says is so: pairs and entries that never apply are proved from what
 * they say, and carts were evaluated. It need not find everything. Said of the active entries among these alone, so
 * drafts are to be handed over as active, and channels with their ids beside their names.
 *
 * Taken for granted: a cart has one market, channel and currency, and no customer is both `new` and `returning`.
 *
 * limit: at most 3,000 evaluations for carts, whatever the number of entries, of which one where many may apply counts
 * as several; 8 entries are combined on purpose. Proofs look at each named pair, and under priority at each pair, once,
 * and at no more than 32 ways to fulfil a condition. The same entries give the same findings, whatever their order.
 */
export function lintEntries(entries: readonly Entry[], options: LintOptions): readonly Finding[] {
  const sorted = study(entries)
  const never = findNeverApplies(sorted, options)
  // That an entry which never applies meets nobody is no news.
  const dead = new Set(never.map(({ entries: [id] }) => id))
  const alive = sorted.filter(({ entry }) => !dead.has(entry.id))
  return [...findNeverMeets(alive), ...never, ...findDangerousCarts(sorted, options)]
}

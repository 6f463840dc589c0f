import type { Entry } from "../entry"
import { byPriority, mayMeet } from "../rule"
import { currenciesNamed, leastAmount, takesFrom } from "./least-needed"
import { covers, excludesAllOf } from "./selector-covers"
import type { Studied } from "./study"
import { together, whyNone } from "./why-contradictory"

/** Who takes another's place, and what the lines have to cost for that to be certain. */
export interface Shadow {
  readonly by: Studied
  readonly fromAmount: bigint
}

/** Minor units below which a small percentage comes to nothing. No cart of a shop costs so little. */
const NEXT_TO_NOTHING = 100n

/**
 * Under priority, the entry that is taken instead of this one whenever this one could apply. It comes first, cannot meet
 * this one, its conditions hold whenever this one's do, it takes something off whenever this one does, and whatever else
 * could keep it out keeps this one out as well.
 *
 * @param sorted all that are active, in the order in which they are chosen
 * @param settled whether the shop's resolution is that of the entry's campaign
 */
export function shadowOf(
  { entry, standing, clauses }: Studied,
  sorted: readonly Studied[],
  settled: (other: Entry) => boolean,
): Shadow | null {
  for (const other of sorted) {
    if (byPriority(other.standing, standing) >= 0) break
    if (mayMeet(other.standing, standing) || !settled(other.entry) || !alwaysThere(other.entry, entry)) continue
    const fromAmount = takesWhenever(other.entry, entry)
    if (fromAmount === null || fromAmount > NEXT_TO_NOTHING) continue
    if (whyNone(together(clauses, other.negated), [entry]) === null) continue
    const undisturbed = sorted.every(
      ({ standing: third }) =>
        byPriority(third, other.standing) >= 0 || mayMeet(third, other.standing) || !mayMeet(third, standing),
    )
    if (undisturbed) return { by: other, fromAmount }
  }
  return null
}

/** No code that this one does not need as well, and nothing that can be used up. */
function alwaysThere({ codes, limits }: Entry, entry: Entry): boolean {
  const limited =
    limits.uses !== null || limits.usesPerCustomer !== null || limits.usesPerCohort.length > 0 || limits.budget !== null
  const entered = codes.length === 0 || (entry.codes.length > 0 && entry.codes.every((code) => codes.includes(code)))
  return entered && !limited
}

/** From which amount on the first certainly takes something off wherever the second does; 0 is always, null is never. */
function takesWhenever(first: Entry, second: Entry): bigint | null {
  const { action } = first
  if (action.type === "free_gift") return 0n
  const from = takesFrom(first)
  if (from !== takesFrom(second) || action.caps.perUnit !== null || action.caps.perLine !== null) return null
  if (from === "lines" && !touchesAllOf(first, second)) return null
  const simple =
    action.type === "free_shipping" ||
    action.type === "percent_off" ||
    (action.type === "fixed_off" && action.per === "order")
  if (!simple) return null
  let most = 0n
  for (const currency of new Set([...currenciesNamed(first), ...currenciesNamed(second), "*"])) {
    const amount = fromAmountOn(first, second, currency)
    if (amount === null) return null
    if (amount > most) most = amount
  }
  return most
}

function fromAmountOn(first: Entry, second: Entry, currency: string): bigint | null {
  const needed = leastAmount(second, currency)
  if (needed === null) return 0n
  const least = leastAmount(first, currency)
  // A tier on shipping is reached by what the lines cost, and says nothing of what shipping costs.
  const known =
    needed > 0n && !(second.action.type === "tiered_spend" && takesFrom(second) === "shipping") ? needed : 1n
  return least !== null && least <= known ? 0n : least
}

function touchesAllOf(first: Entry, second: Entry): boolean {
  const wanted = (entry: Entry) =>
    "appliesTo" in entry.action && entry.action.appliesTo === "order" ? {} : (entry.lines ?? {})
  return covers(wanted(first), [wanted(second)]) && excludesAllOf(second, first)
}

import { conditionCheck, type ConditionCheck } from "./condition-check"
import type { Condition, Entry, Limits } from "./entry"
import { lineMatcher, type LineMatcher } from "./line-matcher"
import { take, worthAlone, type BudgetLeft } from "./take"
import type { State, Taken, Work } from "./work"

/** What decides whether two promotions may meet, and in which order they apply. */
export interface Standing {
  readonly id: string
  readonly priority: number
  readonly lane: number
  readonly group: string | null
  readonly exclusive: boolean
  readonly stacksWith: "any" | ReadonlySet<string>
  readonly excludes: ReadonlySet<string>
  readonly campaign: string | null
}

/** A promotion made ready to be asked: everything that does not depend on a cart is done. */
export interface Rule extends Standing {
  readonly status: Entry["status"]
  /** Empty: it needs none. */
  readonly codes: ReadonlySet<string>
  /** What the index reads. */
  readonly condition: Condition
  readonly check: ConditionCheck
  /** Lines that are not there for its conditions. */
  readonly excludesLine: LineMatcher | null
  /** Positions of the kinds that it is for. */
  readonly matched: (work: Work) => readonly number[]
  readonly take: (work: Work, matched: readonly number[], state: State, budget: BudgetLeft) => Taken
  /** The total of what it would take if it were alone. */
  readonly alone: (work: Work, matched: readonly number[], budget: BudgetLeft) => bigint
  /** Null for a promotion that somebody else counts. */
  readonly limits: Limits | null
  readonly gift: { readonly sku: string; readonly quantity: number } | null
  /**
   * How the search for the best set may bound it. `sums`: it reads and takes sums, so that rounding matters only between
   * promotions for different lines. `shares`: each unit of rounding counts. `alone`: others may make it give more.
   */
  readonly bound: "sums" | "shares" | "alone"
}

export function ruleOf(entry: Entry): Rule {
  const excluded = entry.exclusions.lines.map(lineMatcher)
  const excludesLine: LineMatcher | null =
    excluded.length === 0 ? null : (line) => excluded.some((excludes) => excludes(line))
  const { action } = entry
  const everyLine = "appliesTo" in action && action.appliesTo === "order"
  const wants = everyLine || entry.lines === null ? null : lineMatcher(entry.lines)
  return {
    id: entry.id,
    priority: entry.priority,
    lane: entry.lane,
    group: entry.group,
    exclusive: entry.exclusive,
    stacksWith: entry.stacksWith === "any" ? "any" : new Set(entry.stacksWith),
    excludes: new Set(entry.exclusions.promotions),
    campaign: entry.campaign,
    status: entry.status,
    codes: new Set(entry.codes),
    condition: entry.condition,
    check: conditionCheck(entry.condition),
    excludesLine,
    matched: (work) => {
      if (!wants && !excludesLine) return work.discountable
      return work.discountable.filter((k) => {
        const { line } = work.kinds[k]!
        return (!wants || wants(line)) && !excludesLine?.(line)
      })
    },
    take: (work, matched, state, budget) => take(entry, work, matched, state, budget),
    alone: (work, matched, budget) => worthAlone(entry, work, matched, budget),
    limits: entry.limits,
    gift: action.type === "free_gift" ? { sku: action.sku, quantity: action.quantity } : null,
    bound: boundOf(entry),
  }
}

function boundOf({ action, base }: Entry): Rule["bound"] {
  if (action.type === "bundle_price") return "alone"
  const { caps } = action
  const capped = caps.perLine !== null || caps.perUnit !== null || caps.perOrder !== null
  const ofSums =
    action.type === "percent_off" ||
    action.type === "free_shipping" ||
    (action.type === "fixed_off" && action.per === "order")
  return ofSums && base === "current" && !capped ? "sums" : "shares"
}

/** Why two promotions may not meet; null when they may. Both have to allow it. */
export function whyApart(a: Standing, b: Standing): string | null {
  if (a.exclusive) return `${a.id} is exclusive`
  if (b.exclusive) return `${b.id} is exclusive`
  if (a.group !== null && a.group === b.group) return `both are of the group ${a.group}`
  if (a.excludes.has(b.id)) return `${a.id} excludes ${b.id}`
  if (b.excludes.has(a.id)) return `${b.id} excludes ${a.id}`
  if (a.stacksWith !== "any" && !a.stacksWith.has(b.id)) return `${a.id} does not stack with ${b.id}`
  if (b.stacksWith !== "any" && !b.stacksWith.has(a.id)) return `${b.id} does not stack with ${a.id}`
  return null
}

export const mayMeet = (a: Standing, b: Standing): boolean =>
  !a.exclusive &&
  !b.exclusive &&
  (a.group === null || a.group !== b.group) &&
  !a.excludes.has(b.id) &&
  !b.excludes.has(a.id) &&
  (a.stacksWith === "any" || a.stacksWith.has(b.id)) &&
  (b.stacksWith === "any" || b.stacksWith.has(a.id))

/** The order in which promotions are chosen: higher priority first, then id. */
export const byPriority = (a: Standing, b: Standing): number => b.priority - a.priority || byText(a.id, b.id)

/** The order in which chosen promotions apply: lane, then priority, then id. */
export const byLane = (a: Standing, b: Standing): number => a.lane - b.lane || byPriority(a, b)

// By code unit, as every machine sorts alike.
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

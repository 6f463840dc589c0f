import type { PlainPromotion } from "./rule-set"

/**
 * The total of an order, for engines that find promotions and leave it to their caller to choose: highest priority first,
 * at most one of a group, an exclusive one alone; each takes its percentage of what is left, rounded down.
 */
export function priceByChoice(subtotal: number, matching: PlainPromotion[]): number {
  matching.sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
  const groups = new Set<string>()
  let left = subtotal
  for (const { exclusive, group, percent } of matching) {
    if (groups.has(group) || (exclusive && groups.size > 0)) continue
    groups.add(group)
    left -= Math.floor((left * percent) / 100)
    if (exclusive) break
  }
  return left
}

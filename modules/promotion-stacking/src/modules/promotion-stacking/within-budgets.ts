import { isMoney, type BudgetCounter, type BudgetDemand } from "./budget-share"
import type { Left } from "./domain/candidate"
import type { Evaluation } from "./domain/evaluate"
import type { Rule } from "./domain/rule"

/** What a campaign's budget still covers for one cart. */
export interface BudgetRoom {
  readonly counter: BudgetCounter
  /** Uses or minor units; null without a limit. */
  readonly left: bigint | null
}

/** By campaign. A text says why nothing of its budget can be had. */
export type BudgetRooms = ReadonlyMap<string, BudgetRoom | string>

/** Which promotions of campaigns are out before any stacking, beside what is left of limits of their own. */
export function withBudgets(left: Left, rules: readonly Rule[], rooms: BudgetRooms): Left {
  if (rooms.size === 0) return left
  const all = new Map(left)
  for (const { id, campaign } of rules) {
    const room = campaign === null ? undefined : rooms.get(campaign)
    const own = left.get(id)
    if (room === undefined || own?.spent) continue
    const spent = typeof room === "string" ? room : spentOf(room)
    if (spent !== null) all.set(id, { spent, budget: own?.budget ?? null })
  }
  return all
}

const spentOf = ({ counter, left }: BudgetRoom): string | null => {
  if (left === null || left > 0n) return null
  if (isMoney(counter)) return "its campaign's budget is spent"
  return counter.budget.attributeValue === null
    ? "its campaign's uses are spent"
    : "its campaign's uses for this customer are spent"
}

/**
 * The evaluation in which no campaign gives more than its budget still covers. As in the host, a promotion that the
 * budget does not cover does not apply: in the order of application the first that goes beyond it is left out, and the
 * rest is evaluated anew.
 */
export function withinBudgets(
  evaluate: (left: Left) => Evaluation,
  left: Left,
  rooms: BudgetRooms,
  rules: ReadonlyMap<string, CampaignRule>,
): Evaluation {
  let held = left
  for (;;) {
    const evaluation = evaluate(held)
    const beyond = rooms.size === 0 ? null : firstBeyond(evaluation, rooms, rules)
    if (beyond === null) return evaluation
    held = new Map([...held, [beyond, { spent: "its campaign's budget does not cover it", budget: null }]])
  }
}

/** A promotion that spends from a campaign: one of the host's own is counted by the host. */
export interface CampaignRule {
  readonly campaign: string | null
  readonly isEntry: boolean
}

function firstBeyond(
  evaluation: Evaluation,
  rooms: BudgetRooms,
  rules: ReadonlyMap<string, CampaignRule>,
): string | null {
  const given = givenOf(evaluation)
  // What the host's own promotions do among themselves is the host's affair.
  const ours = new Set(
    given.flatMap(({ promotion }) => (rules.get(promotion)?.isEntry ? rules.get(promotion)?.campaign : [])),
  )
  const taken = new Map<string, bigint>()
  for (const { promotion, discount } of given) {
    const campaign = rules.get(promotion)?.campaign ?? null
    const room = campaign === null || !ours.has(campaign) ? undefined : rooms.get(campaign)
    if (campaign === null || room === undefined || typeof room === "string" || room.left === null) continue
    const sum = (taken.get(campaign) ?? 0n) + (isMoney(room.counter) ? discount : 1n)
    if (sum > room.left) return promotion
    taken.set(campaign, sum)
  }
  return null
}

/** What entries want of the budgets of their campaigns: money, or a use for each entry. */
export function budgetDemandsOf(
  evaluation: Evaluation,
  rooms: BudgetRooms,
  rules: ReadonlyMap<string, CampaignRule>,
): readonly BudgetDemand[] {
  const demands = new Map<string, BudgetDemand>()
  for (const { promotion, discount } of givenOf(evaluation)) {
    const rule = rules.get(promotion)
    const room = rule?.isEntry && rule.campaign !== null ? rooms.get(rule.campaign) : undefined
    if (room === undefined || typeof room === "string") continue
    const { counter } = room
    const amount = BigInt(demands.get(counter.key)?.amount ?? 0) + (isMoney(counter) ? discount : 1n)
    if (amount > 0n) demands.set(counter.key, { ...counter, amount: amount.toString(), limit: "0" })
  }
  return [...demands.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** Promotions in the order in which they apply; those that only put a gift into the cart come last. */
const givenOf = ({
  applied,
  gifts,
}: Evaluation): readonly { readonly promotion: string; readonly discount: bigint }[] => [
  ...applied,
  ...gifts
    .filter((gift) => !applied.some((one) => one.promotion === gift.promotion))
    .map(({ promotion }) => ({ promotion, discount: 0n })),
]

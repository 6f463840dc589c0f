import { seeCart, type Unfulfilled } from "./condition-check"
import type { Rule } from "./rule"
import type { BudgetLeft } from "./take"
import { after, type State, type Taken, type Work } from "./work"

/** A promotion whose conditions are met by a cart, with what it would take off if it were alone. */
export interface Candidate {
  readonly rule: Rule
  /** Positions of the kinds that it is for. */
  readonly matched: readonly number[]
  readonly budget: BudgetLeft
  readonly alone: bigint
}

/** Uses and money that are left of promotions with limits. A promotion that is not named has none. */
export type Left = ReadonlyMap<string, { readonly spent: string | null; readonly budget: BudgetLeft }>

/** Why a promotion is out before any stacking. */
export interface NotACandidate {
  readonly outcome: "inactive" | "code_not_entered" | "limit_reached" | "ineligible" | "outside_window"
  readonly because: string
  /** What the subtotal lacks, when that alone is missing. */
  readonly missing?: bigint
}

/** Asks one rule about one cart. */
export function candidateOf(rule: Rule, work: Work, left: Left): Candidate | NotACandidate {
  if (rule.status !== "active") return { outcome: "inactive", because: `it is ${STATUS_WORDS[rule.status]}` }
  if (rule.codes.size > 0 && !work.cart.codes.some((code) => rule.codes.has(code))) {
    return { outcome: "code_not_entered", because: "it needs a code that was not entered" }
  }
  const unfulfilled = rule.check(seenBy(rule, work))
  if (unfulfilled) return refused(unfulfilled)
  const limit = left.get(rule.id)
  if (limit?.spent) return { outcome: "limit_reached", because: limit.spent }

  const matched = rule.matched(work)
  const budget = limit?.budget ?? null
  const alone = rule.alone(work, matched, budget)
  // A gift that is not in the cart yet takes nothing off, and is to be put there.
  if (alone === 0n && !rule.gift) {
    return { outcome: "ineligible", because: "there is nothing in the cart that it could take anything off" }
  }
  return { rule, matched, budget, alone }
}

export const isCandidate = (answer: Candidate | NotACandidate): answer is Candidate => "rule" in answer

export const takeOf = ({ rule, matched, budget }: Candidate, work: Work, state: State): Taken =>
  rule.take(work, matched, state, budget)

/** One promotion after the other, each on what the earlier ones left. */
export function applyAll(chosen: readonly Candidate[], work: Work): { readonly taken: Taken[]; readonly left: State } {
  let state = work.initial
  const taken = chosen.map((candidate) => {
    const share = takeOf(candidate, work, state)
    state = after(state, share)
    return share
  })
  return { taken, left: state }
}

/** Conditions look at the lines of the cart; what is excluded is not there for them. */
const seenBy = ({ excludesLine }: Rule, { cart, seen }: Work) =>
  excludesLine ? seeCart(cart, (at) => !excludesLine(cart.lines[at]!)) : seen

const refused = (unfulfilled: Unfulfilled): NotACandidate => ({
  outcome: unfulfilled.code === "outside_window" ? "outside_window" : "ineligible",
  get because() {
    return unfulfilled.because
  },
  ...(unfulfilled.missing !== undefined && { missing: unfulfilled.missing }),
})

const STATUS_WORDS = { draft: "a draft", stopped: "stopped" } as const

import { applyAll, takeOf, type Candidate } from "./candidate"
import { chooseByPriority } from "./choose-by-priority"
import type { Choice } from "./resolution"
import { byLane, byPriority, mayMeet } from "./rule"
import { after, totalOf, type State, type Work } from "./work"

/** Nodes that are looked at by default: at 20 candidates that get in each other's way about a tenth of a second. */
export const DEFAULT_NODES = 20_000

interface Found {
  readonly chosen: readonly Candidate[]
  readonly total: bigint
}

/**
 * The legal set with the largest total discount; of equal ones that with the higher priorities, compared in order, then
 * by ids. Candidates are taken in the order in which they apply, so each step is exact: nothing that follows changes it.
 *
 * What can still be gained is bounded from above by letting all that remain apply, whether or not they may meet: each
 * leaves no more than it found, and leaves less of less, so more of them never leave more. Rounding breaks that by at
 * most a unit for each of them and each group of lines that they share out differently, which is added to the bound.
 */
export function chooseBest(candidates: readonly Candidate[], work: Work, maxNodes = DEFAULT_NODES): Choice {
  const order = [...candidates].sort((a, b) => byLane(a.rule, b.rule))
  const meets = order.map((a) => order.map((b) => a === b || mayMeet(a.rule, b.rule)))
  const bounds = boundsOf(order, work)
  const everything = totalOf(work.initial)
  let best = start(order, work)
  let nodes = 0
  let couldMiss = 0n

  /** `rest` may meet all that were chosen, and applies after them. */
  const visit = (chosen: readonly Candidate[], rest: readonly number[], state: State): void => {
    const total = everything - totalOf(state)
    if (better(chosen, total, best)) best = { chosen, total }
    for (let n = 0; n < rest.length; n++) {
      // From here on those before n are left out.
      const gain = bounds.gainAtMost(rest, n, state)
      if (gain === 0n || total + gain < best.total) return
      if (nodes >= maxNodes) {
        if (total + gain - best.total > couldMiss) couldMiss = total + gain - best.total
        return
      }
      nodes += 1
      const next = rest[n]!
      const candidate = order[next]!
      const taken = takeOf(candidate, work, state)
      // One that takes nothing here is not part of the set, unless it brings a gift.
      if (taken.total === 0n && !bringsGift(candidate)) continue
      const open = rest.filter((other) => other > next && meets[next]![other])
      visit([...chosen, candidate], open, after(state, taken))
    }
  }
  visit([], [...order.keys()], work.initial)

  return {
    chosen: best.chosen,
    certificate: couldMiss > 0n ? { kind: "bounded", nodes, couldMiss } : { kind: "optimal", nodes },
  }
}

interface Bounds {
  /** What `rest` from its nth on take at most; 0 only when it is certain that they take nothing and bring nothing. */
  readonly gainAtMost: (rest: readonly number[], n: number, state: State) => bigint
}

function boundsOf(order: readonly Candidate[], work: Work): Bounds {
  const slack = slackOf(order)
  // Of a bundle the shop gets its price whatever others took before, so more promotions may leave more.
  const together = !order.some(({ rule }) => rule.bound === "alone")
  return {
    gainAtMost: (rest, n, state) => {
      let alone = 0n
      let gift = false
      let left = state
      for (let r = n; r < rest.length; r++) {
        const candidate = order[rest[r]!]!
        alone += candidate.alone
        if (bringsGift(candidate)) gift = true
        if (together) left = after(left, takeOf(candidate, work, left))
      }
      if (gift) alone += 1n
      if (!together) return alone
      const all = totalOf(state) - totalOf(left) + (gift ? 1n : 0n)
      if (all === 0n) return 0n
      const rounded = all + slack * BigInt(rest.length - n)
      return rounded < alone ? rounded : alone
    },
  }
}

const bringsGift = ({ rule }: Candidate) => rule.gift !== null

/** Something to measure against from the first step. */
function start(order: readonly Candidate[], work: Work): Found {
  const { chosen } = chooseByPriority(order)
  const { taken, left } = applyAll(chosen, work)
  return {
    chosen: chosen.filter((candidate, n) => taken[n]!.total > 0n || bringsGift(candidate)),
    total: totalOf(work.initial) - totalOf(left),
  }
}

function better(chosen: readonly Candidate[], total: bigint, best: Found): boolean {
  if (total !== best.total) return total > best.total
  const a = [...chosen].sort((x, y) => byPriority(x.rule, y.rule))
  const b = [...best.chosen].sort((x, y) => byPriority(x.rule, y.rule))
  for (let n = 0; n < Math.max(a.length, b.length); n++) {
    const [x, y] = [a[n]?.rule, b[n]?.rule]
    if (!x || !y) return Boolean(x)
    if (x.priority !== y.priority) return x.priority > y.priority
  }
  const [x, y] = [a.map((one) => one.rule.id).join("\n"), b.map((one) => one.rule.id).join("\n")]
  return x < y
}

/**
 * Units of rounding for one promotion: none when all touch the same kinds, since then only sums matter, and a sum that
 * is rounded down never shrinks when there is less of it.
 */
function slackOf(order: readonly Candidate[]): bigint {
  const touched = new Set(order.map((candidate) => signatureOf(candidate)))
  return touched.size <= 1 ? 0n : 2n * BigInt(touched.size)
}

const signatureOf = ({ rule, matched }: Candidate) =>
  rule.bound === "sums" ? matched.join(" ") : `${rule.id} ${matched.join(" ")}`

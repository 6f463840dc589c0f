import { applyAll, type Candidate, type Left } from "./candidate"
import type { Cart } from "./cart"
import { chooseBest } from "./choose-best"
import { chooseByPriority, chooseInOrder } from "./choose-by-priority"
import { Considered } from "./considered"
import type { Certificate, Choice, Resolution } from "./resolution"
import { byPriority, mayMeet, whyApart, type Rule } from "./rule"
import type { RuleIndex } from "./rule-index"
import { sayAmount } from "./say-amount"
import type { Share, TraceLine } from "./trace"
import { prepare, sharesOfLines, sumOf, type Work } from "./work"

export interface Policy {
  readonly resolution: Resolution
  /** Campaigns that choose among their own promotions in another way; the winners then stand beside all others. */
  readonly campaigns: ReadonlyMap<string, Resolution>
  /** How far the search for the best set goes. */
  readonly maxNodes?: number
}

/** What a promotion takes off, in the order in which they apply. */
export interface Applied {
  readonly promotion: string
  readonly lines: readonly Share[]
  readonly shipping: readonly Share[]
  readonly discount: bigint
}

/** A line that the cart is to have while the promotion applies. */
export interface Gift {
  readonly promotion: string
  readonly sku: string
  readonly quantity: number
}

export interface Evaluation {
  /** Off the lines. */
  readonly discount: bigint
  readonly shippingDiscount: bigint
  /** Off each line, in the order of the cart. */
  readonly lines: readonly Share[]
  readonly applied: readonly Applied[]
  readonly gifts: readonly Gift[]
  readonly certificate: Certificate
  /** Every promotion that was considered, with what became of it. */
  readonly trace: readonly TraceLine[]
}

export interface Thoroughness {
  /** Asks every rule, for an answer to why one did not apply. */
  readonly everything?: boolean
  /** Rules beside those of the index, such as the host's own promotions, which look at single lines. */
  readonly more?: readonly Rule[]
}

/**
 * The price of a cart. Pure: the same cart, rules, policy and limits give the same answer, whatever the order of any.
 *
 * Considered are the promotions whose values fit the cart; see `Thoroughness` for all of them.
 */
export function evaluate(
  cart: Cart,
  index: RuleIndex,
  policy: Policy,
  left: Left = new Map(),
  { everything = false, more = [] }: Thoroughness = {},
): Evaluation {
  const work = prepare(cart, more.length === 0)
  const found = everything ? index.all() : index.find(cart)
  const rules = more.length > 0 ? [...found, ...more].sort(byPriority) : found
  const considered = new Considered(rules, work, left)
  const choice = choose(considered, work, policy)
  const answer = settle(choice.chosen, work)
  let trace: readonly TraceLine[] | undefined
  return {
    ...answer,
    certificate: choice.certificate,
    // Most of the work when a thousand promotions were considered, and not everybody reads it. Whoever was not asked yet
    // is asked then, so nobody may change the cart before.
    get trace() {
      return (trace ??= traceOf(choice, considered, answer.applied, cart.currency))
    },
  }
}

function traceOf(
  choice: Choice & { readonly lost: ReadonlyMap<string, string> },
  considered: Considered,
  applied: readonly Applied[],
  currency: string,
): readonly TraceLine[] {
  const { chosen } = choice
  const outcomes = new Map(applied.map((one) => [one.promotion, one]))
  const winners = new Set(chosen)
  return [
    ...chosen.map((candidate) => traceOfChosen(candidate, outcomes.get(candidate.rule.id), currency)),
    ...considered
      .candidates()
      .filter((candidate) => !winners.has(candidate))
      .map((candidate) => traceOfLoser(candidate, choice, choice.lost.get(candidate.rule.id), currency)),
    ...considered.refused().map(([rule, { outcome, because, missing }]) => {
      const line = { promotion: rule.id, outcome, because, discount: 0n }
      return missing === undefined ? line : { ...line, missing }
    }),
  ]
}

/** The campaigns that choose in another way first, then all that is left. */
function choose(
  considered: Considered,
  work: Work,
  { resolution, campaigns, maxNodes }: Policy,
): Choice & { readonly lost: ReadonlyMap<string, string> } {
  const by = (among: readonly Candidate[], how: Resolution) =>
    how === "best" ? chooseBest(among, work, maxNodes) : chooseByPriority(among)
  const lost = new Map<string, string>()
  if (resolution === "priority" && [...campaigns.values()].every((how) => how === "priority")) {
    return { ...chooseInOrder(considered.rules, (at) => considered.candidateAt(at)), lost }
  }
  let standing = considered.candidates()
  for (const [campaign, how] of [...campaigns].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const own = standing.filter(({ rule }) => rule.campaign === campaign)
    if (how === resolution || own.length === 0) continue
    const { chosen } = by(own, how)
    for (const { rule } of own) if (!chosen.some((other) => other.rule === rule)) lost.set(rule.id, campaign)
    standing = standing.filter(({ rule }) => rule.campaign !== campaign || !lost.has(rule.id))
  }
  return { ...by(standing, resolution), lost }
}

function settle(chosen: readonly Candidate[], work: Work) {
  const { cart } = work
  const { taken } = applyAll(chosen, work)
  const remaining = cart.lines.map((line) => line.amount)
  const totals = cart.lines.map(() => 0n)
  let shippingDiscount = 0n
  const applied: Applied[] = []
  const gifts: Gift[] = []
  for (let n = 0; n < chosen.length; n++) {
    const { rule } = chosen[n]!
    const { lines, shipping, total } = taken[n]!
    if (rule.gift) gifts.push({ promotion: rule.id, ...rule.gift })
    if (total === 0n) continue
    const shares = lines ? sharesOfLines(work, remaining, lines) : []
    for (let at = 0; at < shares.length; at++) totals[at]! += shares[at]!
    if (shipping) shippingDiscount += sumOf(shipping)
    applied.push({
      promotion: rule.id,
      discount: total,
      lines: sharesWith(shares, cart.lines),
      shipping: sharesWith(shipping ?? [], cart.shipping),
    })
  }
  return {
    discount: sumOf(totals),
    shippingDiscount,
    lines: cart.lines.map(({ id }, at) => ({ id, discount: totals[at]! })),
    applied,
    gifts,
  }
}

function sharesWith(shares: readonly bigint[], named: readonly { readonly id: string }[]): Share[] {
  const found: Share[] = []
  for (let at = 0; at < shares.length; at++) {
    const discount = shares[at]!
    if (discount > 0n) found.push({ id: named[at]!.id, discount })
  }
  return found
}

function traceOfChosen({ rule }: Candidate, applied: Applied | undefined, currency: string): TraceLine {
  if (!applied) {
    const because = rule.gift ? "its gift is not in the cart yet" : "earlier promotions left nothing to take"
    return { promotion: rule.id, outcome: "nothing_left", because, discount: 0n }
  }
  const shippingDiscount = sumOf(applied.shipping.map((share) => share.discount))
  return {
    promotion: rule.id,
    outcome: "applied",
    because: `it takes ${sayAmount(applied.discount, currency)} off in lane ${rule.lane}`,
    discount: applied.discount,
    lines: applied.lines,
    ...(shippingDiscount > 0n && { shippingDiscount }),
  }
}

function traceOfLoser(
  { rule, alone }: Candidate,
  { chosen, certificate }: Choice,
  campaign: string | undefined,
  currency: string,
): TraceLine {
  const line = { promotion: rule.id, discount: 0n }
  const rival = chosen.find((other) => !mayMeet(other.rule, rule))
  if (!rival) {
    if (campaign) return { ...line, outcome: "outbid", because: `others of the campaign ${campaign} take its place` }
    return { ...line, outcome: "nothing_left", because: "the others that apply leave nothing for it" }
  }
  const by = rival.rule.id
  const apart = whyApart(rival.rule, rule) ?? ""
  if (certificate.kind !== "by_rule") {
    const gives =
      rival.alone > alone
        ? `${by} takes ${sayAmount(rival.alone, currency)} off where it would take ${sayAmount(alone, currency)}`
        : `${by} and those beside it take more off together`
    return { ...line, outcome: "outbid", by, because: `${apart}, and ${gives}` }
  }
  const because = `${apart}, and ${by} comes first: its priority is ${rival.rule.priority}, not ${rule.priority}`
  return {
    ...line,
    outcome: rule.group !== null && rule.group === rival.rule.group ? "outbid" : "excluded",
    by,
    because,
  }
}

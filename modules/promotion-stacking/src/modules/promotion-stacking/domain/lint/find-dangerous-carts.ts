import { amountIn } from "../amount-in"
import type { Left } from "../candidate"
import { sumOf, type Cart } from "../cart"
import type { Entry } from "../entry"
import { evaluate, type Evaluation, type Policy } from "../evaluate"
import { RuleIndex } from "../rule-index"
import { cartsFor } from "./carts-for"
import type { Finding, LintOptions } from "./finding"
import { groupsToTry } from "./groups-to-try"
import type { Studied } from "./study"

/** Evaluations in all, however many entries there are; one in which many may apply counts as several. */
export const MOST_EVALUATIONS = 3_000
/** How far the best price is searched at first; a search that ends there has the answer of the whole one. */
const FEW_NODES = 20
/** Evaluations that search as far as the shop does, since the first look had not seen everything. */
const MOST_CONFIRMED = 5
const MILLION = 1_000_000n

interface Hit {
  readonly entries: readonly string[]
  readonly cart: Cart
  readonly taken: bigint
  readonly of: bigint
}

/**
 * Looks for carts on which the chosen promotions take all, or more than they may. Each that it answers was evaluated
 * against all entries; that it answers none is no proof that there is none.
 */
export function findDangerousCarts(
  sorted: readonly Studied[],
  { resolution, campaigns = new Map(), nowMs, marginFloorPpm }: LintOptions,
): readonly Finding[] {
  const index = new RuleIndex(sorted.map(({ standing }) => standing))
  const entries = sorted.map(({ entry }) => entry)
  const policy: Policy = { resolution, campaigns }
  const mayTakePpm = BigInt(marginFloorPpm ?? 1_000_000)
  const whole = new Map<string, Hit>()
  const over = new Map<string, Hit>()
  const listFor = ({ taken, of }: Hit) => (taken === of ? whole : over)
  let spent = 0
  let confirmed = 0
  const look = (cart: Cart, how: Policy): Evaluation => {
    const answer = evaluate(cart, index, how, untouched(entries, cart.currency))
    spent += costOf(answer)
    return answer
  }

  for (const { members, clause } of groupsToTry(sorted, nowMs)) {
    const own = members.map(({ entry }) => entry)
    for (const cart of cartsFor(clause, own, nowMs)) {
      // One more may be needed to confirm it.
      if (spent + 2 > MOST_EVALUATIONS) return report(whole, over, mayTakePpm)
      const first = look(cart, { ...policy, maxNodes: FEW_NODES })
      const news = (hit: Hit | null): hit is Hit =>
        hit !== null && isTooMuch(hit, mayTakePpm) && isWorse(hit, listFor(hit).get(keyOf(hit)))
      let hit = hitOf(cart, first)
      if (!news(hit)) continue
      if (isCutShort(first, campaigns)) {
        if (confirmed >= MOST_CONFIRMED) continue
        confirmed += 1
        hit = hitOf(cart, look(cart, policy))
        if (!news(hit)) continue
      }
      listFor(hit).set(keyOf(hit), hit)
    }
  }
  return report(whole, over, mayTakePpm)
}

/** What a campaign's own search saw is not told, so with campaigns every find is confirmed. */
const isCutShort = ({ certificate }: Evaluation, campaigns: ReadonlyMap<string, unknown>): boolean =>
  certificate.kind === "bounded" || campaigns.size > 0

/** In evaluations of a few promotions. Among many all pairs are compared, and a search asks all that are left at every node. */
function costOf({ certificate, trace }: Evaluation): number {
  const pairs = trace.length ** 2
  if (certificate.kind === "by_rule") return 1 + pairs / 10_000
  return 1 + pairs / 2_000 + (certificate.nodes * trace.length) / 200
}

/** Everything is too much with a floor and without one. */
const isTooMuch = ({ taken, of }: Hit, mayTakePpm: bigint) => taken === of || taken * MILLION > of * mayTakePpm

const keyOf = ({ entries }: Hit) => entries.join("\n")

/** A larger share than of what is known of the same entries, or the same share of more. */
function isWorse(hit: Hit, known: Hit | undefined): boolean {
  if (!known) return true
  const more = hit.taken * known.of - known.taken * hit.of
  return more > 0n || (more === 0n && hit.of > known.of)
}

function hitOf(cart: Cart, { discount, applied }: Evaluation): Hit | null {
  const of = sumOf(cart.lines.map((line) => line.amount))
  const entries = applied.filter(({ lines }) => lines.length > 0).map(({ promotion }) => promotion)
  return discount > 0n ? { entries: entries.sort(), cart, taken: discount, of } : null
}

/** Budgets as they are before anybody used them. */
function untouched(entries: readonly Entry[], currency: string): Left {
  const limited = entries.flatMap(({ id, limits }) => (limits.budget ? [{ id, budget: limits.budget }] : []))
  return new Map(limited.map(({ id, budget }) => [id, { spent: null, budget: amountIn(budget, currency) ?? 0n }]))
}

/** The smallest groups: whoever joins one that is reported is no news. What takes all is not reported a second time. */
function report(
  whole: ReadonlyMap<string, Hit>,
  over: ReadonlyMap<string, Hit>,
  mayTakePpm: bigint,
): readonly Finding[] {
  const all = smallest([...whole.values()])
  return [
    ...all.map((hit): Finding => {
      const message =
        `${hit.entries.join(" and ")} ${takes(hit)} all of a cart of ${hit.of} ${hit.cart.currency} minor units. ` +
        "Give one a cap or a minimum subtotal, or keep them apart."
      return { code: "reaches_everything", entries: hit.entries, message, cart: hit.cart }
    }),
    ...smallest([...over.values()], all).map((hit): Finding => {
      const message =
        `${hit.entries.join(" and ")} ${takes(hit)} ${hit.taken} of a cart of ${hit.of} ${hit.cart.currency} minor ` +
        `units, more than the ${percentOf(mayTakePpm)} % that may be taken. Give one a cap or a minimum subtotal, or ` +
        "keep them apart."
      return { code: "breaches_margin", entries: hit.entries, message, cart: hit.cart }
    }),
  ]
}

const takes = ({ entries }: Hit) => (entries.length > 1 ? "take" : "takes")

const percentOf = (ppm: bigint) => String(Number(ppm) / 10_000)

function smallest(hits: readonly Hit[], known: readonly Hit[] = []): readonly Hit[] {
  const kept: Hit[] = []
  for (const hit of [...hits].sort((a, b) => a.entries.length - b.entries.length || (keyOf(a) < keyOf(b) ? -1 : 1))) {
    const mine = new Set(hit.entries)
    if (![...known, ...kept].some(({ entries }) => entries.every((id) => mine.has(id)))) kept.push(hit)
  }
  return kept
}

import type { BudgetCounter, BudgetDemand } from "./budget-share"
import { refuseBudget } from "./budget-refusal"
import { canonicalHash, done, expectDone, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { allOrNone } from "./all-or-none"
import type { Limits } from "./domain/entry"
import { CUSTOMER_UNKNOWN, demandsOf, type Claimant, type Demand, type LimitedUse } from "./domain/limit-demand"
import {
  refuseDemand,
  refuseTakenCode,
  refuseUnknownCode,
  refuseUnknownCustomer,
  type LimitRefused,
} from "./domain/limit-refusal"
import { countersOf, leftOf, type LimitsAsked, type LimitsLeft } from "./domain/limits-left"
import { normalizeCode } from "./domain/single-use-code"
import type { LimitsDatabase } from "./limits-database"
import { findLapsed } from "./store/find-lapsed"
import { forgetClaims } from "./store/forget-claims"
import { lapseCodes, returnCodes, spendCodes } from "./store/free-codes"
import { lapseUses } from "./store/lapse-uses"
import { lockClaim, lockKnownClaim, type Claim } from "./store/lock-claim"
import { lockCounters } from "./store/lock-counters"
import { readBudgetLimits } from "./store/read-budget-limits"
import { readUsage } from "./store/read-usage"
import { returnUses } from "./store/return-uses"
import type { Revisions } from "./store/revisions"
import {
  dropClaim,
  hasClaim,
  returnClaim,
  saveClaim,
  spendClaim,
  type ClaimContent,
  type WantedCode,
} from "./store/save-claim"
import { spendUses } from "./store/spend-uses"
import { takeCodes } from "./store/take-codes"
import { takeUses } from "./store/take-uses"

/** What a cart wants to hold while its customer pays. */
export interface HoldRequest extends Claimant {
  readonly cartId: string
  readonly ttlSeconds: number
  readonly uses: readonly LimitedUse[]
  /** What is wanted of budgets of the host's campaigns. */
  readonly budgets?: readonly BudgetDemand[]
}

/** What is left for one cart, and of which rules. */
export interface UsageLeft {
  readonly revisions: Revisions
  readonly left: ReadonlyMap<string, LimitsLeft>
  /** By key of the counter; a budget without a limit is missing. */
  readonly budgets: ReadonlyMap<string, bigint>
}

/** What a cart has of limited promotions. */
export interface HeldUses {
  readonly cartId: string
  readonly orderId: string | null
  readonly state: "nothing" | "held" | "spent"
  /** ISO 8601, by the database's clock; null when nothing is held. */
  readonly expiresAt: string | null
}

export type HoldRefused = LimitRefused | Refusal<"promotion_hold_spent">
export type SpendRefused = LimitRefused | Refusal<"promotion_hold_spent" | "promotion_hold_given_back">

/** For how long uses are held that are spent in the same transaction. */
const AT_ONCE = 60

/**
 * Limits of promotions and budgets of campaigns: held while the customer pays, spent at completion, given back when
 * nothing comes of it. Each act is one transaction; the same act again changes nothing and answers the same.
 */
export class PromotionLimits {
  constructor(private readonly database: LimitsDatabase) {}

  /**
   * Makes these uses what the cart holds, all or none, and renews the deadline. A refusal leaves an earlier hold of the
   * cart as it was. Uses without limits and codes take no row and no lock.
   */
  async hold({
    cartId,
    ttlSeconds,
    uses,
    budgets = [],
    ...claimant
  }: HoldRequest): Promise<Outcome<HeldUses, HoldRefused>> {
    const content: ClaimContent = { demands: [...demandsOf(uses, claimant), ...budgets], codes: codesOf(uses) }
    const anonymous = content.demands.find(({ scope }) => scope === CUSTOMER_UNKNOWN)
    if (anonymous) return refuseUnknownCustomer(anonymous.key)
    const empty = content.demands.length === 0 && content.codes.length === 0
    if (empty && !(await hasClaim(this.database, cartId))) return done(nothing(cartId))

    const fingerprint = expectDone(canonicalHash(content))
    return allOrNone<HeldUses, HoldRefused>(this.database, async (tx) => {
      const claim = await lockClaim(tx, cartId)
      if (claim.state === "spent") return claim.fingerprint === fingerprint ? done(toHeld(claim)) : refuseSpent(claim)
      // The counters come last: others wait for them, and nobody but this cart waits for its claim.
      const expiresAt = empty ? null : await saveClaim(tx, cartId, { fingerprint, content, ttlSeconds })
      const refused = await take(tx, claim, content, ttlSeconds)
      if (refused) return refused
      if (expiresAt !== null) return done({ cartId, orderId: null, state: "held", expiresAt })
      await dropClaim(tx, cartId)
      return done(nothing(cartId))
    })
  }

  /**
   * Turns what a cart holds into uses of an order, once. A hold that lapsed is had again if there is room. A cart that
   * never held anything has nothing to spend.
   */
  spend({ cartId, orderId }: { cartId: string; orderId: string }): Promise<Outcome<HeldUses, SpendRefused>> {
    return allOrNone<HeldUses, SpendRefused>(this.database, async (tx) => {
      const claim = await lockKnownClaim(tx, cartId, null)
      if (!claim || claim.state === "empty") return done(nothing(cartId))
      if (claim.state === "given_back") return refuseGivenBack(claim)
      if (claim.state === "spent") return claim.orderId === orderId ? done(toHeld(claim)) : refuseSpent(claim)
      await spendClaim(tx, cartId, orderId)
      const refused = await take(tx, claim, claim.content, AT_ONCE)
      if (refused) return refused
      await spendUses(tx, cartId)
      if (claim.content.codes.length > 0) await spendCodes(tx, cartId, orderId)
      return done(toHeld({ ...claim, state: "spent", orderId }))
    })
  }

  /**
   * Gives back what a cart holds, or what an order has spent, once. By its cart alone a spent use is not given back: it
   * is an order's, and carts are cleaned up long after they became orders.
   */
  giveBack(
    of: { cartId: string } | { orderId: string },
  ): Promise<Outcome<{ readonly givenBack: boolean }, Refusal<"promotion_hold_spent">>> {
    return allOrNone<{ readonly givenBack: boolean }, Refusal<"promotion_hold_spent">>(this.database, async (tx) => {
      const claim =
        "cartId" in of ? await lockKnownClaim(tx, of.cartId, null) : await lockKnownClaim(tx, null, of.orderId)
      if (!claim || claim.state === "empty" || claim.state === "given_back") return done({ givenBack: false })
      if (claim.state === "spent" && "cartId" in of) return refuseSpent(claim)
      await returnClaim(tx, claim.cartId)
      await lockCounters(tx, [], claim.cartId)
      await returnUses(tx, claim.cartId)
      if (claim.content.codes.length > 0) await returnCodes(tx, claim.cartId)
      return done({ givenBack: true })
    })
  }

  /**
   * Takes back uses and codes that were held and not spent in time: the oldest, about `limit` of each. Nothing depends
   * on it but the size of the tables, since a lapsed hold counts in no decision. What a cart held stays known for 90
   * days, in case it still becomes an order.
   *
   * @returns how many uses were taken back
   */
  sweep(limit: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const counters = await findLapsed(tx, limit)
      let swept = 0
      if (counters.length > 0) {
        await lockCounters(tx, counters, null)
        swept = (await lapseUses(tx, counters, null)).uses
      }
      await lapseCodes(tx, limit)
      await forgetClaims(tx, limit)
      return swept
    })
  }

  /**
   * What is left of each entry that has limits, and of budgets of campaigns, for this customer and these cohorts, with
   * the revision of the rules: in one statement. Live holds of others count as used; what the asking cart has does not.
   */
  async usage({
    entries,
    budgets = [],
    cartId,
    ...asked
  }: LimitsAsked & {
    readonly entries: readonly { readonly entryId: string; readonly limits: Limits }[]
    readonly budgets?: readonly BudgetCounter[]
    readonly cartId: string | null
  }): Promise<UsageLeft> {
    const counters = entries.flatMap(({ entryId, limits }) => countersOf(entryId, limits, asked))
    const { revisions, taken, left } = await readUsage(this.database, counters, budgets, cartId)
    return {
      revisions,
      left: leftOf(entries, asked, taken),
      budgets: new Map(left.map((row) => [row.key, BigInt(row.left)])),
    }
  }
}

/** Makes the cart hold this content, under the locks. Answers why not. */
async function take(
  tx: SqlTx,
  claim: Claim,
  { demands, codes }: ClaimContent,
  ttlSeconds: number,
): Promise<LimitRefused | null> {
  const { cartId } = claim
  await lockCounters(tx, demands, cartId)
  const limited = await withBudgetLimits(tx, demands)
  let full = await takeUses(tx, cartId, limited, ttlSeconds)
  // Lapsed holds are looked for where a counter is full, and nowhere else.
  if (full.length > 0 && (await lapseUses(tx, full, cartId)).uses > 0) {
    full = await takeUses(tx, cartId, limited, ttlSeconds)
  }
  const [first] = full
  const demand = demands.find(({ key, scope }) => key === first?.key && scope === first.scope)
  if (first && demand?.budget) return refuseBudget({ ...demand, budget: demand.budget }, BigInt(first.left))
  if (first && demand) return refuseDemand(demand, BigInt(first.left))

  if (codes.length === 0 && claim.content.codes.length === 0) return null
  const [lost] = await takeCodes(tx, cartId, codes, ttlSeconds)
  if (!lost) return null
  return lost.known ? refuseTakenCode(lost.entryId, lost.code) : refuseUnknownCode(lost.entryId, lost.code)
}

/** More than anything adds up to, for a budget without a limit. */
const UNLIMITED = (10n ** 29n).toString()

/** Budgets of campaigns are the host's: how far they go is read where they are taken, under their locks. */
async function withBudgetLimits(tx: SqlTx, demands: ClaimContent["demands"]): Promise<readonly Demand[]> {
  const ofBudgets = demands.filter(({ budget }) => budget !== undefined)
  if (ofBudgets.length === 0) return demands
  const rows = await readBudgetLimits(tx, ofBudgets)
  const limitOf = ({ key, scope }: Demand) => rows.find((row) => row.key === key && row.scope === scope)?.limit
  return demands.map((demand) => (demand.budget ? { ...demand, limit: limitOf(demand) ?? UNLIMITED } : demand))
}

/** The codes of uses, each once, sorted. */
function codesOf(uses: readonly LimitedUse[]): readonly WantedCode[] {
  const codes = new Map<string, WantedCode>()
  for (const { code, entryId } of uses) {
    if (code === undefined) continue
    const wanted = { code: normalizeCode(code), entryId }
    codes.set(JSON.stringify([wanted.code, entryId]), wanted)
  }
  return [...codes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, wanted]) => wanted)
}

const nothing = (cartId: string): HeldUses => ({ cartId, orderId: null, state: "nothing", expiresAt: null })

const toHeld = ({ cartId, orderId, state, expiresAt }: Claim): HeldUses => ({
  cartId,
  orderId,
  state: state === "spent" ? "spent" : "held",
  expiresAt,
})

const refuseSpent = ({ cartId, orderId }: Claim) =>
  refuse(
    "promotion_hold_spent",
    `What cart ${cartId} held was spent by order ${orderId ?? ""}.`,
    `Give it back by that order, or use a new cart.`,
  )

const refuseGivenBack = ({ cartId }: Claim) =>
  refuse("promotion_hold_given_back", `What cart ${cartId} held was given back.`, "Hold it again, then spend it.")

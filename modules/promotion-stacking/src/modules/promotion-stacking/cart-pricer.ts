import type { ComputeActionOptions, ComputeActions } from "@medusajs/framework/types"
import { transformPropertiesToBigNumber } from "@medusajs/framework/utils"
import { ComputeActionUtils } from "@medusajs/promotion/dist/utils"
import type { Currency, SqlTx } from "@holdfast/kernel"
import { actionsOf, adjustmentCodes, removalsOf } from "./actions-from-evaluation"
import { shareOf, type BudgetCounter, type BudgetDemand, type KnownBuyer } from "./budget-share"
import { cartFromContext, type HostContext } from "./cart-from-context"
import type { CodeBatches } from "./code-batches"
import type { Left } from "./domain/candidate"
import type { Cart } from "./domain/cart"
import { evaluate, type Evaluation } from "./domain/evaluate"
import type { Rule } from "./domain/rule"
import { RuleIndex } from "./domain/rule-index"
import { readEntered, type Entered } from "./entered-codes"
import { hostLimits, type HostLimits } from "./host-limits"
import { hostPromotionsInPlay } from "./host-promotions-in-play"
import { hostRules } from "./host-rules"
import { customerKeyOf, hasLimits, leftFor } from "./limits-of-cart"
import { PriceCache } from "./price-cache"
import type { PromotionLimits } from "./promotion-limits"
import type { RuleBook } from "./rule-book"
import { budgetDemandsOf, withBudgets, withinBudgets, type BudgetRooms, type CampaignRule } from "./within-budgets"

/** What the host knows and we ask for. */
export interface HostAsked {
  /** Its active promotions with these codes, with their rules, methods, campaigns and budgets. */
  readonly active: (codes: readonly string[]) => Promise<readonly unknown[]>
  readonly usageOf: Parameters<typeof hostLimits>[0]["usageOf"]
}

/** A cart with its price. */
export interface Priced {
  readonly context: HostContext
  readonly cart: Cart
  readonly currency: Currency
  readonly entered: Entered
  readonly evaluation: Evaluation
  /** What it wants of budgets of the host's campaigns. */
  readonly budgets: readonly BudgetDemand[]
  /** The price in the host's words. */
  readonly actions: ComputeActions[]
}

/** A cart as the rules in memory see it, and what has to be asked about it. */
interface Asked {
  readonly entered: Entered
  readonly cart: Cart
  readonly currency: Currency
  /** Rules that could apply and are counted. */
  readonly limited: readonly Rule[]
  /** By campaign, where the cart counts in its budget, or why it cannot. */
  readonly shares: ReadonlyMap<string, BudgetCounter | string>
}

/** What is left for a cart. */
interface Standing {
  readonly left: Left
  readonly rooms: BudgetRooms
}

const UNCOUNTED: Standing = { left: new Map(), rooms: new Map() }

/** Prices carts by the rules as they are now. */
export class CartPricer {
  private readonly cache = new PriceCache()

  constructor(
    private readonly book: RuleBook,
    private readonly limits: PromotionLimits,
    private readonly batches: CodeBatches,
    private readonly reading: SqlTx,
  ) {}

  /** The price of a cart; null when there is nothing to stack, or the cart has no currency. */
  async price(
    codes: readonly string[],
    context: HostContext,
    options: ComputeActionOptions,
    host: HostAsked,
  ): Promise<Priced | null> {
    // The rules in memory say what has to be asked, and one statement answers that together with the revision of the
    // rules. Where they turn out to have changed, everything is asked anew.
    for (;;) {
      const { revision } = this.book
      const asked = await this.ask(codes, context, Boolean(options.skip_usage_limit_checks))
      const standing = await this.read(asked, context.id ?? null)
      if (revision !== this.book.revision) continue
      if (!asked) return null
      const { entered, cart, currency } = asked
      const own = await this.hostPromotionsFor(codes, cart, context, currency, options, host)
      if (revision !== this.book.revision) continue
      const rules = this.campaignRules(asked, own.rules)
      const evaluation = withinBudgets(
        (left) => this.evaluate(cart, Boolean(options.prevent_auto_promotions), left, own),
        standing.left,
        standing.rooms,
        rules,
      )
      const actions = [
        ...removalsOf(context),
        ...own.actions,
        ...actionsOf(evaluation, context, currency, (promotion) => entered.named.get(promotion) ?? promotion),
      ]
      transformPropertiesToBigNumber(actions, { include: ["amount"] })
      const budgets = budgetDemandsOf(evaluation, standing.rooms, rules)
      return { context, cart, currency, entered, evaluation, budgets, actions }
    }
  }

  /** What depends on the cart and the rules alone is kept; what is left of limits, and the host's promotions, are not. */
  private evaluate(
    cart: Cart,
    enteredOnly: boolean,
    left: Left,
    own: HostLimits & { readonly rules: readonly Rule[] },
  ) {
    const { index, policy, revision } = this.book
    if (enteredOnly || left.size > 0 || own.rules.length > 0) {
      const among = enteredOnly ? new RuleIndex(index.find(cart).filter((rule) => rule.codes.size > 0)) : index
      return evaluate(cart, among, policy, new Map([...own.left, ...left]), { more: own.rules })
    }
    return this.cache.of(cart, revision, this.book.sameUntil(cart.nowMs), () => evaluate(cart, index, policy))
  }

  /** Nothing is asked of the database, except for codes that can be used once. */
  private async ask(codes: readonly string[], context: HostContext, skipUsageLimits: boolean): Promise<Asked | null> {
    if (this.book.empty) return null
    const entered = await readEntered(codes, context, this.book, this.batches)
    const read = cartFromContext(context, entered.codes, Date.now())
    if (!read.ok) return null
    const { cart, currency } = read.value
    const counted = this.book.limited && !skipUsageLimits
    const limited = counted ? this.book.index.find(cart).filter((rule) => this.book.counts(rule)) : []
    const shares = new Map<string, BudgetCounter | string>()
    for (const { campaign } of limited) {
      const budget = campaign === null ? undefined : this.book.budgets.get(campaign)
      if (budget) shares.set(budget.campaign, shareOf(budget, currency, buyerOf(context)))
    }
    return { entered, cart, currency, limited, shares }
  }

  /** Brings the rules up to date, and says what is left for the cart: one statement where no rule has changed. */
  private async read(asked: Asked | null, cartId: string | null): Promise<Standing> {
    const { cart, limited = [], shares = new Map<string, BudgetCounter | string>() } = asked ?? {}
    const counters = [...shares.values()].filter((share) => typeof share !== "string")
    const usage = await this.limits.usage({
      entries: limited.flatMap(({ id, limits }) => (hasLimits(limits) ? [{ entryId: id, limits }] : [])),
      budgets: counters,
      cartId,
      customerKey: cart ? customerKeyOf(cart) : null,
      cohorts: cart?.attributes.customer_segment ?? [],
      currency: cart?.currency ?? null,
    })
    if (!this.book.isCurrent(usage.revisions)) await this.book.bringUpTo(usage.revisions, this.reading)
    if (!cart || limited.length === 0) return UNCOUNTED
    const rooms: BudgetRooms = new Map(
      [...shares].map(([campaign, counter]) => [
        campaign,
        typeof counter === "string" ? counter : { counter, left: usage.budgets.get(counter.key) ?? null },
      ]),
    )
    return { left: withBudgets(leftFor(limited, usage.left, cart.currency), limited, rooms), rooms }
  }

  private campaignRules({ limited }: Asked, own: readonly Rule[]): ReadonlyMap<string, CampaignRule> {
    return new Map<string, CampaignRule>([
      ...own.map(({ id, campaign }) => [id, { campaign, isEntry: false }] as const),
      ...limited.map(({ id, campaign }) => [id, { campaign, isEntry: true }] as const),
    ])
  }

  /** The host's own promotions as rules, for a cart that is made up: what is left of their limits is not looked at. */
  async hostRulesFor(cart: Cart, context: HostContext, currency: Currency, host: HostAsked): Promise<readonly Rule[]> {
    const { promotions } = await this.hostInPlay(cart.codes, context, false, host)
    return hostRules(promotions, context, currency, this.book.fields)
  }

  /** The host's own promotions that have a say in a cart, with what is left of their limits. */
  private async hostPromotionsFor(
    codes: readonly string[],
    cart: Cart,
    context: HostContext,
    currency: Currency,
    options: ComputeActionOptions,
    host: HostAsked,
  ): Promise<HostLimits & { readonly rules: readonly Rule[] }> {
    const enteredOnly = Boolean(options.prevent_auto_promotions)
    const { promotions, lookedAt } = await this.hostInPlay(codes, context, enteredOnly, host)
    if (promotions.length === 0) return { rules: [], left: new Map(), actions: [] }
    const limits = await hostLimits({
      promotions: lookedAt,
      context,
      cart,
      currency,
      skipUsageLimits: Boolean(options.skip_usage_limit_checks),
      usageOf: host.usageOf,
    })
    return { ...limits, rules: hostRules(promotions, context, currency, this.book.fields) }
  }

  private async hostInPlay(codes: readonly string[], context: HostContext, enteredOnly: boolean, host: HostAsked) {
    const asked = this.book.hostCodes([...codes, ...adjustmentCodes(context)], !enteredOnly)
    const found = asked.length === 0 ? [] : await host.active(asked)
    return hostPromotionsInPlay(found as never, codes, context, enteredOnly)
  }
}

/** Whom the host counts in a budget that counts by customer or by address. */
const buyerOf = (context: HostContext) =>
  ComputeActionUtils.getBudgetUsageContextFromComputeActionContext(context) as unknown as KnownBuyer

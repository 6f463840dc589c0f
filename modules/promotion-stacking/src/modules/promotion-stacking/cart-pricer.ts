import type { ComputeActionOptions, ComputeActions } from "@medusajs/framework/types"
import { transformPropertiesToBigNumber } from "@medusajs/framework/utils"
import type { Currency } from "@holdfast/kernel"
import { actionsOf, adjustmentCodes, removalsOf } from "./actions-from-evaluation"
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
  /** The price in the host's words. */
  readonly actions: ComputeActions[]
}

/** Prices carts by the rules of a book that is up to date. */
export class CartPricer {
  private readonly cache = new PriceCache()

  constructor(
    private readonly book: RuleBook,
    private readonly limits: PromotionLimits,
    private readonly batches: CodeBatches,
  ) {}

  /** The price of a cart as it is now; null when it has no currency. */
  async price(
    codes: readonly string[],
    context: HostContext,
    options: ComputeActionOptions,
    host: HostAsked,
  ): Promise<Priced | null> {
    const entered = await readEntered(codes, context, this.book, this.batches)
    const read = cartFromContext(context, entered.codes, Date.now())
    if (!read.ok) return null
    const { cart, currency } = read.value
    const own = await this.hostPromotionsFor(codes, cart, context, currency, options, host)
    const left = options.skip_usage_limit_checks ? new Map() : await this.leftFor(cart, context.id ?? null)
    const evaluation = this.evaluate(cart, Boolean(options.prevent_auto_promotions), left, own)
    const actions = [
      ...removalsOf(context),
      ...own.actions,
      ...actionsOf(evaluation, context, currency, (promotion) => entered.named.get(promotion) ?? promotion),
    ]
    transformPropertiesToBigNumber(actions, { include: ["amount"] })
    return { context, cart, currency, entered, evaluation, actions }
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
      return evaluate(cart, among, policy, new Map([...left, ...own.left]), { more: own.rules })
    }
    return this.cache.of(cart, revision, this.book.sameUntil(cart.nowMs), () => evaluate(cart, index, policy))
  }

  /** One statement, and none for a cart that no promotion with limits could apply to. */
  private async leftFor(cart: Cart, cartId: string | null): Promise<Left> {
    if (!this.book.limited) return new Map()
    const limited = this.book.index.find(cart).filter((rule) => hasLimits(rule.limits))
    if (limited.length === 0) return new Map()
    const left = await this.limits.usage({
      entries: limited.flatMap(({ id, limits }) => (limits ? [{ entryId: id, limits }] : [])),
      cartId,
      customerKey: customerKeyOf(cart),
      cohorts: cart.attributes.customer_segment ?? [],
      currency: cart.currency,
    })
    return leftFor(limited, left, cart.currency)
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
    const asked = this.book.hostCodes([...codes, ...adjustmentCodes(context)], !options.prevent_auto_promotions)
    if (asked.length === 0) return { rules: [], left: new Map(), actions: [] }
    const found = await host.active(asked)
    const { promotions, lookedAt } = hostPromotionsInPlay(
      found as never,
      codes,
      context,
      Boolean(options.prevent_auto_promotions),
    )
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
}

import PromotionModule from "@medusajs/promotion"
import type { PromotionModuleService } from "@medusajs/promotion/dist/services"
import type {
  CampaignBudgetUsageContext,
  ComputeActionOptions,
  ComputeActions,
  ComputeActionContext,
  Context,
  InternalModuleDeclaration,
  UsageComputedActions,
} from "@medusajs/framework/types"
import { InjectManager, InjectTransactionManager, MedusaContext } from "@medusajs/framework/utils"
import {
  canonicalHash,
  done,
  expectDone,
  knexSqlTx,
  refuse,
  type Outcome,
  type RawKnex,
  type Refusal,
  type SqlTx,
} from "@holdfast/kernel"
import type { PoolConfig } from "pg"
import { adjustmentCodes } from "./actions-from-evaluation"
import type { HostContext } from "./cart-from-context"
import { cartToJson } from "./cart-json"
import { CartPricer, type HostAsked, type Priced } from "./cart-pricer"
import { CodeBatches } from "./code-batches"
import { StatementPool } from "@holdfast/host-kit"
import type { Cart } from "./domain/cart"
import type { Evaluation, Gift, Policy } from "./domain/evaluate"
import type { LimitedUse } from "./domain/limit-demand"
import type { Resolution } from "./domain/resolution"
import { normalizeCode } from "./domain/single-use-code"
import { EntryDesk, entryUnknown, type ImportAnswer } from "./entry-desk"
import { ENGINE, evaluationJson, type EvaluationJson } from "./evaluation-json"
import type { BudgetUsages } from "./host-limits"
import { inIdOrder } from "./in-id-order"
import { everythingKnown, type Known } from "./import/known"
import type { EntriesRefused } from "./import/read-entries"
import { customerKeyOf, usesOf } from "./limits-of-cart"
import { orThrow } from "./or-throw"
import { changeOf } from "./price-change"
import { pricedCart, type PricedCart } from "./priced-cart"
import { PromotionLimits, type HeldUses, type HoldRefused, type SpendRefused } from "./promotion-limits"
import { RuleBook, type AskedOfWorkflow } from "./rule-book"
import { shopperAnswer, type ShopperAnswer } from "./shopper-words"
import { contextOf } from "./simulated-context"
import { readFields } from "./stacking-fields"
import { readStoredDecision, saveDecision, type StoredDecision } from "./store/decisions"
import type { EntryFilter, StoredEntry } from "./store/entries"
import { lockBudgetsOf } from "./store/lock-budgets"
import { readPricedCart } from "./store/read-priced-cart"
import { readRevisions } from "./store/revisions"
import { dropFields, dropSetting, readSettings, saveFields, saveSetting } from "./store/settings"
import { WhatIf } from "./what-if"

export type { StoredEntry }

type Listing = PromotionModuleService["listPromotions"]

/** The host makes some of its methods from its models, as properties; here they are methods that can be overridden. */
interface HostService extends Omit<PromotionModuleService, "listPromotions" | "computeActions" | "revertUsage"> {
  computeActions(...asked: Parameters<PromotionModuleService["computeActions"]>): Promise<ComputeActions[]>
  listPromotions(...asked: Parameters<Listing>): ReturnType<Listing>
  revertUsage(...asked: Parameters<PromotionModuleService["revertUsage"]>): Promise<void>
}

const HostPromotions = PromotionModule.service as unknown as new (
  container: object,
  declaration?: InternalModuleDeclaration,
) => HostService

interface Dependencies {
  readonly __pg_connection__: RawKnex & { readonly client: { readonly connectionSettings: PoolConfig } }
}

/** Options of the module in medusa-config. */
export interface StackingOptions {
  /** Connections of its own, for reading rules beside a cart's transaction. Default 2. */
  readonly connections?: number
}

/** For how long uses are held while a customer pays: longer than a bank's app takes. */
const HOLD_SECONDS = 30 * 60

const NO_LIMIT_USE = {
  amountMinor: 0n,
  limits: { uses: null, usesPerCustomer: null, usesPerCohort: [], budget: null },
} as const

const withCode = (use: LimitedUse, code: string | undefined): LimitedUse =>
  code === undefined ? use : { ...use, code }

/** What was decided for a cart or an order, and whether the same rules still decide so. */
export interface DecisionShown extends StoredDecision {
  readonly at: string
}

/**
 * Medusa's promotion module with stated rules of stacking.
 *
 * Every method of the host's promotion module is here, under the same names and shapes. Without stacking entries and
 * stacking fields it computes as the host does.
 */
export default class StackingPromotionModuleService extends HostPromotions {
  private readonly pool: StatementPool
  private readonly book = new RuleBook()
  private readonly desk: EntryDesk
  private readonly limits: PromotionLimits
  private readonly batches: CodeBatches
  private readonly pricer: CartPricer

  constructor(container: Dependencies, options: StackingOptions = {}, declaration?: InternalModuleDeclaration) {
    super(container, declaration)
    this.pool = new StatementPool(
      container.__pg_connection__.client.connectionSettings,
      options.connections ?? 2,
      "stacking",
    )
    this.desk = new EntryDesk(this.pool, this.pool)
    this.limits = new PromotionLimits(this.pool)
    this.batches = new CodeBatches(this.pool)
    this.pricer = new CartPricer(this.book, this.limits, this.batches, this.pool)
  }

  readonly __hooks = {
    onApplicationShutdown: () => this.pool.end(),
  }

  @InjectManager()
  override async computeActions(
    codes: string[],
    applicationContext: ComputeActionContext,
    options: ComputeActionOptions = {},
    @MedusaContext() sharedContext: Context = {},
  ): Promise<ComputeActions[]> {
    const asked = inIdOrder(applicationContext)
    const priced = await this.pricer.price(codes, asked, options, this.host(sharedContext))
    // Nothing to stack; or a cart without a currency, which has nothing that could be discounted.
    if (!priced) return super.computeActions(codes, asked, options, sharedContext)
    const { context, cart, currency, evaluation } = priced
    const had = adjustmentCodes(context).length > 0 || cart.lines.some((line) => line.isGift)
    if (context.id) await this.keep(context.id, cart, evaluation, evaluationJson(evaluation, currency), had)
    return priced.actions
  }

  /** Promotions under the codes that shoppers enter, which the host looks up before it takes them. */
  @InjectManager()
  override async listPromotions(
    filters: Parameters<Listing>[0] = {},
    config: Parameters<Listing>[1] = {},
    @MedusaContext() sharedContext: Context = {},
  ): ReturnType<Listing> {
    const found = await super.listPromotions(filters, config, sharedContext)
    const asked: unknown = (filters as { code?: unknown } | undefined)?.code
    const codes = typeof asked === "string" ? [asked] : Array.isArray(asked) ? (asked as string[]) : []
    const missing = codes.filter((code) => !found.some((promotion) => promotion.code === code))
    if (missing.length === 0) return found
    await this.refresh()
    if (this.book.empty) return found
    const batch = this.book.byCode.hasBatches ? await this.batches.entryOf(missing) : []
    const singles = new Map(batch.map(({ code, entryId }) => [code, entryId]))
    const aliases = missing.flatMap((code) => {
      const entry = this.book.byCode.get(code) ?? singles.get(normalizeCode(code))
      const id = entry === undefined ? undefined : this.book.promotionIds.get(entry)
      return id === undefined ? [] : [{ id, code }]
    })
    return [...found, ...aliases]
  }

  /**
   * Takes back what an order that came to nothing used of the host's own promotions. The host reads and writes what is
   * used without a lock here, and entries spend from the same budgets.
   */
  @InjectTransactionManager()
  override async revertUsage(
    actions: UsageComputedActions[],
    of: CampaignBudgetUsageContext,
    @MedusaContext() sharedContext: Context = {},
  ): Promise<void> {
    const manager = sharedContext.transactionManager as { getTransactionContext(): RawKnex }
    const codes = actions.map(({ code }) => code)
    await lockBudgetsOf(knexSqlTx(manager.getTransactionContext()), codes)
    await super.revertUsage(actions, of, sharedContext)
  }

  /** Whether there is anything to stack, or was: a cart may show what an entry gave that is deleted by now. */
  async hasRules(): Promise<boolean> {
    await this.refresh()
    return !this.book.untouched
  }

  /** What some rule asks for that only a workflow can know. */
  async asksFor(): Promise<AskedOfWorkflow & { readonly anything: boolean }> {
    await this.refresh()
    return { ...this.book.asksFor, anything: !this.book.untouched }
  }

  /** A cart with all that the host hands over when it refreshes one, by one statement; null when there is none. */
  async readPricedCart(cartId: string): Promise<PricedCart | null> {
    const rows = await readPricedCart(this.pool, cartId)
    return rows && pricedCart(rows)
  }

  /** Refuses when the price has changed; else holds the uses of promotions with limits while the customer pays. */
  async confirmPrice(
    codes: readonly string[],
    cart: object,
  ): Promise<Outcome<HeldUses | null, Refusal<"promotion_changed"> | HoldRefused>> {
    const context = inIdOrder(cart as HostContext)
    const priced = await this.pricer.price(codes, context, {}, this.host({}))
    const changed = await this.changeIn(codes, context, priced)
    if (changed) return changed
    if (!priced?.context.id) return done(null)
    const uses = usesOf(priced.evaluation, priced.currency, (id) => this.book.index.get(id))
    const singles = [...priced.entered.singleUse].filter(([id]) =>
      priced.evaluation.applied.some((applied) => applied.promotion === id),
    )
    if (uses.length === 0 && singles.length === 0 && priced.budgets.length === 0) return done(null)
    const coded = uses.map((use) => withCode(use, priced.entered.singleUse.get(use.entryId)))
    const unlimited = singles.flatMap(([id, code]) =>
      uses.some((use) => use.entryId === id) ? [] : [{ ...NO_LIMIT_USE, entryId: id, currency: priced.currency, code }],
    )
    return this.limits.hold({
      cartId: priced.context.id,
      customerKey: customerKeyOf(priced.cart),
      cohorts: priced.cart.attributes.customer_segment ?? [],
      ttlSeconds: HOLD_SECONDS,
      uses: [...coded, ...unlimited],
      budgets: priced.budgets,
    })
  }

  /** The uses that a cart holds become its order's, once. */
  spendUses(cartId: string, orderId: string): Promise<Outcome<HeldUses, SpendRefused>> {
    return this.limits.spend({ cartId, orderId })
  }

  /** What a cart held while its customer paid is free again, when nothing came of it. What an order has is not. */
  async releaseUses(cartId: string): Promise<void> {
    await this.limits.giveBack({ cartId })
  }

  /** What an order used is free again, once. */
  async giveBackUses(orderId: string): Promise<void> {
    await this.limits.giveBack({ orderId })
  }

  /** Takes back what nobody paid for in time. Decisions do not wait for it. */
  sweepUses(limit = 1_000): Promise<number> {
    return this.limits.sweep(limit)
  }

  /** Codes that can be used once: made, imported and exported by the million. */
  get codeBatches(): CodeBatches {
    return this.batches
  }

  /** Reads and checks entries, and imports all of them or none. */
  importEntries(
    source: unknown,
    known: Known = everythingKnown,
    dryRun = false,
  ): Promise<Outcome<ImportAnswer, EntriesRefused>> {
    return this.desk.import(source, known, { dryRun })
  }

  listEntries(filter: EntryFilter): Promise<{ readonly rows: readonly StoredEntry[]; readonly count: number }> {
    return this.desk.list(filter)
  }

  async retrieveEntry(id: string): Promise<Outcome<StoredEntry, Refusal<"entry_unknown">>> {
    const [entry] = await this.desk.retrieve([id])
    return entry ? done(entry) : entryUnknown(id)
  }

  /** Changes fields of entries in place, all or none: a status, a priority. */
  changeEntries(
    changes: readonly { readonly id: string; readonly fields: Readonly<Record<string, unknown>> }[],
  ): Promise<Outcome<readonly StoredEntry[], Refusal<"entry_unknown"> | EntriesRefused>> {
    return this.desk.change(changes)
  }

  /** All entries as YAML that can be imported again. */
  exportEntries(): Promise<string> {
    return this.desk.export()
  }

  removeEntry(id: string): Promise<Outcome<{ readonly id: string }, Refusal<"entry_unknown">>> {
    return this.desk.remove(id)
  }

  /** Prices carts and judges rules without changing anything: the simulator, the linter, the shadow run. */
  async whatIf(): Promise<WhatIf> {
    await this.refresh()
    return new WhatIf(this.book, this.pool, (cart, currency) =>
      this.pricer.hostRulesFor(cart, contextOf(cart, currency), currency, this.host({})),
    )
  }

  /** What was decided last for a cart or an order. */
  async decisionOf(subjectIds: readonly string[]): Promise<Outcome<DecisionShown, Refusal<"decision_unknown">>> {
    const decision = await readStoredDecision(this.pool, subjectIds)
    if (decision) return done(decision)
    return refuse("decision_unknown", "Nothing was decided for it yet.", "Change the cart, or look at another order.")
  }

  /** Gifts that the latest decision gives a cart. */
  async giftsOf(cartId: string): Promise<readonly Gift[]> {
    const decision = await readStoredDecision(this.pool, [cartId])
    return decision ? (decision.answer as EvaluationJson).gifts : []
  }

  /** Whether some promotion gives things away. */
  async givesGifts(): Promise<boolean> {
    await this.refresh()
    return this.book.givesGifts
  }

  /** The latest decision for a cart in words for shoppers. */
  async tellShopper(cartId: string): Promise<ShopperAnswer> {
    await this.refresh()
    const decision = await readStoredDecision(this.pool, [cartId])
    if (!decision) return { applied: [], why_not: [], unlock: [] }
    const { codes, currency } = decision.input as { codes: readonly string[]; currency: string }
    return shopperAnswer(
      decision.answer as EvaluationJson,
      currency,
      codes.filter((code) => !this.book.index.get(code)?.codes.size),
      (promotion) => codes.find((code) => this.book.index.get(promotion)?.codes.has(code)) ?? null,
      (code) => this.book.byCode.get(code) ?? (this.book.index.get(code) ? code : null),
    )
  }

  /** Stacking fields of a promotion of the host's own, as they were sent; null without any. */
  async fieldsOf(promotionId: string): Promise<unknown> {
    const { fields } = await readSettings(this.pool)
    return fields[promotionId] ?? null
  }

  async settings(): Promise<Policy> {
    await this.refresh()
    return this.book.policy
  }

  /** How promotions are chosen: by the shop, or by one campaign among its own. Null takes a campaign's choice away. */
  async setResolution(resolution: Resolution | null, campaign?: string): Promise<void> {
    const name = campaign === undefined ? "resolution" : `campaign:${campaign}`
    await this.pool.transaction((tx) => (resolution ? saveSetting(tx, name, resolution) : dropSetting(tx, name)))
  }

  /** How a promotion of the host's own stands beside others. Null takes its fields away. */
  async setFields(promotionId: string, source: unknown): Promise<void> {
    if (source !== null) orThrow(readFields(source))
    await this.pool.transaction((tx: SqlTx) =>
      source === null ? dropFields(tx, promotionId) : saveFields(tx, promotionId, source),
    )
  }

  private async refresh(): Promise<void> {
    const revisions = await readRevisions(this.pool)
    if (!this.book.isCurrent(revisions)) await this.book.bringUpTo(revisions, this.pool)
  }

  /** What the pricer asks of the host, inside the caller's transaction. */
  private host(sharedContext: Context): HostAsked {
    const { campaignBudgetUsageService_: usages } = this as unknown as BudgetUsages
    return {
      active: (codes) => this.listActivePromotions({ code: [...codes] }, { relations: HOST_RELATIONS }, sharedContext),
      usageOf: async (budget_id, attribute_value) =>
        (await usages.list({ budget_id, attribute_value }, {}, sharedContext))[0],
    }
  }

  private async changeIn(codes: readonly string[], context: HostContext, priced: Priced | null) {
    if (priced) return changeOf(priced.context, priced.actions)
    // Without entries the host computes; what it says takes off what a deleted one gave.
    return this.book.untouched ? null : changeOf(context, await super.computeActions([...codes], context, {}, {}))
  }

  private async keep(
    subjectId: string,
    cart: Cart,
    evaluation: Evaluation,
    answer: EvaluationJson,
    had: boolean,
  ): Promise<void> {
    // Nothing was considered. An earlier decision must not stay where it gave something.
    if (evaluation.trace.length === 0 && !had) return
    const input = cartToJson(cart)
    const inputHash = expectDone(canonicalHash(input))
    await saveDecision(this.pool, { subjectId, inputHash, revision: this.book.revision, engine: ENGINE, input, answer })
  }
}

const HOST_RELATIONS = [
  "application_method",
  "application_method.target_rules",
  "application_method.target_rules.values",
  "application_method.buy_rules",
  "application_method.buy_rules.values",
  "rules",
  "rules.values",
  "campaign",
  "campaign.budget",
]

import { performance } from "node:perf_hooks"
import { setTimeout as pause } from "node:timers/promises"
import type { BigNumberInput, Context, InternalModuleDeclaration, Logger } from "@medusajs/framework/types"
import { BigNumber, generateEntityId, InjectManager, MathBN, MedusaContext } from "@medusajs/framework/utils"
import { done, knexSqlTx, refuse, type Outcome, type RawKnex, type Refusal, type SqlTx } from "@holdfast/kernel"
import type { PoolConfig } from "pg"
import { AvailabilityAnswer, type VariantsAnswered, type VariantsAsked } from "./availability-answer"
import { CartHolds, type CartDemand } from "./cart-holds"
import { StatementPool } from "@holdfast/host-kit"
import type { AvailabilityExplanation } from "./domain/availability-explanation"
import { DEFAULT_POLICY, EVERY_CHANNEL, type ChannelPolicy } from "./domain/channel-policy"
import type { ItemPolicy } from "./domain/item-policy"
import type { LocationPolicy, LocationPolicyChange } from "./domain/location-policy"
import type { ChannelPolicyChange } from "./domain/parse-channel-policy"
import type { ItemPolicyChange } from "./domain/parse-item-policy"
import type { ScheduledReceipt } from "./domain/scheduled-receipt"
import type { StockTransfer } from "./domain/stock-transfer"
import { mergeLines, type Hold, type HoldLine } from "./domain/hold"
import { addQuantities, parseQuantity, sumQuantities } from "./domain/quantity"
import { refuseShortage } from "./domain/shortage"
import type { LevelKey, StockLevel } from "./domain/stock-level"
import type { Flow } from "./flow-register"
import { GuardedInventory } from "./guarded-inventory"
import { HoldBatcher } from "./hold-batcher"
import { LevelProjector } from "./level-projector"
import { NightlyStockCheck } from "./nightly-stock-check"
import { PolicyImport, type SheetAnswer, type SheetImport, type SheetKind } from "./policy-import"
import { PromiseKeeper, type PromisesAsked, type ShownPromise } from "./promise-keeper"
import {
  ScheduledReceipts,
  type Arrival,
  type NewReceipt,
  type ReceiptAnswer,
  type ReceiptChange,
} from "./scheduled-receipts"
import { StockActs } from "./stock-acts"
import { StockPolicies, type LevelAnswer, type LevelChange } from "./stock-policies"
import { StockTransfers, type NewTransfer, type TransferAnswer, type TransferChange } from "./stock-transfers"
import { StockDesk, type AvailabilityQuery, type StockItemSheet } from "./stock-desk"
import { StockChecker, type StockRepair, type StockReport } from "./stock-checker"
import { storeError } from "./store-error"
import { orThrow, refusalError } from "./or-throw"
import { readChannelPolicies } from "./store/channel-policy"
import { readDecision } from "./store/decisions"
import { readDatedSupply } from "./store/dated-supply"
import { forgetOld } from "./store/forget-old"
import { readHolds } from "./store/hold-lines"
import type { HoldFilter, ListedHold } from "./store/list-holds"
import type { LevelFilter, ListedLevel } from "./store/list-levels"
import type { ListedMovement, MovementFilter } from "./store/list-movements"
import { readLocationRanks, type LocationRank } from "./store/location-ranks"
import type { Page } from "./store/page"
import { projectLevels } from "./store/project-levels"
import { readLevels } from "./store/read-levels"
import type { ReceiptFilter } from "./store/receipts"
import type { TransferFilter } from "./store/transfers"
import { setHold } from "./store/set-hold"
import { sweepHolds } from "./store/sweep-holds"
import { takeOverHold, type HoldTakenOver, type ReservationWanted } from "./store/take-over-hold"

/** Options of the module in medusa-config. */
export interface AtpOptions {
  /** Connections of its own for holds and availability, 2 to 4 are enough. Default 4. */
  readonly connections?: number
}

interface Dependencies {
  readonly __pg_connection__: RawKnex & { readonly client: { readonly connectionSettings: PoolConfig } }
  readonly logger?: Logger
}

/** A hold that was asked for: its own id, units per item and location, and how long. */
export interface HoldRequest {
  /** Made by the caller before the first try and kept for retries. */
  readonly holdId: string
  readonly lines: readonly HoldLine[]
  readonly ttlSeconds: number
}

export interface HoldAnswer {
  /** The hold was there already, with the same lines. */
  readonly replayed: boolean
  readonly expiresAt: string
}

/**
 * Medusa's inventory module, and what it gains: holds, availability to promise, allocation, dated supply, a ledger.
 *
 * Every method of the host's inventory module is here, under the same names and shapes.
 */
export default class AtpInventoryModuleService extends GuardedInventory {
  protected readonly pool: StatementPool
  private readonly batcher: HoldBatcher
  private readonly projector: LevelProjector
  private readonly cartHolds: CartHolds
  private readonly desk: StockDesk
  private readonly promises: PromiseKeeper
  private readonly receipts: ScheduledReceipts
  private readonly transfers: StockTransfers
  private readonly policies: StockPolicies
  private readonly sheets: PolicyImport
  private readonly shown: AvailabilityAnswer

  constructor(container: Dependencies, options: AtpOptions = {}, declaration?: InternalModuleDeclaration) {
    super(container as never, declaration)
    const { __pg_connection__: knex } = container
    this.pool = new StatementPool(knex.client.connectionSettings, options.connections ?? 4, "atp")
    this.batcher = new HoldBatcher(this.pool)
    this.projector = new LevelProjector(this.pool)
    this.cartHolds = new CartHolds(this.pool)
    this.desk = new StockDesk(knexSqlTx(knex), this.pool)
    const acts = new StockActs(this.pool)
    this.promises = new PromiseKeeper(knexSqlTx(knex))
    this.receipts = new ScheduledReceipts(acts, this.promises, knexSqlTx(knex))
    this.transfers = new StockTransfers(acts, this.promises, knexSqlTx(knex))
    this.policies = new StockPolicies(acts, this.promises, knexSqlTx(knex))
    this.sheets = new PolicyImport(acts, this.promises, knexSqlTx(knex))
    this.shown = new AvailabilityAnswer(this.pool)
  }

  /** The host's life cycle of a module. */
  readonly __hooks = {
    onApplicationShutdown: async () => {
      await this.projector.flush()
      await this.pool.end()
    },
  }

  // ---- holds --------------------------------------------------------------------------------------------------

  /**
   * Takes every line or none, once per `holdId`. Holds of one line are placed together with whatever else waits for the
   * same level, so a hot item is limited by the database and not by the number of buyers. Answers after the commit.
   *
   * Refuses `insufficient_inventory` (with `shortages`), `inventory_level_unknown`, `quantity_invalid`,
   * `hold_exists_with_different_lines`, `hold_committed`.
   */
  async placeHold(request: HoldRequest): Promise<Outcome<HoldAnswer, Refusal>> {
    for (const [i, line] of request.lines.entries()) {
      const quantity = parseQuantity(line.quantity, { field: `lines[${i}].quantity`, decimals: 3 })
      if (!quantity.ok) return quantity
    }
    const lines = mergeLines(request.lines, addQuantities)
    const [only] = lines
    if (!only) return refuse("hold_empty", `Hold ${request.holdId} has no lines.`, "Send at least one line.")
    return this.saying(() => (lines.length === 1 ? this.placeOne(request, only) : this.placeMany(request, lines)))
  }

  private async placeOne(request: HoldRequest, line: HoldLine): Promise<Outcome<HoldAnswer, Refusal>> {
    const { holdId, ttlSeconds } = request
    const answer = await this.batcher.place(line, { holdId, quantity: line.quantity, ttlSeconds })
    const expiresAt = answer.expires_at?.toISOString() ?? ""
    switch (answer.outcome) {
      case "placed":
        this.projector.note([line])
        return done({ replayed: false, expiresAt })
      case "replayed":
        return done({ replayed: true, expiresAt })
      case "lapsed":
        return this.setLines(request, [line], false)
      case "committed":
        return committed(holdId)
      case "different":
        return different(holdId)
      default:
        return refuseShortage([
          {
            itemId: line.itemId,
            locationId: line.locationId,
            known: answer.outcome !== "level_unknown",
            short: addQuantities(line.quantity, -Math.max(0, Number(answer.atp))),
            available: Math.max(0, Number(answer.atp)),
            promises: true,
          },
        ])
    }
  }

  private async placeMany(request: HoldRequest, lines: readonly HoldLine[]): Promise<Outcome<HoldAnswer, Refusal>> {
    const prior = (await readHolds(this.pool, [request.holdId])).get(request.holdId)
    if (prior?.committed) return committed(request.holdId)
    if (prior && !sameLines(prior.lines, lines)) return different(request.holdId)
    return this.setLines(request, lines, prior !== undefined)
  }

  private async setLines(
    { holdId, ttlSeconds }: HoldRequest,
    lines: readonly HoldLine[],
    replayed: boolean,
  ): Promise<Outcome<HoldAnswer, Refusal>> {
    const held = await setHold(this.pool, holdId, lines, ttlSeconds, null)
    if (!held.ok) return held
    this.projector.note(lines)
    return done({ replayed, expiresAt: held.value.expiresAt ?? "" })
  }

  /** Makes a cart's hold exactly what the cart needs, wherever the channel's locations have it. All lines or none. */
  async holdCart(cart: CartDemand): Promise<Outcome<Hold, Refusal>> {
    return this.saying(async () => {
      const before = (await readHolds(this.pool, [cart.holdId])).get(cart.holdId)
      const held = await this.cartHolds.hold(cart)
      if (held.ok) this.projector.note([...(before?.lines ?? []), ...held.value.lines])
      return held
    })
  }

  /**
   * Makes a hold its order's allocations in one statement, where it is alive and exactly what the order wants. `not_held`
   * says that it is not: `createReservationItems` finds units for whatever a hold does not cover.
   */
  async takeOverHold(
    holdId: string,
    lines: readonly Omit<ReservationWanted, "reservationId">[],
  ): Promise<{ readonly answer: HoldTakenOver; readonly reservationIds: readonly string[] }> {
    const wanted = lines.map((line) => ({ ...line, reservationId: generateEntityId(undefined, "resitem") }))
    try {
      const answer = await takeOverHold(this.pool, holdId, wanted, generateEntityId(undefined, "evt"))
      return { answer, reservationIds: answer === "taken" ? wanted.map((line) => line.reservationId) : [] }
    } catch (error) {
      throw storeError(error)
    }
  }

  /** Lets a hold go. A hold that is not there is gone already; a committed one is an order's and stays. */
  async releaseHold(holdId: string): Promise<void> {
    const before = (await readHolds(this.pool, [holdId])).get(holdId)
    await setHold(this.pool, holdId, [], 1, null)
    if (before) this.projector.note(before.lines)
  }

  /** What a holder holds now; null when nothing. */
  async retrieveHold(holdId: string): Promise<Hold | null> {
    return (await readHolds(this.pool, [holdId])).get(holdId) ?? null
  }

  /** What many holders hold now, by id; who holds nothing is missing. */
  async retrieveHolds(holdIds: readonly string[]): Promise<ReadonlyMap<string, Hold>> {
    return readHolds(this.pool, holdIds)
  }

  /** Removes lapsed holds in small portions until none is left. Answers how many there were. */
  async sweepExpiredHolds(portion = 500): Promise<number> {
    let swept = 0
    for (;;) {
      const startedAt = performance.now()
      const round = await sweepHolds(this.pool, portion)
      swept += round
      if (round === 0) return swept
      // Buyers come first: five sixths of the time are theirs. A million lapsed holds still go within a minute.
      await pause(5 * (performance.now() - startedAt))
    }
  }

  /** Shows every level whose counters moved since it was last shown. */
  async projectStaleLevels(): Promise<number> {
    await this.projector.flush()
    return projectLevels(this.pool, null)
  }

  /** Why a holder's units come from where they do, as it was decided; null when nothing was. */
  async retrieveDecision(holdId: string): Promise<{ readonly decision: unknown; readonly decidedAt: string } | null> {
    const row = await readDecision(this.pool, holdId)
    return row && { decision: row.decision, decidedAt: row.decided_at.toISOString() }
  }

  /** Removes what nobody will ask for again. */
  async forgetOldActs(portion = 1_000): Promise<void> {
    await forgetOld(this.pool, portion)
  }

  // ---- availability -------------------------------------------------------------------------------------------

  /** Every component of availability, of many items at many locations (null: all of them), as of now. One statement. */
  async availability(
    itemIds: readonly string[],
    locationIds: readonly string[] | null = null,
  ): Promise<readonly StockLevel[]> {
    return readLevels(this.pool, itemIds, locationIds)
  }

  /** What shoppers are shown of variants: whether so many can be had, and for when. One statement for all of them. */
  async variantAvailability(asked: VariantsAsked): Promise<VariantsAnswered> {
    return this.shown.of(asked)
  }

  /** How the locations rank that have a rank of their own, by id. */
  async locationRanks(): Promise<ReadonlyMap<string, LocationRank>> {
    return readLocationRanks(this.pool)
  }

  /** The policy of a sales channel: its own, or everybody's. */
  async channelPolicy(salesChannelId: string | null): Promise<ChannelPolicy> {
    const policies = await readChannelPolicies(this.pool)
    const own = policies.find((policy) => policy.salesChannelId === salesChannelId)
    return own ?? policies.find((policy) => policy.salesChannelId === EVERY_CHANNEL) ?? DEFAULT_POLICY
  }

  @InjectManager()
  override async retrieveAvailableQuantity(
    inventoryItemId: string,
    locationIds: string[],
    @MedusaContext() ctx: Context = {},
  ): Promise<BigNumber> {
    if (locationIds.length === 0) return new BigNumber(0)
    await this.inventoryItemService_.retrieve(inventoryItemId, { select: ["id"] }, ctx)
    const levels = await readLevels(this.pool, [inventoryItemId], locationIds)
    const own = await this.ownUnits(ctx, inventoryItemId)
    return new BigNumber(
      sumQuantities(levels.map((level) => Math.max(0, addQuantities(level.atp, own.get(level.locationId) ?? 0)))),
    )
  }

  /**
   * Whether so many units can be had, a cart's own hold included. For a cart that is being changed, a "no" says what is
   * available instead, since that is what the shopper asks next.
   */
  @InjectManager()
  override async confirmInventory(
    inventoryItemId: string,
    locationIds: string[],
    quantity: BigNumberInput,
    @MedusaContext() ctx: Context = {},
  ): Promise<boolean> {
    const available = await this.retrieveAvailableQuantity(inventoryItemId, locationIds, ctx)
    if (MathBN.gte(available, quantity)) return true
    const flow = this.flows.of(ctx.transactionId)
    if (!flow?.holdId) return false
    // Dated supply may cover it: the hold at the end of the change decides. Nothing dated: no need to go that far.
    const dated = await readDatedSupply(this.pool, [inventoryItemId])
    if (dated.supplies.length > 0 || dated.policies.length > 0) return true
    const units = available.numeric
    throw refusalError(
      refuse(
        "insufficient_inventory",
        `${MathBN.convert(quantity).toString()} asked for, ${units} available.`,
        units > 0 ? `Lower the quantity to ${units}.` : "Take another item, or come back later.",
      ),
    )
  }

  private async ownUnits(ctx: Context, itemId: string): Promise<ReadonlyMap<string, number>> {
    const holdId = this.flows.of(ctx.transactionId)?.holdId
    const hold = holdId ? await this.retrieveHold(holdId) : null
    return new Map(
      (hold && !hold.committed ? hold.lines : [])
        .filter((line) => line.itemId === itemId)
        .map((line) => [line.locationId, line.quantity]),
    )
  }

  /** The same object for the same shop, however often its container is wrapped: a key to keep things by. */
  get identity(): object {
    return this.pool
  }

  /** What of a cart's hold is for which of its lines, for showing. `variantsOf` is asked only when something is held. */
  async cartAvailability(...cart: Parameters<AvailabilityAnswer["ofCart"]>): ReturnType<AvailabilityAnswer["ofCart"]> {
    return this.shown.ofCart(...cart)
  }

  // ---- the merchant's desk ------------------------------------------------------------------------------------

  /** Levels with every component of their availability: searched, filtered, sorted, by the page. */
  async listStockLevels(filter: LevelFilter): Promise<Page<ListedLevel>> {
    return this.desk.levels(filter)
  }

  /** One item: its levels, its policy, and what can be promised of it for when. Refuses `inventory_item_unknown`. */
  async retrieveStockItem(itemId: string): Promise<Outcome<StockItemSheet, Refusal>> {
    return this.desk.item(itemId)
  }

  /** An item's ledger, the newest movement first. */
  async listStockMovements(filter: MovementFilter): Promise<Page<ListedMovement>> {
    return this.desk.movements(filter)
  }

  /** What carts hold now, line by line, the first to lapse first. */
  async listHolds(filter: HoldFilter): Promise<Page<ListedHold>> {
    return this.desk.holds(filter)
  }

  /**
   * Lets a live hold last at least `seconds` from now; it never ends sooner than it would have.
   *
   * Refuses `hold_unknown`, `hold_expired` (a lapsed hold is not revived), `hold_committed`.
   */
  async extendHold(holdId: string, seconds: number): Promise<Outcome<Hold, Refusal>> {
    return this.saying(() => this.desk.extendHold(holdId, seconds))
  }

  /** Lets a hold go on a merchant's word, and shows its units at once. Refuses `hold_committed`: an order has them. */
  async endHold(holdId: string): Promise<Outcome<void, Refusal>> {
    return this.saying(() => this.desk.releaseHold(holdId))
  }

  /**
   * Why an answer about availability is what it is. Refuses `inventory_item_unknown`, `inventory_level_unknown`,
   * `quantity_invalid`.
   */
  async explainAvailability(query: AvailabilityQuery): Promise<Outcome<AvailabilityExplanation, Refusal>> {
    return this.desk.explain(query)
  }

  // ---- supply with dates --------------------------------------------------------------------------------------

  /** What a line beyond stock is promised for, by the item's policy and what is scheduled. */
  protected override async backorder(tx: SqlTx, key: LevelKey, quantity: number, atp: number): Promise<string | null> {
    return orThrow(await this.promises.backorder(tx, key, quantity, atp))
  }

  /** Schedules supply. The same id with the same content answers what it answered first. */
  async createReceipt(receipt: NewReceipt): Promise<Outcome<ScheduledReceipt, Refusal>> {
    return this.receipts.create(receipt)
  }

  /** Changes the day, the quantity or the note of an open receipt; promises it no longer keeps get another day. */
  async updateReceipt(id: string, change: ReceiptChange): Promise<Outcome<ReceiptAnswer, Refusal>> {
    return this.receipts.update(id, change)
  }

  /** Puts arrived units on the shelf, once per `key`. */
  async receiveReceipt(id: string, arrival: Arrival): Promise<Outcome<ReceiptAnswer, Refusal>> {
    return this.receipts.receive(id, arrival)
  }

  async cancelReceipt(id: string): Promise<Outcome<ReceiptAnswer, Refusal>> {
    return this.receipts.cancel(id)
  }

  async listReceipts(filter: ReceiptFilter): Promise<Page<ScheduledReceipt>> {
    return this.receipts.list(filter)
  }

  /** Keeps available units at the source for another location. */
  async requestTransfer(transfer: NewTransfer): Promise<Outcome<StockTransfer, Refusal>> {
    return this.transfers.request(transfer)
  }

  async updateTransfer(id: string, change: TransferChange): Promise<Outcome<TransferAnswer, Refusal>> {
    return this.transfers.update(id, change)
  }

  async dispatchTransfer(id: string, actor?: string): Promise<Outcome<StockTransfer, Refusal>> {
    return this.transfers.dispatch(id, actor)
  }

  /** Puts arrived units on the shelf at the destination, once per `key`; closed short, the rest is written off. */
  async receiveTransfer(id: string, arrival: Arrival): Promise<Outcome<TransferAnswer, Refusal>> {
    return this.transfers.receive(id, arrival)
  }

  /** Gives the units back to the source, before they have left it. */
  async cancelTransfer(id: string, actor?: string): Promise<Outcome<StockTransfer, Refusal>> {
    return this.transfers.cancel(id, actor)
  }

  async listTransfers(filter: TransferFilter): Promise<Page<StockTransfer>> {
    return this.transfers.list(filter)
  }

  /** The promises to order lines: what was promised first, what is promised now, and what is at risk. */
  async listPromises(filter: PromisesAsked): Promise<Page<ShownPromise>> {
    return this.promises.list(filter)
  }

  /** Sets safety stock, and units on hand as counted. Refuses `stock_below_promised` unless the shortage is accepted. */
  async setStockLevel(key: LevelKey, change: LevelChange): Promise<Outcome<LevelAnswer, Refusal>> {
    return this.policies.setLevel(key, change)
  }

  async itemPolicy(itemId: string): Promise<Outcome<ItemPolicy | null, Refusal>> {
    return this.policies.itemPolicy(itemId)
  }

  async setItemPolicy(itemId: string, change: ItemPolicyChange): Promise<Outcome<ItemPolicy, Refusal>> {
    return this.policies.setItemPolicy(itemId, change)
  }

  async locationPolicies(): Promise<readonly LocationPolicy[]> {
    return this.policies.locationPolicies()
  }

  async setLocationPolicy(locationId: string, change: LocationPolicyChange): Promise<Outcome<LocationPolicy, Refusal>> {
    return this.policies.setLocationPolicy(locationId, change)
  }

  async channelPolicies(): Promise<readonly ChannelPolicy[]> {
    return this.policies.channelPolicies()
  }

  async setChannelPolicy(channelId: string, change: ChannelPolicyChange): Promise<Outcome<ChannelPolicy, Refusal>> {
    return this.policies.setChannelPolicy(channelId, change)
  }

  /** Takes in a sheet, all rows or none. Refuses `import_row_invalid` with the row, its column and what is in it. */
  async importSheet(sheet: SheetImport): Promise<Outcome<SheetAnswer, Refusal>> {
    return this.sheets.import(sheet)
  }

  async exportSheet(kind: SheetKind): Promise<Outcome<string, Refusal>> {
    return this.sheets.export(kind)
  }

  // ---- the checker --------------------------------------------------------------------------------------------

  /** Everything written about stock that does not agree, as of one moment. */
  async checkStock(): Promise<StockReport> {
    return new StockChecker(this.pool).report()
  }

  /** The same once a day, by whichever process asks first, and told to the outbox. Null when it was done today. */
  async checkStockNightly(): Promise<StockReport | null> {
    return new NightlyStockCheck(this.pool).run()
  }

  /** Repairs what does not agree, each with a movement that says so. `dryRun` only names it. */
  async repairStock(options: { dryRun?: boolean } = {}): Promise<StockRepair> {
    return new StockChecker(this.pool).repair(options)
  }

  // ---- workflows ----------------------------------------------------------------------------------------------

  /** Says what a running workflow is about, so that its reservations and checks are its cart's or its order's. */
  beginFlow(transactionId: string, flow: Flow): void {
    this.flows.begin(transactionId, flow, Date.now())
  }

  endFlow(transactionId: string): void {
    this.flows.end(transactionId)
  }

  /** A refusal of the database as a value, like every other. */
  private async saying<T>(work: () => Promise<Outcome<T, Refusal>>): Promise<Outcome<T, Refusal>> {
    try {
      return await work()
    } catch (error) {
      const said = storeError(error)
      if (said !== error && said instanceof Error) {
        return refuse((said as unknown as { code: `${string}_${string}` }).code, said.message, "")
      }
      throw error
    }
  }
}

function sameLines(a: readonly HoldLine[], b: readonly HoldLine[]): boolean {
  const text = (line: LevelKey & { quantity: number }) => `${line.itemId} ${line.locationId} ${line.quantity}`
  const other = new Set(b.map(text))
  return a.length === b.length && a.every((line) => other.has(text(line)))
}

const different = (holdId: string) =>
  refuse(
    "hold_exists_with_different_lines",
    `Hold ${holdId} exists with other lines.`,
    "Use a new hold id for a changed cart.",
  )

const committed = (holdId: string) =>
  refuse("hold_committed", `Hold ${holdId} belongs to an order.`, "Use a new hold id for a new cart.")

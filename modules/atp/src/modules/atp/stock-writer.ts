import InventoryModule from "@medusajs/inventory"
import type { InventoryModuleService } from "@medusajs/inventory/dist/services"
import type { Context, BigNumberInput } from "@medusajs/framework/types"
import { generateEntityId, Modules, moduleEventBuilderFactory } from "@medusajs/framework/utils"
import { canonicalHash, expectDone, knexSqlTx, refuse, type RawKnex, type SqlTx } from "@holdfast/kernel"
import { isStill, type Movement } from "./domain/movement"
import { levelId, type LevelKey, type StockLevel } from "./domain/stock-level"
import { FlowRegister } from "./flow-register"
import { orThrow, refusalError } from "./or-throw"
import { beginAct, finishAct } from "./store/acts"
import { announceStock } from "./store/announce-stock"
import { openForWriting } from "./store/lock-levels"
import { moveStock } from "./store/move-stock"
import { projectLevels } from "./store/project-levels"
import { storeError } from "./store-error"

const { service: HostInventory } = InventoryModule as unknown as { service: typeof InventoryModuleService }

/** A row of the host's reservation_item. */
export interface ReservationRow {
  readonly id: string
  readonly inventory_item_id: string
  readonly location_id: string
  readonly line_item_id: string | null
  readonly quantity: BigNumberInput
  readonly allow_backorder: boolean
}

/** A row of the host's inventory_level. */
export interface LevelEntity {
  readonly id: string
  readonly inventory_item_id: string
  readonly location_id: string
}

const levelsUpdated = moduleEventBuilderFactory({
  action: "updated",
  object: "inventory-level",
  source: Modules.INVENTORY,
})

/** What every guarded write of the host's module shares: one transaction, one answer per key, one way to move stock. */
export class StockWriter extends HostInventory {
  protected readonly flows = new FlowRegister()
  /** How many identical calls one running workflow has made: the second of two is not a repetition of the first. */
  private readonly calls = new WeakMap<object, Map<string, number>>()

  /** What a line beyond stock may be promised for; refuses when the item's policy does not allow it. */
  protected backorder(_tx: SqlTx, _key: LevelKey, _quantity: number, _atp: number): Promise<string | null> {
    return Promise.resolve(null)
  }

  /** Opens the host's transaction for writing stock, and puts what the database refuses into words. */
  protected async open<T>(ctx: Context, work: (tx: SqlTx) => Promise<T>): Promise<T> {
    const manager = ctx.transactionManager as { getTransactionContext(): RawKnex }
    const tx = knexSqlTx(manager.getTransactionContext())
    try {
      await openForWriting(tx)
      return await work(tx)
    } catch (error) {
      throw storeError(error)
    }
  }

  /** Runs a write once for its caller's key; the same key again gets the first answer. */
  protected async act<T>(ctx: Context, method: string, input: unknown, work: (tx: SqlTx) => Promise<T>): Promise<T> {
    return this.open(ctx, async (tx) => {
      const key = this.actKey(ctx, method, input)
      if (!key) return work(tx)
      const fingerprint = hashOf({ method, input })
      const prior = await beginAct(tx, key, fingerprint)
      if (prior && prior.fingerprint !== fingerprint) {
        throw refusalError(
          refuse(
            "movement_exists_with_different_content",
            `Key ${key} was used for another change of stock.`,
            "Use a new key for a new change.",
          ),
        )
      }
      if (prior) return prior.answer as T
      const answer = await work(tx)
      await finishAct(tx, key, answer ?? null)
      return answer
    })
  }

  /**
   * A caller's own key is taken as it is. A workflow's step key is shared by all that runs beside it (the host keeps one
   * context for the whole workflow), so the call itself and how often it was made belong to the key as well.
   */
  private actKey(ctx: Context, method: string, input: unknown): string | null {
    const given = ctx.idempotencyKey
    if (!given) return null
    if (!ctx.transactionId || !given.includes(`:${ctx.transactionId}:`)) return `${method}:${given}`
    const call = `${given}:${method}:${hashOf(input)}`
    const calls = this.calls.get(ctx) ?? new Map<string, number>()
    this.calls.set(ctx, calls)
    const nth = (calls.get(call) ?? 0) + 1
    calls.set(call, nth)
    return `${call}:${nth}`
  }

  /** Moves the counters, tells the outbox, shows them in the host's levels. */
  protected async move(
    tx: SqlTx,
    movements: readonly Movement[],
    ctx: Context,
    { project = true }: { project?: boolean } = {},
  ): Promise<readonly StockLevel[]> {
    const real = movements.filter((movement) => !isStill(movement))
    const levels = orThrow(await moveStock(tx, real))
    await announceStock(tx, real, levels, () => generateEntityId(undefined, "evt"))
    if (!project) return levels
    await projectLevels(tx, levels)
    if (ctx.messageAggregator && levels.length > 0) {
      const entities = await this.levelsAt(levels, ctx)
      levelsUpdated({ data: entities.map(({ id }) => ({ id })), sharedContext: ctx })
    }
    return levels
  }

  protected async reservations(ids: readonly string[], ctx: Context): Promise<ReservationRow[]> {
    if (ids.length === 0) return []
    const rows = (await this.reservationItemService_.list(
      { id: [...ids] },
      { take: null, options: { refresh: true } } as never,
      ctx,
    )) as unknown as ReservationRow[]
    const place = new Map(ids.map((id, i) => [id, i]))
    return [...rows].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
  }

  protected async levelsAt(keys: readonly LevelKey[], ctx: Context): Promise<LevelEntity[]> {
    if (keys.length === 0) return []
    const entities = (await this.inventoryLevelService_.list(
      { $or: keys.map((key) => ({ inventory_item_id: key.itemId, location_id: key.locationId })) } as never,
      { take: null, options: { refresh: true } } as never,
      ctx,
    )) as unknown as LevelEntity[]
    const byKey = new Map(entities.map((entity) => [levelId(toKey(entity)), entity]))
    return keys.flatMap((key) => byKey.get(levelId(key)) ?? [])
  }
}

/** Whether a workflow is undoing what it did. */
export const isUndoing = (ctx: Context) => ctx.idempotencyKey?.endsWith(":compensate") ?? false

/** The level that a row of the host is about. */
export const toKey = (entity: LevelEntity): LevelKey => ({
  itemId: entity.inventory_item_id,
  locationId: entity.location_id,
})

export const asList = (ids: string | string[]) => (Array.isArray(ids) ? ids : [ids])

const hashOf = (value: unknown) => expectDone(canonicalHash(JSON.parse(JSON.stringify(value ?? null))))

import type { InventoryModuleService } from "@medusajs/inventory/dist/services"
import type { BigNumberInput, Context, InventoryTypes } from "@medusajs/framework/types"
import {
  EmitEvents,
  InjectManager,
  InjectTransactionManager,
  MedusaContext,
  MedusaError,
} from "@medusajs/framework/utils"
import { refuse, type SqlTx } from "@holdfast/kernel"
import { planFulfilment } from "./domain/fulfilment"
import type { Movement } from "./domain/movement"
import { subtractQuantities } from "./domain/quantity"
import { keyOf, levelId } from "./domain/stock-level"
import { GuardedReservations } from "./guarded-reservations"
import { lockAllocations } from "./lock-allocations"
import { refusalError } from "./or-throw"
import { quantityOf } from "./quantity-of"
import { asList, toKey, type LevelEntity } from "./stock-writer"
import { allocationsOfLines, saveAllocations } from "./store/allocations"
import { createLevels, removeLevels, setDecimals } from "./store/level-rows"
import { lockLevels } from "./store/lock-levels"

interface HostAdjustment {
  inventoryItemId: string
  locationId: string
  adjustment: BigNumberInput
}

/**
 * The host's inventory module with every write replaced by a guarded one. The host's public methods stay as they are and
 * call the ones here, inside one transaction: lock the levels, check, move the counters with their ledger, write the
 * host's own row, show the counters in its levels.
 */
export class GuardedInventory extends GuardedReservations {
  override adjustInventory(
    inventoryItemId: string,
    locationId: string,
    adjustment: BigNumberInput,
    context?: Context,
  ): Promise<InventoryTypes.InventoryLevelDTO>
  override adjustInventory(data: HostAdjustment[], context?: Context): Promise<InventoryTypes.InventoryLevelDTO[]>
  @InjectManager()
  @EmitEvents()
  override async adjustInventory(
    inventoryItemIdOrData: string | HostAdjustment[],
    locationId: string | Context = {},
    adjustment: BigNumberInput = 0,
    @MedusaContext() ctx: Context = {},
  ): Promise<never> {
    const many = Array.isArray(inventoryItemIdOrData)
    // The host declares the context as the second argument of the array's form, and reads the fourth.
    const given = typeof locationId === "object" ? locationId : {}
    const adjustments = many
      ? inventoryItemIdOrData
      : [
          {
            inventoryItemId: inventoryItemIdOrData,
            locationId: typeof locationId === "string" ? locationId : "",
            adjustment,
          },
        ]
    const levels = await this.adjustAll_(adjustments, { ...ctx, ...given })
    return await this.baseRepository_.serialize(many ? levels : levels[0])
  }

  @InjectTransactionManager()
  override async adjustInventory_(
    inventoryItemId: string,
    locationId: string,
    adjustment: BigNumberInput,
    @MedusaContext() ctx: Context = {},
  ): ReturnType<InventoryModuleService["adjustInventory_"]> {
    return (await this.adjustAll_([{ inventoryItemId, locationId, adjustment }], ctx))[0] as never
  }

  /** All adjustments of one call, or none. */
  @InjectTransactionManager()
  protected async adjustAll_(input: HostAdjustment[], @MedusaContext() ctx: Context = {}): Promise<LevelEntity[]> {
    const adjustments = input.map((entry, i) => ({
      itemId: entry.inventoryItemId,
      locationId: entry.locationId,
      quantity: quantityOf(entry.adjustment, `adjustments[${i}].adjustment`, { allowNegative: true, allowZero: true }),
    }))
    await this.act(ctx, "adjustInventory", input, async (tx) => {
      const flow = this.flows.of(ctx.transactionId)
      if (flow?.fulfilment) {
        const lines = flow.fulfilment.lineItemIds
        const allocations = await lockAllocations(tx, () => allocationsOfLines(tx, lines), adjustments)
        const plan = planFulfilment(allocations, adjustments, flow.fulfilment)
        flow.returned?.push(...plan.returned)
        await this.move(tx, plan.movements, ctx)
        await saveAllocations(tx, plan.allocations)
      } else
        await this.move(
          tx,
          adjustments.map((a): Movement => ({ ...keyOf(a), kind: "adjusted", onHand: a.quantity })),
          ctx,
        )
      return null
    })
    return this.levelsAt(adjustments, ctx)
  }

  /** Units that leave the shelf with a fulfilment, or come back to it, where the order's units are allocated. */
  @InjectTransactionManager()
  override async createInventoryLevels_(
    input: InventoryTypes.CreateInventoryLevelInput[],
    @MedusaContext() ctx: Context = {},
  ): ReturnType<InventoryModuleService["createInventoryLevels_"]> {
    const levels = input.map((level, i) => ({
      itemId: level.inventory_item_id,
      locationId: level.location_id,
      quantity: quantityOf(level.stocked_quantity ?? 0, `levels[${i}].stocked_quantity`, { allowZero: true }),
    }))
    return await this.open(ctx, async (tx) => {
      const created = await this.inventoryLevelService_.create(
        input.map((level, i) => ({
          ...level,
          stocked_quantity: levels[i]?.quantity ?? 0,
          reserved_quantity: 0,
        })) as never,
        ctx,
      )
      await createLevels(tx, levels)
      await this.move(
        tx,
        levels.map((level): Movement => ({ ...keyOf(level), kind: "level_created", onHand: level.quantity })),
        ctx,
      )
      return created as never
    })
  }

  @InjectTransactionManager()
  override async updateInventoryLevels_(
    updates: InventoryTypes.UpdateInventoryLevelInput[],
    @MedusaContext() ctx: Context = {},
  ): ReturnType<InventoryModuleService["updateInventoryLevels_"]> {
    const keys = updates.map((update) => ({ itemId: update.inventory_item_id, locationId: update.location_id }))
    await this.act(ctx, "updateInventoryLevels", updates, async (tx) => {
      const locked = new Map((await lockLevels(tx, keys)).map((level) => [levelId(level), level]))
      const movements: Movement[] = []
      const others: object[] = []
      const entities = new Map((await this.levelsAt(keys, ctx)).map((level) => [levelId(toKey(level)), level]))
      for (const [i, update] of updates.entries()) {
        const key = keys[i]!
        const level = locked.get(levelId(key))
        const entity = entities.get(levelId(key))
        if (!level || !entity) {
          throw new MedusaError(
            MedusaError.Types.NOT_FOUND,
            `Item ${key.itemId} is not stocked at location ${key.locationId}`,
            "inventory_level_unknown",
          )
        }
        const { stocked_quantity, inventory_item_id: _item, location_id: _location, ...rest } = update
        if (stocked_quantity !== undefined) {
          const counted = quantityOf(stocked_quantity, `levels[${i}].stocked_quantity`, { allowZero: true })
          movements.push({ ...key, kind: "counted", onHand: subtractQuantities(counted, level.onHand) })
        }
        const { reserved_quantity: _reserved, id: _id, ...more } = rest as { reserved_quantity?: unknown; id?: unknown }
        if (Object.keys(more).length > 0) others.push({ ...more, id: entity.id })
      }
      await this.move(tx, movements, ctx)
      if (others.length > 0) await this.inventoryLevelService_.update(others as never, ctx)
      return null
    })
    return this.levelsAt(keys, ctx)
  }

  @InjectTransactionManager()
  @EmitEvents()
  override async deleteInventoryLevel(
    inventoryItemId: string,
    locationId: string,
    @MedusaContext() ctx: Context = {},
  ): Promise<void> {
    await this.dropLevels({ inventory_item_id: inventoryItemId, location_id: locationId }, ctx, (ids) =>
      this.inventoryLevelService_.delete(ids, ctx),
    )
  }

  @InjectTransactionManager()
  @EmitEvents()
  override async deleteInventoryItemLevelByLocationId(
    locationId: string | string[],
    @MedusaContext() ctx: Context = {},
  ): Promise<[object[], Record<string, unknown[]>]> {
    let result: unknown = [[], {}]
    await this.dropLevels({ location_id: locationId }, ctx, async (ids) => {
      result = await this.inventoryLevelService_.softDelete(ids, ctx)
    })
    return result as [object[], Record<string, unknown[]>]
  }

  @InjectTransactionManager()
  @EmitEvents()
  // @ts-expect-error The host generates this method; its declared shape is wider than what it takes.
  override async softDeleteInventoryLevels(
    ids: string | string[],
    config?: unknown,
    @MedusaContext() ctx: Context = {},
  ) {
    let answer: unknown
    await this.dropLevels({ id: asList(ids) }, ctx, async (gone) => {
      answer = await super.softDeleteInventoryLevels(gone, config as never, ctx)
    })
    return answer
  }

  @InjectTransactionManager()
  @EmitEvents()
  // @ts-expect-error The host generates this method too, and declares it wider than what it takes.
  override async deleteInventoryLevels(ids: string | string[], @MedusaContext() ctx: Context = {}) {
    await this.dropLevels({ id: asList(ids) }, ctx, (gone) => super.deleteInventoryLevels(gone, ctx))
  }

  @InjectTransactionManager()
  @EmitEvents()
  // @ts-expect-error The host generates this method too, and declares it wider than what it takes.
  override async restoreInventoryLevels(ids: string | string[], config?: unknown, @MedusaContext() ctx: Context = {}) {
    return this.open(ctx, async (tx) => {
      const answer = await super.restoreInventoryLevels(asList(ids), config as never, ctx)
      await this.takeUp(tx, { id: asList(ids) }, ctx)
      return answer
    })
  }

  @InjectTransactionManager()
  @EmitEvents()
  // @ts-expect-error The host generates this method too, and declares it wider than what it takes.
  override async softDeleteInventoryItems(
    ids: string | string[],
    config?: unknown,
    @MedusaContext() ctx: Context = {},
  ) {
    let answer: unknown
    await this.dropLevels({ inventory_item_id: asList(ids) }, ctx, async () => {
      answer = await super.softDeleteInventoryItems(asList(ids), config as never, ctx)
    })
    return answer
  }

  @InjectTransactionManager()
  @EmitEvents()
  // @ts-expect-error The host generates this method too, and declares it wider than what it takes.
  override async deleteInventoryItems(ids: string | string[], @MedusaContext() ctx: Context = {}) {
    await this.dropLevels({ inventory_item_id: asList(ids) }, ctx, () => super.deleteInventoryItems(asList(ids), ctx))
  }

  @InjectTransactionManager()
  @EmitEvents()
  // @ts-expect-error The host generates this method too, and declares it wider than what it takes.
  override async restoreInventoryItems(ids: string | string[], config?: unknown, @MedusaContext() ctx: Context = {}) {
    return this.open(ctx, async (tx) => {
      const answer = await super.restoreInventoryItems(asList(ids), config as never, ctx)
      await this.takeUp(tx, { inventory_item_id: asList(ids) }, ctx)
      return answer
    })
  }

  @InjectTransactionManager()
  override async updateInventoryItems_(
    input: Parameters<InventoryModuleService["updateInventoryItems_"]>[0],
    @MedusaContext() ctx: Context = {},
  ): ReturnType<InventoryModuleService["updateInventoryItems_"]> {
    const updated = await super.updateInventoryItems_(input, ctx)
    const units = input.filter((item) => "unit_of_measure" in item).map((item) => item.id)
    if (units.length > 0) await this.open(ctx, (tx) => setDecimals(tx, units))
    return updated
  }

  /** Removes levels that nothing is promised from; the units that were on them are written off in the ledger. */
  private async dropLevels(
    filters: Record<string, string | string[]>,
    ctx: Context,
    remove: (ids: string[]) => Promise<unknown>,
  ): Promise<void> {
    await this.open(ctx, async (tx) => {
      const listed = async () =>
        (await this.inventoryLevelService_.list(filters, { take: null } as never, ctx)) as unknown as LevelEntity[]
      const locked = await lockLevels(tx, (await listed()).map(toKey))
      // Somebody may have removed some while their locks were waited for, or made them anew: those are not these.
      const known = new Set(locked.map(levelId))
      const entities = (await listed()).filter((level) => known.has(levelId(toKey(level))))
      const used = locked.find((level) => level.allocated + level.held + level.transitIn + level.transitOut > 0)
      if (used) {
        throw refusalError(
          refuse(
            "inventory_level_in_use",
            `Item ${used.itemId} at location ${used.locationId} has ${used.allocated} allocated, ${used.held} held and ${used.transitIn + used.transitOut} in transfer.`,
            "Release or move them first; carts' holds lapse by themselves.",
          ),
        )
      }
      await this.move(
        tx,
        locked.map((level): Movement => ({
          ...keyOf(level),
          kind: "level_deleted",
          onHand: -level.onHand,
          inFulfilment: -level.inFulfilment,
          safetyStock: -level.safetyStock,
        })),
        ctx,
        { project: false },
      )
      await removeLevels(tx, locked)
      await remove(entities.map((level) => level.id))
    })
  }

  /** Takes levels that came back under the counters again, with what they had. */
  private async takeUp(tx: SqlTx, filters: Record<string, string[]>, ctx: Context): Promise<void> {
    const entities = (await this.inventoryLevelService_.list(
      filters,
      { options: { refresh: true } } as never,
      ctx,
    )) as unknown as (LevelEntity & { stocked_quantity: BigNumberInput })[]
    const levels = entities.map((entity) => ({
      ...toKey(entity),
      quantity: quantityOf(entity.stocked_quantity, "stocked_quantity", { allowZero: true }),
    }))
    // One that is there already has its units.
    const back = new Set((await createLevels(tx, levels)).map(levelId))
    await this.move(
      tx,
      levels
        .filter((level) => back.has(levelId(level)))
        .map((level): Movement => ({ ...keyOf(level), kind: "restored", onHand: level.quantity })),
      ctx,
    )
  }
}

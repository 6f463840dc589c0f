import type { InventoryModuleService } from "@medusajs/inventory/dist/services"
import type { Context, InventoryTypes } from "@medusajs/framework/types"
import type { SqlTx } from "@holdfast/kernel"
import { generateEntityId, InjectTransactionManager, MedusaContext, MedusaError } from "@medusajs/framework/utils"
import type { Allocation } from "./domain/allocation-row"
import { cutHold } from "./domain/cut-hold"
import type { Movement } from "./domain/movement"
import { addQuantities, compareQuantities, subtractQuantities, sumQuantities } from "./domain/quantity"
import { reduceAllocations } from "./domain/reduce-allocations"
import { keyOf, levelId } from "./domain/stock-level"
import { blankAllocation, undoFulfilled } from "./domain/undo-fulfilled"
import type { HoldLine } from "./domain/hold"
import { groupBy } from "./domain/group-by"
import type { Flow } from "./flow-register"
import { lockAllocations } from "./lock-allocations"
import { quantityOf } from "./quantity-of"
import { asList, isUndoing, StockWriter, type ReservationRow } from "./stock-writer"
import { allocationsOf, saveAllocations } from "./store/allocations"
import { commitHold, keepOfHold, keepOwnHold, lockHold, readHolds, returnHold } from "./store/hold-lines"
import { lockLevels } from "./store/lock-levels"
import { lockReservations, type ReservationFilter } from "./store/lock-reservations"

/** A hold's units become an order's; what is promised in all stays the same. */
const TAKE_OVER_HOLD = (units: number) => ({ kind: "hold_committed", held: -units, allocated: units }) as const

/** Units on the shelf again, promised to their order again. */
const TAKE_BACK = (units: number) => ({ kind: "fulfilment_undone", allocated: units, inFulfilment: units }) as const

type ReservationInput = InventoryTypes.CreateReservationItemInput
type ReservationUpdate = InventoryTypes.UpdateReservationItemInput & { id: string }

/** The host's writes of reservations: each one locks its levels, checks, and keeps allocations, holds and ledger true. */
export class GuardedReservations extends StockWriter {
  @InjectTransactionManager()
  override async createReservationItems_(
    input: ReservationInput[],
    @MedusaContext() ctx: Context = {},
  ): ReturnType<InventoryModuleService["createReservationItems_"]> {
    const ids = await this.act(ctx, "createReservationItems", input, async (tx) => {
      const flow = this.flows.of(ctx.transactionId)
      const wanted = input.map((line, i) => ({
        itemId: line.inventory_item_id,
        locationId: line.location_id,
        quantity: quantityOf(line.quantity, `items[${i}].quantity`),
      }))
      if (flow?.holdId) await lockHold(tx, flow.holdId)
      const locked = await lockLevels(tx, [...wanted, ...(await this.heldLines(tx, flow))])
      // Whatever lapsed and was taken by others before the levels were locked is not this order's any more.
      const free = new Map(locked.map((level) => [levelId(level), level.atp]))
      const lines = (await this.heldLines(tx, flow)).filter((line) => free.has(levelId(line)))
      if (flow?.holdId && lines.length > 0) await keepOwnHold(tx, flow.holdId)
      const { slices, rest } = cutHold(wanted, lines)
      // What a canceled fulfilment put back is allocated again where it is; what a hold had is taken over from it.
      const taken = flow?.holdId ? TAKE_OVER_HOLD : TAKE_BACK
      if (!flow?.holdId) flow?.returned?.splice(0, Infinity, ...rest)

      const rows = input.map((line, i) => ({
        ...line,
        id: generateEntityId(undefined, "resitem"),
        location_id: slices[i]?.[0]?.locationId ?? line.location_id,
      }))
      const movements: Movement[] = (flow?.holdId ? rest : []).map((line) => ({
        ...keyOf(line),
        kind: "hold_released",
        held: -line.quantity,
        ...(flow?.holdId && { reference: flow.holdId }),
      }))
      const allocations: Allocation[] = []
      for (const [i, row] of rows.entries()) {
        for (const slice of slices[i] ?? []) {
          const key = { itemId: row.inventory_item_id, locationId: slice.locationId }
          const fresh = subtractQuantities(slice.quantity, slice.fromHold)
          const atp = free.get(levelId(key)) ?? 0
          free.set(levelId(key), subtractQuantities(atp, fresh))
          const beyond = compareQuantities(fresh, Math.max(0, atp)) > 0
          const permit = beyond && row.allow_backorder === true
          const promise = permit ? await this.backorder(tx, key, fresh, atp) : null
          if (slice.fromHold > 0) movements.push({ ...key, ...taken(slice.fromHold), reference: row.id })
          if (fresh > 0) movements.push({ ...key, kind: "allocated", allocated: fresh, permit, reference: row.id })
          allocations.push({
            ...key,
            reservationId: row.id,
            lineItemId: row.line_item_id ?? null,
            quantity: slice.quantity,
            fulfilling: 0,
            fulfilled: 0,
            holdId: slice.fromHold > 0 ? (flow?.holdId ?? null) : null,
            released: false,
            promiseDay: slice.promiseDay ?? promise,
          })
        }
      }
      await this.move(tx, movements, ctx)
      if (flow?.holdId && lines.length > 0) {
        await keepOfHold(tx, flow.holdId, rest)
        await commitHold(tx, flow.holdId, lines)
      }
      await this.reservationItemService_.create(rows as never, ctx)
      await saveAllocations(tx, allocations)
      return rows.map((row) => row.id)
    })
    return (await this.reservations(ids, ctx)) as never
  }

  /** Units that are this workflow's already: its cart's hold, or what its canceled fulfilment put back on the shelf. */
  private async heldLines(tx: SqlTx, flow: Flow | undefined): Promise<readonly HoldLine[]> {
    if (!flow?.holdId) return flow?.returned ?? []
    const hold = (await readHolds(tx, [flow.holdId])).get(flow.holdId)
    return hold && !hold.committed ? hold.lines : []
  }

  @InjectTransactionManager()
  override async updateReservationItems_(
    input: ReservationUpdate[],
    @MedusaContext() ctx: Context = {},
  ): ReturnType<InventoryModuleService["updateReservationItems_"]> {
    const ids = input.map((update) => update.id)
    await this.act(ctx, "updateReservationItems", input, async (tx) => {
      await lockReservations(tx, { by: "id", among: ids })
      const before = new Map((await this.reservations(ids, ctx)).map((row) => [row.id, row]))
      const changes = input.flatMap((update) => ({ update, row: before.get(update.id) }))
      const missing = changes.filter(({ row }) => !row).map(({ update }) => update.id)
      if (missing.length > 0) {
        throw new MedusaError(
          MedusaError.Types.INVALID_DATA,
          `Reservation item with id ${missing.join(", ")} not found`,
        )
      }
      const targets = changes.flatMap(({ update, row }) =>
        row && update.location_id ? { itemId: row.inventory_item_id, locationId: update.location_id } : [],
      )
      const allocations = await lockAllocations(tx, () => allocationsOf(tx, ids), targets)
      const held = groupBy(allocations, (allocation) => allocation.reservationId)

      const movements: Movement[] = []
      const saved: Allocation[] = []
      const rows: { id: string; location_id?: string }[] = []
      for (const [i, { update, row }] of changes.entries()) {
        if (!row) continue
        const change = this.changeReservation(row, update, held.get(update.id) ?? [], i, ctx)
        movements.push(...change.movements)
        saved.push(...change.allocations)
        rows.push({
          ...update,
          location_id: change.allocations.find((a) => !a.released && a.quantity > 0)?.locationId ?? row.location_id,
        })
      }
      await this.move(tx, movements, ctx)
      await saveAllocations(tx, saved)
      await this.reservationItemService_.update(rows as never, ctx)
      return ids
    })
    return (await this.reservations(ids, ctx)) as never
  }

  /** What a new quantity or place of one reservation moves. */
  private changeReservation(
    row: ReservationRow,
    update: ReservationUpdate,
    allocations: readonly Allocation[],
    index: number,
    ctx: Context,
  ) {
    const live = allocations.filter((allocation) => !allocation.released)
    const fulfilment = this.flows.of(ctx.transactionId)?.fulfilment
    const now = sumQuantities(live.map((allocation) => allocation.quantity))
    const wanted = update.quantity === undefined ? now : quantityOf(update.quantity, `items[${index}].quantity`)
    const permit = (update as { allow_backorder?: boolean }).allow_backorder ?? row.allow_backorder
    const itemId = row.inventory_item_id
    const moves = !fulfilment && update.location_id && live.some((a) => a.locationId !== update.location_id)
    if (moves && update.location_id) {
      // The host's row knows one place, so a new place means all of it.
      const target = allocations.find((allocation) => allocation.locationId === update.location_id)
      return {
        allocations: [
          ...live
            .filter((allocation) => allocation.locationId !== update.location_id)
            .map((allocation) => ({ ...allocation, quantity: 0, fulfilling: 0 })),
          { ...blankAllocation(row, update.location_id), ...target, released: false, quantity: wanted },
        ],
        movements: [
          ...live.map((allocation): Movement => ({
            itemId,
            locationId: allocation.locationId,
            kind: "allocation_changed",
            allocated: -allocation.quantity,
            reference: row.id,
          })),
          {
            itemId,
            locationId: update.location_id,
            kind: "allocation_changed",
            allocated: wanted,
            permit,
            reference: row.id,
          } as Movement,
        ],
      }
    }
    if (compareQuantities(wanted, now) < 0) return reduceAllocations(live, subtractQuantities(now, wanted))
    const more = subtractQuantities(wanted, now)
    if (more === 0) return { allocations: [] as Allocation[], movements: [] as Movement[] }
    if (fulfilment) return undoFulfilled(row, allocations, more, this.flows.of(ctx.transactionId)?.returned ?? [])
    const first = live[0] ?? blankAllocation(row, update.location_id ?? row.location_id)
    return {
      allocations: [{ ...first, quantity: addQuantities(first.quantity, more) }],
      movements: [
        {
          itemId,
          locationId: first.locationId,
          kind: "allocation_changed",
          allocated: more,
          permit: permit || isUndoing(ctx),
          reference: row.id,
        } as Movement,
      ],
    }
  }

  @InjectTransactionManager()
  protected override async deleteReservationItems_(ids: string | string[], @MedusaContext() ctx: Context = {}) {
    await this.release({ by: "id", among: asList(ids) }, ctx, (gone) => this.reservationItemService_.delete(gone, ctx))
  }

  @InjectTransactionManager()
  protected override async softDeleteReservationItems_(
    ids: string | string[],
    _config?: unknown,
    @MedusaContext() ctx: Context = {},
  ) {
    await this.release({ by: "id", among: asList(ids) }, ctx, (gone) =>
      this.reservationItemService_.softDelete(gone, ctx),
    )
  }

  @InjectTransactionManager()
  protected override async deleteReservationItemByLocationId_(
    locationId: string | string[],
    @MedusaContext() ctx: Context = {},
  ) {
    await this.release({ by: "location_id", among: asList(locationId) }, ctx, (gone) =>
      this.reservationItemService_.softDelete(gone, ctx),
    )
  }

  @InjectTransactionManager()
  protected override async deleteReservationItemsByLineItem_(
    lineItemId: string | string[],
    @MedusaContext() ctx: Context = {},
  ) {
    await this.release({ by: "line_item_id", among: asList(lineItemId) }, ctx, (gone) =>
      this.reservationItemService_.softDelete(gone, ctx),
    )
  }

  @InjectTransactionManager()
  protected override async restoreReservationItems_(
    ids: string | string[],
    _config?: unknown,
    @MedusaContext() ctx: Context = {},
  ) {
    await this.restore({ by: "id", among: asList(ids) }, ctx)
  }

  @InjectTransactionManager()
  protected override async restoreReservationItemsByLineItem_(
    lineItemId: string | string[],
    @MedusaContext() ctx: Context = {},
  ) {
    await this.restore({ by: "line_item_id", among: asList(lineItemId) }, ctx)
  }

  /** Frees the units of reservations; those that came from a hold go back to it when the order did not come about. */
  private async release(
    which: ReservationFilter,
    ctx: Context,
    remove: (ids: string[]) => Promise<unknown>,
  ): Promise<void> {
    await this.open(ctx, async (tx) => {
      const flow = this.flows.of(ctx.transactionId)
      if (flow?.holdId) await lockHold(tx, flow.holdId)
      const { live: ids } = await lockReservations(tx, which)
      if (ids.length === 0) return
      const hold = flow?.holdId ? (await readHolds(tx, [flow.holdId])).get(flow.holdId) : undefined
      const back = hold?.committed ? hold.lines : []
      const all = await lockAllocations(tx, () => allocationsOf(tx, ids), back)
      const allocations = all.filter((allocation) => !allocation.released)

      const movements: Movement[] = back.map((line) => ({
        itemId: line.itemId,
        locationId: line.locationId,
        kind: "hold_returned",
        held: line.quantity,
        reference: hold?.holdId ?? "",
      }))
      const saved: Allocation[] = []
      for (const group of groupBy(allocations, (allocation) => allocation.reservationId).values()) {
        const undoesCancel = flow?.fulfilment?.kind === "cancel" && isUndoing(ctx)
        const change = reduceAllocations(group, sumQuantities(group.map((allocation) => allocation.quantity)))
        const ready = new Map(group.map((one) => [one.locationId, subtractQuantities(one.quantity, one.fulfilling)]))
        movements.push(
          ...change.movements.map((movement) =>
            undoesCancel ? { ...movement, inFulfilment: movement.allocated ?? 0 } : movement,
          ),
        )
        // The free part keeps its quantity, so that restoring the reservation knows what it had where.
        saved.push(
          ...change.allocations.map((after) => ({
            ...after,
            released: true,
            quantity: ready.get(after.locationId) ?? 0,
          })),
        )
      }
      await this.move(tx, movements, ctx)
      if (hold?.committed) await returnHold(tx, hold.holdId, flow?.graceSeconds ?? 0)
      await saveAllocations(tx, saved)
      await remove([...ids])
    })
  }

  private async restore(which: ReservationFilter, ctx: Context): Promise<void> {
    await this.open(ctx, async (tx) => {
      // One that is live already has its units.
      const { deleted: restoredIds } = await lockReservations(tx, which)
      if (restoredIds.length === 0) return
      await this.reservationItemService_.restore([...restoredIds], ctx)
      const rows = await this.reservations(restoredIds, ctx)
      const allocations = await lockAllocations(tx, () => allocationsOf(tx, restoredIds))
      const byReservation = groupBy(allocations, (allocation) => allocation.reservationId)
      const movements: Movement[] = []
      const saved: Allocation[] = []
      for (const row of rows) {
        const parts = (byReservation.get(row.id) ?? []).filter((allocation) => allocation.released)
        if (parts.length === 0) continue
        for (const part of parts) {
          if (part.quantity > 0) {
            movements.push({
              itemId: part.itemId,
              locationId: part.locationId,
              kind: "restored",
              allocated: part.quantity,
              // Undoing must end where it began, even if somebody took the units in between: that is a backorder then.
              permit: isUndoing(ctx) || row.allow_backorder,
              reference: row.id,
            })
          }
        }
        const open = parts.map((part) => ({ ...part, released: false }))
        const missing = subtractQuantities(
          quantityOf(row.quantity, "quantity"),
          sumQuantities(parts.map((part) => part.quantity)),
        )
        const undone = missing > 0 ? undoFulfilled(row, open, missing, []) : { allocations: [], movements: [] }
        movements.push(...undone.movements)
        saved.push(...open.map((part) => undone.allocations.find((a) => a.locationId === part.locationId) ?? part))
      }
      await this.move(tx, movements, ctx)
      await saveAllocations(tx, saved)
    })
  }
}

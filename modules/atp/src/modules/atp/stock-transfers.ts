import { generateEntityId } from "@medusajs/framework/utils"
import { done, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { allOf } from "./domain/all-of"
import { parseCalendarDay } from "./domain/calendar-day"
import type { Movement, MovementCause } from "./domain/movement"
import { parseArrivalDay } from "./domain/parse-arrival-day"
import { parseOptionalText, parseText } from "./domain/parse-text"
import { minQuantity, parseQuantity, subtractQuantities } from "./domain/quantity"
import { refuseShortage } from "./domain/shortage"
import type { JudgedPromise } from "./domain/standing-promise"
import { levelId } from "./domain/stock-level"
import type { StockTransfer } from "./domain/stock-transfer"
import type { PromiseKeeper } from "./promise-keeper"
import type { Arrival } from "./scheduled-receipts"
import { keyTaken, type StockActs } from "./stock-acts"
import { lockLevels } from "./store/lock-levels"
import type { Page } from "./store/page"
import { readStockUnits, readToday } from "./store/stock-units"
import {
  insertTransfer,
  listTransfers,
  moveTransferOn,
  readTransfer,
  receiveTransfer,
  updateTransfer,
  type TransferContent,
  type TransferFilter,
} from "./store/transfers"

export interface NewTransfer {
  /** The caller's own id makes the act repeatable. */
  readonly id?: string | undefined
  readonly itemId: string
  readonly fromLocationId: string
  readonly toLocationId: string
  readonly quantity: number
  /** `YYYY-MM-DD`, today or later: when it is expected to arrive. */
  readonly expectedDay: string
  readonly reference?: string | null | undefined
  readonly note?: string | null | undefined
  readonly actor?: string | undefined
}

/** What is to change: a field that is absent stays. */
export interface TransferChange {
  readonly expectedDay?: string | undefined
  readonly note?: string | null | undefined
}

export interface TransferAnswer {
  readonly transfer: StockTransfer
  /** What it no longer keeps, with the days given instead. */
  readonly promisesAtRisk: readonly JudgedPromise[]
}

/**
 * Units on their way from one location to another. Requested, they are kept at the source; dispatched, they have left
 * it and are in transit; received, they are on the other shelf. Each step moves both levels in one act.
 */
export class StockTransfers {
  constructor(
    private readonly acts: StockActs,
    private readonly promises: PromiseKeeper,
    private readonly reading: SqlTx,
  ) {}

  list(filter: TransferFilter): Promise<Page<StockTransfer>> {
    return listTransfers(this.reading, filter)
  }

  /** Keeps units at the source for the transfer. They must be available there: a transfer takes nothing promised away. */
  async request(input: NewTransfer): Promise<Outcome<StockTransfer, Refusal>> {
    const read = allOf({
      id: parseOptionalText(input.id, { field: "id" }),
      itemId: parseText(input.itemId, { field: "item_id" }),
      fromLocationId: parseText(input.fromLocationId, { field: "from_location_id" }),
      toLocationId: parseText(input.toLocationId, { field: "to_location_id" }),
      quantity: parseQuantity(input.quantity, { field: "quantity", decimals: 3 }),
      expectedDay: parseCalendarDay(input.expectedDay, "expected_day"),
      reference: parseOptionalText(input.reference, { field: "reference" }),
      note: parseOptionalText(input.note, { field: "note", max: 2_000 }),
    })
    if (!read.ok) return read
    const id = read.value.id ?? generateEntityId(undefined, "trf")
    const content: TransferContent = { ...read.value, id }
    const { itemId, fromLocationId, quantity } = content
    if (fromLocationId === content.toLocationId) {
      return refuse(
        "location_invalid",
        `from_location_id and to_location_id are both ${fromLocationId}.`,
        "Send two different locations.",
      )
    }
    return this.acts.write((tx) =>
      this.acts.once(tx, `requestTransfer:${id}`, content, differs(id), async () => {
        const units = await this.unitsOf(tx, content, quantity)
        if (!units.ok) return units
        const day = parseArrivalDay(content.expectedDay, "expected_day", await readToday(tx))
        if (!day.ok) return day
        await lockLevels(tx, endsOf(content))
        const transfer = await insertTransfer(tx, content)
        if (!transfer) return differs(id)
        const from: Movement = {
          itemId,
          locationId: fromLocationId,
          kind: "transfer_requested",
          transitOut: quantity,
          reference: id,
        }
        const moved = await this.acts.move(tx, [from], causeOf(input.actor))
        return moved.ok ? done(transfer) : moved
      }),
    )
  }

  /** The units leave the source. Asked again, it answers what was done. */
  async dispatch(id: string, actor?: string): Promise<Outcome<StockTransfer, Refusal>> {
    return this.acts.write(async (tx) => {
      const found = await this.lock(tx, id)
      if (!found.ok || found.value.state === "dispatched") return found
      const transfer = await moveTransferOn(tx, id, "requested", "dispatched")
      if (!transfer) return notInState(found.value, "requested")
      const { itemId, fromLocationId, toLocationId, quantity } = transfer
      const both = { itemId, kind: "transfer_dispatched", reference: id } as const
      const moved = await this.acts.move(
        tx,
        [
          { ...both, locationId: fromLocationId, onHand: -quantity, transitOut: -quantity },
          { ...both, locationId: toLocationId, transitIn: quantity },
        ],
        causeOf(actor),
      )
      return moved.ok ? done(transfer) : moved
    })
  }

  /**
   * Puts units on the shelf at the destination. Fewer than were sent leave the rest in transit until it is closed, and
   * then it is written off; more are taken in and recorded.
   */
  async receive(id: string, arrival: Arrival): Promise<Outcome<TransferAnswer, Refusal>> {
    const close = arrival.close === true
    const read = allOf({
      id: parseText(id, { field: "id" }),
      key: parseOptionalText(arrival.key, { field: "key" }),
      quantity: parseQuantity(arrival.quantity, { field: "quantity", decimals: 3, allowZero: close }),
    })
    if (!read.ok) return read
    const { key, quantity } = read.value
    return this.acts.write((tx) =>
      this.acts.once(tx, key && `receiveTransfer:${key}`, { id, quantity, close }, keyTaken(key), async () => {
        const found = await this.lock(tx, id)
        if (!found.ok) return found
        const units = await this.unitsOf(tx, found.value, quantity, true)
        if (!units.ok) return units
        const open = Math.max(0, subtractQuantities(found.value.quantity, found.value.received))
        const transfer = await receiveTransfer(tx, id, quantity, close)
        if (!transfer) return notInState(found.value, "dispatched")
        const there = { itemId: transfer.itemId, locationId: transfer.toLocationId, reference: id }
        const arrived = minQuantity(quantity, open)
        const lost = close ? subtractQuantities(open, arrived) : 0
        const moved = await this.acts.move(
          tx,
          [
            // What is lost is lost, whoever was promised it: the promises are named, and the debt is counted.
            { ...there, kind: "transfer_received", onHand: quantity, transitIn: -arrived, permit: lost > 0 },
            { ...there, kind: "transfer_written_off", transitIn: -lost, permit: lost > 0 },
          ],
          causeOf(arrival.actor),
        )
        if (!moved.ok) return moved
        return done({
          transfer,
          promisesAtRisk: lost > 0 ? await this.promises.redate(tx, [there], `transfer ${id} closed short`) : [],
        })
      }),
    )
  }

  /** Gives the units back to the source. What has left it can only be received. */
  async cancel(id: string, actor?: string): Promise<Outcome<StockTransfer, Refusal>> {
    return this.acts.write(async (tx) => {
      const found = await this.lock(tx, id)
      if (!found.ok || found.value.state === "canceled") return found
      const transfer = await moveTransferOn(tx, id, "requested", "canceled")
      if (!transfer) return notInState(found.value, "requested")
      const { itemId, fromLocationId, quantity } = transfer
      const moved = await this.acts.move(
        tx,
        [{ itemId, locationId: fromLocationId, kind: "transfer_canceled", transitOut: -quantity, reference: id }],
        causeOf(actor),
      )
      return moved.ok ? done(transfer) : moved
    })
  }

  /** Expects it on another day. */
  async update(id: string, change: TransferChange): Promise<Outcome<TransferAnswer, Refusal>> {
    return this.acts.write(async (tx) => {
      const found = await this.lock(tx, id)
      if (!found.ok) return found
      const before = found.value
      const read = allOf({
        expectedDay:
          change.expectedDay === undefined
            ? done(before.expectedDay)
            : parseArrivalDay(change.expectedDay, "expected_day", await readToday(tx), before.expectedDay),
        note:
          change.note === undefined ? done(before.note) : parseOptionalText(change.note, { field: "note", max: 2_000 }),
      })
      if (!read.ok) return read
      const transfer = await updateTransfer(tx, id, read.value.expectedDay, read.value.note)
      if (!transfer) return notInState(before, "requested or dispatched")
      const there = { itemId: transfer.itemId, locationId: transfer.toLocationId }
      return done({ transfer, promisesAtRisk: await this.promises.redate(tx, [there], `transfer ${id} changed`) })
    })
  }

  /** Its two ends never change, so they can be locked by what was read before; what it is, is read after. */
  private async lock(tx: SqlTx, id: string): Promise<Outcome<StockTransfer, Refusal>> {
    const named = parseText(id, { field: "id" })
    if (!named.ok) return named
    const before = await readTransfer(tx, id)
    if (!before)
      return refuse("transfer_unknown", `There is no transfer ${id}.`, "Look for it in the list of transfers.")
    await lockLevels(tx, endsOf(before))
    return done((await readTransfer(tx, id)) ?? before)
  }

  /** A quantity in the unit of its item, where both ends are stocked. */
  private async unitsOf(
    tx: SqlTx,
    transfer: TransferContent,
    quantity: unknown,
    allowZero = false,
  ): Promise<Outcome<number, Refusal>> {
    const ends = endsOf(transfer)
    const decimals = await readStockUnits(tx, ends)
    const missing = ends.filter((end) => !decimals.has(levelId(end)))
    if (missing.length > 0) {
      return refuseShortage(missing.map((end) => ({ ...end, known: false, short: 0, available: 0, promises: false })))
    }
    return parseQuantity(quantity, { field: "quantity", decimals: Math.min(...decimals.values()), allowZero })
  }
}

const endsOf = ({ itemId, fromLocationId, toLocationId }: TransferContent) => [
  { itemId, locationId: fromLocationId },
  { itemId, locationId: toLocationId },
]

const causeOf = (actor: string | undefined): MovementCause => (actor ? { actor } : {})

const differs = (id: string) =>
  refuse("transfer_exists_with_different_content", `Transfer ${id} exists with other content.`, "Use a new id.")

const notInState = (transfer: StockTransfer, wanted: string) =>
  refuse(
    transfer.state === "requested" ? "transfer_not_dispatched" : "transfer_not_open",
    `Transfer ${transfer.id} is ${transfer.state}, not ${wanted}.`,
    transfer.state === "requested"
      ? "Dispatch it first."
      : transfer.state === "dispatched"
        ? "Receive it; units that have left cannot be taken back."
        : "Request another transfer.",
  )

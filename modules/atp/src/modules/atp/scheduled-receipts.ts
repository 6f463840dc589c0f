import { generateEntityId } from "@medusajs/framework/utils"
import { done, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { allOf } from "./domain/all-of"
import { parseCalendarDay } from "./domain/calendar-day"
import { parseArrivalDay } from "./domain/parse-arrival-day"
import { parseOptionalText, parseText } from "./domain/parse-text"
import { compareQuantities, parseQuantity } from "./domain/quantity"
import type { ScheduledReceipt } from "./domain/scheduled-receipt"
import { refuseShortage } from "./domain/shortage"
import type { JudgedPromise } from "./domain/standing-promise"
import { keyOf, levelId, type LevelKey } from "./domain/stock-level"
import type { PromiseKeeper } from "./promise-keeper"
import { keyTaken, type StockActs } from "./stock-acts"
import { lockLevels } from "./store/lock-levels"
import type { Page } from "./store/page"
import {
  cancelReceipt,
  insertReceipts,
  listReceipts,
  type ReceiptFilter,
  readReceipts,
  receiveReceipt,
  updateReceipts,
  type ReceiptContent,
} from "./store/receipts"
import { readStockUnits, readToday } from "./store/stock-units"

export interface NewReceipt extends LevelKey {
  /** The caller's own id makes the act repeatable. */
  readonly id?: string | undefined
  readonly quantity: number
  /** `YYYY-MM-DD`, today or later. */
  readonly expectedDay: string
  readonly reference?: string | null | undefined
  readonly note?: string | null | undefined
}

/** What is to change: a field that is absent stays. */
export interface ReceiptChange {
  readonly expectedDay?: string | undefined
  readonly quantity?: number | undefined
  readonly note?: string | null | undefined
}

/** Units that arrived. */
export interface Arrival {
  /** The caller's own key makes the act repeatable. */
  readonly key?: string | undefined
  readonly quantity: number
  /** Nothing more comes. */
  readonly close?: boolean | undefined
  readonly actor?: string | undefined
}

export interface ReceiptAnswer {
  readonly receipt: ScheduledReceipt
  /** What it no longer keeps, with the days given instead. */
  readonly promisesAtRisk: readonly JudgedPromise[]
}

/**
 * Supply that is on its way from a supplier. Every change of it is made with its level locked, so a promise that is
 * being decided on it sees it as it is, before or after.
 */
export class ScheduledReceipts {
  constructor(
    private readonly acts: StockActs,
    private readonly promises: PromiseKeeper,
    private readonly reading: SqlTx,
  ) {}

  list(filter: ReceiptFilter): Promise<Page<ScheduledReceipt>> {
    return listReceipts(this.reading, filter)
  }

  async create(input: NewReceipt): Promise<Outcome<ScheduledReceipt, Refusal>> {
    const read = allOf({
      id: parseOptionalText(input.id, { field: "id" }),
      itemId: parseText(input.itemId, { field: "item_id" }),
      locationId: parseText(input.locationId, { field: "location_id" }),
      quantity: parseQuantity(input.quantity, { field: "quantity", decimals: 3 }),
      expectedDay: parseCalendarDay(input.expectedDay, "expected_day"),
      reference: parseOptionalText(input.reference, { field: "reference" }),
      note: parseOptionalText(input.note, { field: "note", max: 2_000 }),
    })
    if (!read.ok) return read
    const id = read.value.id ?? generateEntityId(undefined, "rcpt")
    const content: ReceiptContent = { ...read.value, id }
    return this.acts.write((tx) =>
      this.acts.once(tx, `createReceipt:${id}`, content, differs(id), async () => {
        const [locked] = await lockLevels(tx, [content])
        if (!locked) return unknownLevel(content)
        const [prior] = await readReceipts(tx, [id])
        if (prior) return sameContent(prior, content) ? done(prior) : differs(id)
        const units = await this.unitsOf(tx, content, content.quantity)
        if (!units.ok) return units
        const day = parseArrivalDay(content.expectedDay, "expected_day", await readToday(tx))
        if (!day.ok) return day
        const [receipt] = await insertReceipts(tx, [content])
        return receipt ? done(receipt) : differs(id)
      }),
    )
  }

  async update(id: string, change: ReceiptChange): Promise<Outcome<ReceiptAnswer, Refusal>> {
    return this.acts.write(async (tx) => {
      const found = await this.lock(tx, id)
      if (!found.ok) return found
      const before = found.value
      if (before.state !== "open") return notOpen(before)
      const today = await readToday(tx)
      const read = allOf({
        quantity:
          change.quantity === undefined ? done(before.quantity) : await this.unitsOf(tx, before, change.quantity),
        expectedDay:
          change.expectedDay === undefined
            ? done(before.expectedDay)
            : parseArrivalDay(change.expectedDay, "expected_day", today, before.expectedDay),
        note:
          change.note === undefined ? done(before.note) : parseOptionalText(change.note, { field: "note", max: 2_000 }),
      })
      if (!read.ok) return read
      if (compareQuantities(read.value.quantity, before.received) <= 0) {
        return refuse(
          "quantity_invalid",
          `quantity is ${read.value.quantity}, and ${before.received} of receipt ${id} were received already.`,
          "Send more than was received, or receive 0 and close it.",
        )
      }
      const [receipt] = await updateReceipts(tx, [{ id, reference: before.reference, ...read.value }])
      if (!receipt) return notOpen(before)
      return done({ receipt, promisesAtRisk: await this.promises.redate(tx, [before], `receipt ${id} changed`) })
    })
  }

  /** Puts units on the shelf. More than was ordered is taken in as well; fewer leave the rest open unless it is closed. */
  async receive(id: string, arrival: Arrival): Promise<Outcome<ReceiptAnswer, Refusal>> {
    const close = arrival.close === true
    const read = allOf({
      id: parseText(id, { field: "id" }),
      key: parseOptionalText(arrival.key, { field: "key" }),
      quantity: parseQuantity(arrival.quantity, { field: "quantity", decimals: 3, allowZero: close }),
    })
    if (!read.ok) return read
    const { key, quantity } = read.value
    return this.acts.write((tx) =>
      this.acts.once(tx, key && `receiveReceipt:${key}`, { id, quantity, close }, keyTaken(key), async () => {
        const found = await this.lock(tx, id)
        if (!found.ok) return found
        const units = await this.unitsOf(tx, found.value, quantity, true)
        if (!units.ok) return units
        const receipt = await receiveReceipt(tx, id, quantity, close)
        if (!receipt) return notOpen(found.value)
        const moved = await this.acts.move(
          tx,
          [{ ...keyOf(receipt), kind: "receipt_received", onHand: quantity, reference: id }],
          arrival.actor ? { actor: arrival.actor } : {},
        )
        if (!moved.ok) return moved
        const short = receipt.state === "received" && compareQuantities(receipt.received, receipt.quantity) < 0
        return done({
          receipt,
          promisesAtRisk: short ? await this.promises.redate(tx, [receipt], `receipt ${id} closed short`) : [],
        })
      }),
    )
  }

  /** What was received stays; the rest does not come. */
  async cancel(id: string): Promise<Outcome<ReceiptAnswer, Refusal>> {
    return this.acts.write(async (tx) => {
      const found = await this.lock(tx, id)
      if (!found.ok) return found
      if (found.value.state === "canceled") return done({ receipt: found.value, promisesAtRisk: [] })
      const receipt = await cancelReceipt(tx, id)
      if (!receipt) return notOpen(found.value)
      return done({ receipt, promisesAtRisk: await this.promises.redate(tx, [receipt], `receipt ${id} canceled`) })
    })
  }

  /** Where a receipt goes never changes, so its level can be locked by what was read before; what it is, is read after. */
  private async lock(tx: SqlTx, id: string): Promise<Outcome<ScheduledReceipt, Refusal>> {
    const named = parseText(id, { field: "id" })
    if (!named.ok) return named
    const [before] = await readReceipts(tx, [id])
    if (!before) return refuse("receipt_unknown", `There is no receipt ${id}.`, "Look for it in the list of receipts.")
    await lockLevels(tx, [before])
    const [receipt] = await readReceipts(tx, [id])
    return done(receipt ?? before)
  }

  /** A quantity in the unit of its item. */
  private async unitsOf(
    tx: SqlTx,
    key: LevelKey,
    quantity: unknown,
    allowZero = false,
  ): Promise<Outcome<number, Refusal>> {
    const decimals = (await readStockUnits(tx, [key])).get(levelId(key))
    if (decimals === undefined) return unknownLevel(key)
    return parseQuantity(quantity, { field: "quantity", decimals, allowZero })
  }
}

const unknownLevel = (key: LevelKey) =>
  refuseShortage([{ ...keyOf(key), known: false, short: 0, available: 0, promises: false }])

const differs = (id: string) =>
  refuse(
    "receipt_exists_with_different_content",
    `Receipt ${id} exists with other content.`,
    "Change it, or use a new id.",
  )

const notOpen = (receipt: ScheduledReceipt) =>
  refuse(
    "receipt_not_open",
    `Receipt ${receipt.id} is ${receipt.state}, with ${receipt.received} of ${receipt.quantity} received.`,
    "Create another receipt for what is still to come.",
  )

/** Whether a receipt is what somebody wants to create again. */
const sameContent = (receipt: ReceiptContent, content: ReceiptContent) =>
  (["itemId", "locationId", "quantity", "expectedDay", "reference", "note"] as const).every(
    (field) => receipt[field] === content[field],
  )

import { done, type Refusal } from "@holdfast/kernel"
import { refuseRow, type CsvRow } from "../csv-table"
import { parseArrivalDay } from "../domain/parse-arrival-day"
import { parseOptionalText, parseText } from "../domain/parse-text"
import { compareQuantities, parseQuantity } from "../domain/quantity"
import type { ScheduledReceipt } from "../domain/scheduled-receipt"
import { levelId } from "../domain/stock-level"
import { exportOpenReceipts } from "../store/export-rows"
import { lockLevels } from "../store/lock-levels"
import { insertReceipts, readReceipts, updateReceipts, type ReceiptContent } from "../store/receipts"
import { readStockUnits, readToday } from "../store/stock-units"
import { findItems, findRepeated } from "./find-items"
import type { ImportKind } from "./import-kind"

/** Scheduled receipts, brought up to date: new ids are created, known ones changed. Promises follow, as for one by hand. */
export const RECEIPT_IMPORT: ImportKind = {
  columns: ["id", "sku", "item_id", "location_id", "quantity", "expected_day", "reference", "note"],
  required: ["id", "location_id", "quantity", "expected_day"],
  rows: exportOpenReceipts,
  async apply(sheet, { tx, promises }) {
    const items = await findItems(tx, sheet)
    if (!items.ok) return items
    const rows = items.value.map((row) => ({
      ...row,
      id: row.cells["id"] ?? "",
      locationId: row.cells["location_id"] ?? "",
    }))
    for (const row of rows) {
      const bad = badText(row)
      if (bad) return bad
    }
    const repeated = findRepeated(rows, (row) => row.id)
    if (repeated) return refuseRow(repeated.row, "id", `Row ${repeated.first.number} has the same id.`)

    await lockLevels(tx, rows)
    const units = await readStockUnits(tx, rows)
    const ids = rows.map((row) => row.id)
    const kept = new Map((await readReceipts(tx, ids)).map((receipt) => [receipt.id, receipt]))
    const today = await readToday(tx)
    const created: ReceiptContent[] = []
    const changed: ReceiptContent[] = []
    for (const row of rows) {
      const decimals = units.get(levelId(row))
      if (decimals === undefined) return refuseRow(row, "location_id", `Item ${row.itemId} is not stocked there.`)
      const prior = kept.get(row.id)
      const quantity = parseQuantity(row.cells["quantity"], { field: "quantity", decimals })
      if (!quantity.ok) return refuseRow(row, "quantity", quantity.nextStep)
      const day = parseArrivalDay(row.cells["expected_day"], "expected_day", today, prior?.expectedDay)
      if (!day.ok) return refuseRow(row, "expected_day", day.nextStep)
      const { id, itemId, locationId } = row
      const content: ReceiptContent = {
        ...{ id, itemId, locationId },
        quantity: quantity.value,
        expectedDay: day.value,
        reference: row.cells["reference"] ?? null,
        note: row.cells["note"] ?? null,
      }
      if (!prior) {
        created.push(content)
        continue
      }
      if (isSame(prior, content, row)) continue
      const bad = badChange(prior, content, row)
      if (bad) return bad
      changed.push({ ...content, reference: given(row, "reference", prior), note: given(row, "note", prior) })
    }

    const made = await insertReceipts(tx, created)
    const updated = await updateReceipts(tx, changed)
    const written = new Set([...made, ...updated].map((receipt) => receipt.id))
    const wanted = new Set([...created, ...changed].map((receipt) => receipt.id))
    const lost = rows.find((row) => wanted.has(row.id) && !written.has(row.id))
    if (lost) return refuseRow(lost, "id", "Somebody else is changing this receipt.")
    await promises.redate(tx, changed, "receipts imported")
    return done(created.length + changed.length)
  },
}

function badText(row: CsvRow): Refusal | undefined {
  const rules = { id: 255, location_id: 255, reference: 255, note: 2_000 } as const
  for (const [column, max] of Object.entries(rules)) {
    const required = column === "id" || column === "location_id"
    const read = (required ? parseText : parseOptionalText)(row.cells[column], { field: column, max })
    if (!read.ok) return refuseRow(row, column, read.message)
  }
  return undefined
}

/** A column that is left out leaves what is there. */
const given = (row: CsvRow, column: "reference" | "note", prior: ScheduledReceipt) =>
  column in row.cells ? (row.cells[column] ?? null) : prior[column]

const isSame = (prior: ScheduledReceipt, content: ReceiptContent, row: CsvRow) =>
  (["itemId", "locationId", "quantity", "expectedDay"] as const).every((field) => prior[field] === content[field]) &&
  given(row, "reference", prior) === prior.reference &&
  given(row, "note", prior) === prior.note

function badChange(prior: ScheduledReceipt, content: ReceiptContent, row: CsvRow): Refusal | undefined {
  if (prior.itemId !== content.itemId || prior.locationId !== content.locationId) {
    return refuseRow(row, "id", "A receipt with this id is for another item or location.")
  }
  if (prior.state !== "open") return refuseRow(row, "id", `This receipt is ${prior.state} already.`)
  if (compareQuantities(content.quantity, prior.received) > 0) return undefined
  return refuseRow(row, "quantity", `${prior.received} were received already.`)
}

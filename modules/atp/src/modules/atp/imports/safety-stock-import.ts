import { done } from "@holdfast/kernel"
import { refuseRow } from "../csv-table"
import type { Movement } from "../domain/movement"
import { parseQuantity, subtractQuantities } from "../domain/quantity"
import { levelId } from "../domain/stock-level"
import { exportSafetyStock } from "../store/export-rows"
import { lockLevels } from "../store/lock-levels"
import { readStockUnits } from "../store/stock-units"
import { findItems, findRepeated } from "./find-items"
import type { ImportKind } from "./import-kind"

/** Safety stock per item and location. */
export const SAFETY_STOCK_IMPORT: ImportKind = {
  columns: ["sku", "item_id", "location_id", "safety_stock"],
  required: ["location_id", "safety_stock"],
  rows: exportSafetyStock,
  async apply(sheet, { tx, acts, actor }) {
    const items = await findItems(tx, sheet)
    if (!items.ok) return items
    const rows = items.value.map((row) => ({ ...row, locationId: row.cells["location_id"] ?? "" }))
    const repeated = findRepeated(rows, levelId)
    if (repeated) return refuseRow(repeated.row, "location_id", `Row ${repeated.first.number} is about the same level.`)
    const locked = new Map((await lockLevels(tx, rows)).map((level) => [levelId(level), level]))
    const units = await readStockUnits(tx, rows)
    const movements: Movement[] = []
    for (const row of rows) {
      const level = locked.get(levelId(row))
      const decimals = units.get(levelId(row))
      if (!level || decimals === undefined)
        return refuseRow(row, "location_id", `Item ${row.itemId} is not stocked there.`)
      const wanted = parseQuantity(row.cells["safety_stock"], { field: "safety_stock", decimals, allowZero: true })
      if (!wanted.ok) return refuseRow(row, "safety_stock", wanted.nextStep)
      const safetyStock = subtractQuantities(wanted.value, level.safetyStock)
      if (safetyStock !== 0) {
        movements.push({ itemId: row.itemId, locationId: row.locationId, kind: "safety_stock_set", safetyStock })
      }
    }
    const moved = await acts.move(tx, movements, { reason: "import", ...(actor && { actor }) })
    return moved.ok ? done(movements.length) : moved
  },
}

import { done } from "@holdfast/kernel"
import { refuseRow } from "../csv-table"
import { blankItemPolicy, type ItemPolicy } from "../domain/item-policy"
import { parseItemPolicy } from "../domain/parse-item-policy"
import { exportItemPolicies } from "../store/export-rows"
import { lockItemLevels, lockItemPolicies, readItemPolicies, saveItemPolicies } from "../store/item-policies"
import { setDecimals } from "../store/level-rows"
import { readToday } from "../store/stock-units"
import { findItems, findRepeated } from "./find-items"
import type { ImportKind } from "./import-kind"

const FIELDS = {
  decimals: "decimals",
  lead_time_days: "leadTimeDays",
  backorder_limit: "backorderLimit",
  preorder_cap: "preorderCap",
  preorder_release_day: "preorderReleaseDay",
} as const

/** Item policies. An empty cell takes the rule away; a column that is left out leaves its rule as it is. */
export const ITEM_POLICY_IMPORT: ImportKind = {
  columns: ["sku", "item_id", ...Object.keys(FIELDS)],
  required: [],
  rows: exportItemPolicies,
  async apply(sheet, { tx }) {
    const items = await findItems(tx, sheet)
    if (!items.ok) return items
    const repeated = findRepeated(items.value, (row) => row.itemId)
    if (repeated) return refuseRow(repeated.row, "sku", `Row ${repeated.first.number} is about the same item.`)
    const itemIds = items.value.map((row) => row.itemId)
    const finest = new Map<string, number>()
    for (const level of await lockItemLevels(tx, itemIds)) {
      finest.set(level.itemId, Math.max(level.finest, finest.get(level.itemId) ?? 0))
    }
    await lockItemPolicies(tx, itemIds)
    const kept = new Map((await readItemPolicies(tx, itemIds)).map(({ kept: _, ...policy }) => [policy.itemId, policy]))
    const today = await readToday(tx)
    const changed: ItemPolicy[] = []
    const otherUnits: string[] = []
    for (const row of items.value) {
      let after = kept.get(row.itemId) ?? blankItemPolicy(row.itemId)
      const before = after
      for (const [column, field] of Object.entries(FIELDS)) {
        if (!(column in row.cells)) continue
        // One column at a time, so that a refusal names the one it is about.
        const read = parseItemPolicy(after, { [field]: row.cells[column] }, today)
        if (!read.ok) return refuseRow(row, column, read.nextStep)
        after = read.value
      }
      const { decimals } = after
      if (decimals !== before.decimals) {
        const used = finest.get(row.itemId) ?? 0
        if (decimals !== null && used > decimals) {
          return refuseRow(row, "decimals", `Item ${row.itemId} has quantities with ${used} decimals.`)
        }
        otherUnits.push(row.itemId)
      }
      if (Object.values(FIELDS).some((field) => after[field] !== before[field])) changed.push(after)
    }
    if (changed.length > 0) await saveItemPolicies(tx, changed)
    if (otherUnits.length > 0) await setDecimals(tx, otherUnits)
    return done(changed.length)
  },
}

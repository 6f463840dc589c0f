import { done, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { refuseRow, type CsvRow } from "../csv-table"
import { parseText } from "../domain/parse-text"
import { resolveItems } from "../store/resolve-items"

export type ItemRow = CsvRow & { readonly itemId: string }

/** The item of each row, by its id, its SKU or both. */
export async function findItems(tx: SqlTx, rows: readonly CsvRow[]): Promise<Outcome<readonly ItemRow[], Refusal>> {
  for (const row of rows) {
    const named = ["item_id", "sku"].filter((column) => (row.cells[column] ?? null) !== null)
    if (named.length === 0) return refuseRow(row, "sku", "An item_id or a sku is needed.")
    for (const column of named) {
      const text = parseText(row.cells[column], { field: column })
      if (!text.ok) return refuseRow(row, column, text.message)
    }
  }
  const values = (column: string) => rows.flatMap((row) => row.cells[column] ?? [])
  const items = await resolveItems(tx, values("item_id"), values("sku"))
  const byId = new Map(items.map((item) => [item.id, item]))
  const bySku = new Map(items.map((item) => [item.sku, item]))
  const found: ItemRow[] = []
  for (const row of rows) {
    const { item_id: id = null, sku = null } = row.cells
    const item = id === null ? bySku.get(sku) : byId.get(id)
    if (!item) return refuseRow(row, id === null ? "sku" : "item_id", "There is no such item.")
    if (sku !== null && item.sku !== sku) return refuseRow(row, "sku", `Item ${item.id} has another SKU.`)
    found.push({ ...row, itemId: item.id })
  }
  return done(found)
}

/** The row that says the same thing a second time, and the row that said it first. */
export function findRepeated<Row extends CsvRow>(
  rows: readonly Row[],
  key: (row: Row) => string,
): { readonly row: Row; readonly first: Row } | undefined {
  const seen = new Map<string, Row>()
  for (const row of rows) {
    const first = seen.get(key(row))
    if (first) return { row, first }
    seen.set(key(row), row)
  }
  return undefined
}

import type { SqlTx } from "@holdfast/kernel"
import type { CalendarDay } from "../domain/calendar-day"
import { levelId, type LevelKey } from "../domain/stock-level"
import { onlyRow } from "./only-row"

const READ_UNITS = `
select s.item_id as "itemId", s.location_id as "locationId", s.decimals
  from atp_stock_level s where (s.item_id, s.location_id) in (select * from unnest($1::text[], $2::text[]))`

/** Places after the point that a quantity may have at each level, by level. A level that does not exist is missing. */
export async function readStockUnits(tx: SqlTx, keys: readonly LevelKey[]): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<LevelKey & { readonly decimals: number }>(READ_UNITS, [
    keys.map((key) => key.itemId),
    keys.map((key) => key.locationId),
  ])
  return new Map(rows.map((row) => [levelId(row), row.decimals]))
}

/** The day it is on the database's clock. */
export async function readToday(tx: SqlTx): Promise<CalendarDay> {
  const rows = await tx.query<{ today: CalendarDay }>(`select (now() at time zone 'utc')::date::text as today`, [])
  return onlyRow(rows).today
}

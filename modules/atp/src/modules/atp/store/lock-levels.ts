import type { SqlTx } from "@holdfast/kernel"
import type { LevelKey, StockLevel } from "../domain/stock-level"
import { toLevel, type LevelRow } from "./level-row"

// Rows lock in primary-key order, so two acts on the same levels follow one another and never deadlock. The writer's
// flag opens the host's own tables to this transaction and to no other.
const LOCK_LEVELS = `
select s.item_id, s.location_id, s.on_hand, s.in_fulfilment, s.allocated, s.held, s.transit_out, s.transit_in,
       s.safety_stock,
       s.on_hand + s.in_fulfilment + s.transit_in - s.allocated - s.held - s.transit_out - s.safety_stock as atp
  from atp_stock_level s
 where (s.item_id, s.location_id) in (select * from unnest($1::text[], $2::text[]))
 order by s.item_id, s.location_id for update`

const OPEN = `select set_config('atp.writer', 'on', true), set_config('lock_timeout', '3s', true)`

/** Lets this transaction write stock, with a bound on every wait. */
export async function openForWriting(tx: SqlTx): Promise<void> {
  await tx.query(OPEN, [])
}

/** Locks levels until the transaction ends. Levels that do not exist are missing from the answer. */
export async function lockLevels(tx: SqlTx, keys: readonly LevelKey[]): Promise<readonly StockLevel[]> {
  const rows = await tx.query<LevelRow>(LOCK_LEVELS, [keys.map((key) => key.itemId), keys.map((key) => key.locationId)])
  return rows.map(toLevel)
}

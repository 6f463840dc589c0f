import type { SqlTx } from "@holdfast/kernel"
import { COUNTER_NAMES, type Counters } from "../domain/level-books"
import type { LevelKey } from "../domain/stock-level"

const SET = `
update atp_stock_level set on_hand = $3, in_fulfilment = $4, allocated = $5, held = $6, transit_out = $7, transit_in = $8,
       safety_stock = $9, backordered = $10, decimals = greatest(decimals, $11), stale = true
 where item_id = $1 and location_id = $2`
const NOTE = `
insert into atp_movement (item_id, location_id, on_hand, in_fulfilment, allocated, held, transit_out, transit_in, safety_stock,
                          kind, reason)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'repaired', $10)`

/** Sets a level's counters to what is true. The caller has locked the level, or just made it. */
export async function setCounters(
  tx: SqlTx,
  { itemId, locationId }: LevelKey,
  truth: Counters,
  backordered: number,
  decimals: number,
): Promise<void> {
  await tx.query(SET, [itemId, locationId, ...COUNTER_NAMES.map((name) => truth[name]), backordered, decimals])
}

/** Writes into the ledger what it missed, or never should have had. */
export async function noteRepair(
  tx: SqlTx,
  { itemId, locationId }: LevelKey,
  delta: Counters,
  why: string,
): Promise<void> {
  await tx.query(NOTE, [itemId, locationId, ...COUNTER_NAMES.map((name) => delta[name]), why])
}

const ZERO = `'{"value":"0","precision":20}'::jsonb`
// Whatever it says may be no figure at all, and nobody looks at a row that is deleted.
const UNDELETE = `
update inventory_level set deleted_at = null, updated_at = now(), stocked_quantity = 0, raw_stocked_quantity = ${ZERO},
       reserved_quantity = 0, raw_reserved_quantity = ${ZERO}
 where id = (
  select l.id from inventory_level l where l.inventory_item_id = $1 and l.location_id = $2 and l.deleted_at is not null
   order by l.deleted_at desc limit 1)
returning id`
const INSERT = `
insert into inventory_level (id, inventory_item_id, location_id, stocked_quantity, raw_stocked_quantity,
                             reserved_quantity, raw_reserved_quantity, incoming_quantity, raw_incoming_quantity)
select $1, $2, $3, 0, z.zero, 0, z.zero, 0, z.zero from (select ${ZERO} as zero) z`
const CLEAR_RAW = `
update inventory_level set raw_stocked_quantity = ${ZERO}, raw_reserved_quantity = ${ZERO}
 where inventory_item_id = $1 and location_id = $2 and deleted_at is null`

/** Brings the host's own row of a level back, as it was deleted last, or as a new one. Its figures are shown later. */
export async function bringLevelBack(tx: SqlTx, { itemId, locationId }: LevelKey, newId: string): Promise<void> {
  const back = await tx.query(UNDELETE, [itemId, locationId])
  if (back.length === 0) await tx.query(INSERT, [newId, itemId, locationId])
}

/** Takes out of the host's row what is no figure: nothing could be shown over it, of this level or of any other. */
export async function clearRawFigures(tx: SqlTx, { itemId, locationId }: LevelKey): Promise<void> {
  await tx.query(CLEAR_RAW, [itemId, locationId])
}

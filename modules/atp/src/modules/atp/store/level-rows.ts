import type { SqlTx } from "@holdfast/kernel"
import type { LevelKey } from "../domain/stock-level"

// Pieces are counted whole. A unit of measure that is not a count, such as kg, has parts.
const DECIMALS = `
coalesce(p.decimals, case when i.unit_of_measure is null
  or lower(i.unit_of_measure) in ('piece', 'pieces', 'pcs', 'pc', 'each', 'ea', 'unit', 'units', 'item', 'items')
  then 0 else 3 end)`

const CREATE = `
insert into atp_stock_level (item_id, location_id, decimals, stale)
select l.item_id, l.location_id, ${DECIMALS}, true
  from unnest($1::text[], $2::text[]) as l (item_id, location_id)
  join inventory_item i on i.id = l.item_id
  left join atp_item_policy p on p.item_id = l.item_id
 order by 1, 2
on conflict (item_id, location_id) do nothing
returning item_id as "itemId", location_id as "locationId"`

const REMOVE = `
delete from atp_stock_level s where (s.item_id, s.location_id) in (select * from unnest($1::text[], $2::text[]))`

const SET_DECIMALS = `
update atp_stock_level s set decimals = ${DECIMALS}
  from inventory_item i left join atp_item_policy p on p.item_id = i.id
 where s.item_id = i.id and i.id = any ($1::text[])`

const columns = (keys: readonly LevelKey[]) => [keys.map((key) => key.itemId), keys.map((key) => key.locationId)]

/** Makes empty counters for new levels, and answers those that had none. */
export async function createLevels(tx: SqlTx, keys: readonly LevelKey[]): Promise<readonly LevelKey[]> {
  return tx.query<LevelKey>(CREATE, columns(keys))
}

/** Removes counters. The caller has moved them to zero. */
export async function removeLevels(tx: SqlTx, keys: readonly LevelKey[]): Promise<void> {
  await tx.query(REMOVE, columns(keys))
}

/** Follows an item's unit of measure, or its policy. */
export async function setDecimals(tx: SqlTx, itemIds: readonly string[]): Promise<void> {
  await tx.query(SET_DECIMALS, [itemIds])
}

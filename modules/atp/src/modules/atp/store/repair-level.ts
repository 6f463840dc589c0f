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

const ALLOCATE = `
insert into atp_allocation (reservation_id, location_id, item_id, line_item_id, quantity)
select r.id, r.location_id, r.inventory_item_id, r.line_item_id, r.quantity - coalesce(a.quantity, 0)
  from reservation_item r
  left join (select reservation_id, sum(quantity) as quantity from atp_allocation
              where not released and reservation_id = $1 group by 1) a on a.reservation_id = r.id
 where r.id = $1 and r.deleted_at is null and r.quantity > coalesce(a.quantity, 0)
on conflict (reservation_id, location_id) do update
  set quantity = case when atp_allocation.released then 0 else atp_allocation.quantity end + excluded.quantity, released = false`
// The last location gives first, since the host shows the first.
const REDUCE = `
with surplus as (
  select a.reservation_id, a.location_id,
         least(a.quantity, greatest(0, sum(a.quantity) over (order by a.location_id) - r.quantity)) as quantity
    from atp_allocation a join reservation_item r on r.id = a.reservation_id and r.deleted_at is null
   where a.reservation_id = $1 and not a.released)
update atp_allocation a set quantity = a.quantity - s.quantity, fulfilling = least(a.fulfilling, a.quantity - s.quantity)
  from surplus s where a.reservation_id = s.reservation_id and a.location_id = s.location_id and s.quantity > 0`
const RELEASE = `
update atp_allocation a set released = true, quantity = 0, fulfilling = 0
 where a.reservation_id = $1 and not exists (
   select from reservation_item r where r.id = a.reservation_id and r.deleted_at is null)`

/** Makes the allocations of a reservation add up to it again. The caller has locked the levels. */
export async function repairAllocations(tx: SqlTx, reservationId: string): Promise<void> {
  for (const statement of [RELEASE, REDUCE, ALLOCATE]) await tx.query(statement, [reservationId])
}

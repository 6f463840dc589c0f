import type { SqlTx } from "@holdfast/kernel"
import type { LevelKey } from "../domain/stock-level"

const LEVELS = `
select item_id as "itemId", location_id as "locationId" from atp_allocation where reservation_id = $1
union select inventory_item_id, location_id from reservation_item where id = $1
 order by 1, 2`

const ALLOCATE = `
insert into atp_allocation (reservation_id, location_id, item_id, line_item_id, quantity)
select r.id, r.location_id, r.inventory_item_id, r.line_item_id, r.quantity - coalesce(a.quantity, 0)
  from reservation_item r
  left join (select reservation_id, sum(quantity) as quantity from atp_allocation
              where not released and reservation_id = $1 group by 1) a on a.reservation_id = r.id
 where r.id = $1 and r.deleted_at is null and r.quantity > coalesce(a.quantity, 0)
on conflict (reservation_id, location_id) do update
  set quantity = case when atp_allocation.released then 0 else atp_allocation.quantity end + excluded.quantity,
      item_id = excluded.item_id, released = false`
// The last location gives first, since the host shows the first; units that have left the shelf stay with their order.
const REDUCE = `
with surplus as (
  select a.reservation_id, a.location_id,
         least(a.quantity,
               greatest(0, sum(a.quantity) over (order by a.fulfilling = 0, a.location_id) - r.quantity)) as quantity
    from atp_allocation a join reservation_item r on r.id = a.reservation_id and r.deleted_at is null
   where a.reservation_id = $1 and not a.released)
update atp_allocation a set quantity = a.quantity - s.quantity, fulfilling = least(a.fulfilling, a.quantity - s.quantity)
  from surplus s where a.reservation_id = s.reservation_id and a.location_id = s.location_id and s.quantity > 0`
// What was free keeps its quantity, as at any release: a restored reservation takes it up again.
const RELEASE = `
update atp_allocation a set released = true, quantity = greatest(0, a.quantity - a.fulfilling), fulfilling = 0
 where a.reservation_id = $1 and not a.released and not exists (
   select from reservation_item r
    where r.id = a.reservation_id and r.inventory_item_id = a.item_id and r.deleted_at is null)`

/** Where a reservation's units are, and where the reservation says they are. */
export function levelsOfReservation(tx: SqlTx, reservationId: string): Promise<readonly LevelKey[]> {
  return tx.query<LevelKey>(LEVELS, [reservationId])
}

/** Makes the allocations of a reservation add up to it again. The caller has locked it and its levels. */
export async function repairAllocations(tx: SqlTx, reservationId: string): Promise<void> {
  for (const statement of [RELEASE, REDUCE, ALLOCATE]) await tx.query(statement, [reservationId])
}

const DROP_HOLDS = `delete from atp_hold where item_id = $1 and location_id = $2 and quantity <= 0`
// Units in fulfilment count as supply, so of an impossible number of them none are believed.
const CLEAR_ALLOCATIONS = `
update atp_allocation set quantity = greatest(0, quantity), fulfilling = 0
 where item_id = $1 and location_id = $2 and (quantity < 0 or fulfilling < 0 or fulfilling > quantity)`
const CLEAR_TRANSFERS = `
update atp_transfer set received = greatest(0, received), updated_at = now(),
       quantity = case when quantity > 0 then quantity else 1 end,
       state = case when quantity > 0 then state else 'canceled' end
 where item_id = $1 and to_location_id = $2 and state in ('requested', 'dispatched') and (quantity <= 0 or received < 0)`

/** Removes what no constraint would have let in. The caller has locked the level. */
export async function clearImpossibleRows(tx: SqlTx, { itemId, locationId }: LevelKey): Promise<void> {
  for (const statement of [DROP_HOLDS, CLEAR_ALLOCATIONS, CLEAR_TRANSFERS])
    await tx.query(statement, [itemId, locationId])
}

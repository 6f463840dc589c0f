import type { SqlTx } from "@holdfast/kernel"
import type { LevelBooks, ReservationBooks } from "../domain/level-books"
import type { LevelKey } from "../domain/stock-level"

const ONE = (item: string, location: string) => `($1::text is null or (${item} = $1 and ${location} = $2))`

// Everything that is written about each level, side by side, as of one moment.
const BOOKS = `
with key as (
  select item_id, location_id from atp_stock_level where ${ONE("item_id", "location_id")}
  union select inventory_item_id, location_id from inventory_level
   where deleted_at is null and ${ONE("inventory_item_id", "location_id")}
), ledger as (
  select item_id, location_id, sum(on_hand) as on_hand, sum(in_fulfilment) as in_fulfilment, sum(allocated) as allocated,
         sum(held) as held, sum(transit_out) as transit_out, sum(transit_in) as transit_in, sum(safety_stock) as safety_stock
    from atp_movement where ${ONE("item_id", "location_id")} group by 1, 2
), hold as (
  select item_id, location_id, sum(quantity) as quantity from atp_hold
   where state = 'active' and ${ONE("item_id", "location_id")} group by 1, 2
), allocation as (
  select item_id, location_id, sum(quantity) as quantity, sum(fulfilling) as fulfilling from atp_allocation
   where not released and ${ONE("item_id", "location_id")} group by 1, 2
), outgoing as (
  select item_id, from_location_id as location_id, sum(quantity) as quantity from atp_transfer
   where state = 'requested' and ${ONE("item_id", "from_location_id")} group by 1, 2
), incoming as (
  select item_id, to_location_id as location_id, sum(greatest(0, quantity - received)) as quantity from atp_transfer
   where state = 'dispatched' and ${ONE("item_id", "to_location_id")} group by 1, 2
)
select jsonb_build_object(
  'itemId', k.item_id, 'locationId', k.location_id,
  'counters', case when s.item_id is null then null else jsonb_build_object(
    'onHand', s.on_hand, 'inFulfilment', s.in_fulfilment, 'allocated', s.allocated, 'held', s.held,
    'transitOut', s.transit_out, 'transitIn', s.transit_in, 'safetyStock', s.safety_stock,
    'backordered', s.backordered, 'decimals', s.decimals, 'stale', s.stale) end,
  'ledger', jsonb_build_object(
    'onHand', coalesce(m.on_hand, 0), 'inFulfilment', coalesce(m.in_fulfilment, 0), 'allocated', coalesce(m.allocated, 0),
    'held', coalesce(m.held, 0), 'transitOut', coalesce(m.transit_out, 0), 'transitIn', coalesce(m.transit_in, 0),
    'safetyStock', coalesce(m.safety_stock, 0)),
  'facts', jsonb_build_object(
    'allocated', coalesce(a.quantity, 0), 'held', coalesce(h.quantity, 0), 'transitOut', coalesce(o.quantity, 0),
    'transitIn', coalesce(i.quantity, 0), 'inFulfilment', coalesce(a.fulfilling, 0)),
  'shown', case when l.id is null then null else jsonb_build_object(
    'stocked', l.stocked_quantity, 'reserved', l.reserved_quantity,
    'rawStocked', (l.raw_stocked_quantity ->> 'value')::numeric,
    'rawReserved', (l.raw_reserved_quantity ->> 'value')::numeric) end) as books
  from key k
  left join atp_stock_level s on s.item_id = k.item_id and s.location_id = k.location_id
  left join ledger m on m.item_id = k.item_id and m.location_id = k.location_id
  left join hold h on h.item_id = k.item_id and h.location_id = k.location_id
  left join allocation a on a.item_id = k.item_id and a.location_id = k.location_id
  left join outgoing o on o.item_id = k.item_id and o.location_id = k.location_id
  left join incoming i on i.item_id = k.item_id and i.location_id = k.location_id
  left join inventory_level l on l.inventory_item_id = k.item_id and l.location_id = k.location_id and l.deleted_at is null
 order by k.item_id, k.location_id`

/** The books of every level, or of one. */
export async function readBooks(tx: SqlTx, only: LevelKey | null = null): Promise<readonly LevelBooks[]> {
  const rows = await tx.query<{ books: LevelBooks }>(BOOKS, [only?.itemId ?? null, only?.locationId ?? null])
  return rows.map((row) => row.books)
}

const RESERVATIONS = `
select coalesce(r.id, a.reservation_id) as "reservationId",
       coalesce(r.inventory_item_id, a.item_id) as "itemId", coalesce(r.location_id, a.location_id) as "locationId",
       r.quantity::float8 as reserved, coalesce(a.quantity, 0)::float8 as allocated
  from (select id, inventory_item_id, location_id, quantity from reservation_item where deleted_at is null) r
  full join (
    select reservation_id, min(item_id) as item_id, min(location_id) as location_id, sum(quantity) as quantity
      from atp_allocation where not released and quantity > 0 group by 1) a on a.reservation_id = r.id
 where r.id is null or r.quantity is distinct from coalesce(a.quantity, 0)
 order by 1`

/** Reservations and allocations that do not add up. */
export function readReservationBooks(tx: SqlTx): Promise<readonly ReservationBooks[]> {
  return tx.query<ReservationBooks>(RESERVATIONS, [])
}

import type { SqlTx } from "@holdfast/kernel"
import {
  COUNTER_NAMES,
  type Counters,
  type ImpossibleRow,
  type LevelBooks,
  type ReservationBooks,
} from "../domain/level-books"
import type { LevelKey } from "../domain/stock-level"

const ONE = (item: string, location: string) => `($1::text is null or (${item} = $1 and ${location} = $2))`

// A figure that a hurried hand wrote into the host's JSON may be anything.
const RAW = (column: string) => `
case when l.${column} ->> 'value' ~ '^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$' then (l.${column} ->> 'value')::numeric end`

// Everything that is written about each level, side by side, as of one moment. A level is whatever is written about one:
// also when its own rows are gone.
const BOOKS = `
with ledger as (
  select item_id, location_id, sum(on_hand) as on_hand, sum(in_fulfilment) as in_fulfilment, sum(allocated) as allocated,
         sum(held) as held, sum(transit_out) as transit_out, sum(transit_in) as transit_in,
         sum(safety_stock) as safety_stock, max(at) filter (where in_fulfilment <> 0) as fulfilled_at
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
), key as (
  select item_id, location_id from atp_stock_level where ${ONE("item_id", "location_id")}
  union select inventory_item_id, location_id from inventory_level
   where deleted_at is null and ${ONE("inventory_item_id", "location_id")}
  union select item_id, location_id from ledger
   where (on_hand, in_fulfilment, allocated, held, transit_out, transit_in, safety_stock) <> (0, 0, 0, 0, 0, 0, 0)
  union select item_id, location_id from hold
  union select item_id, location_id from allocation where quantity <> 0
  union select item_id, location_id from outgoing
  union select item_id, location_id from incoming
)
select k.item_id, k.location_id, s.item_id is not null as has_counters, m.item_id is not null as has_ledger,
       l.id is not null as has_level, s.backordered, s.decimals, s.stale,
       array[s.on_hand, s.in_fulfilment, s.allocated, s.held, s.transit_out, s.transit_in, s.safety_stock]::text[]
         as counters,
       array[m.on_hand, m.in_fulfilment, m.allocated, m.held, m.transit_out, m.transit_in, m.safety_stock]::text[]
         as ledger,
       array[0, a.fulfilling, a.quantity, h.quantity, o.quantity, i.quantity, 0]::text[] as facts,
       array[l.stocked_quantity, l.reserved_quantity, ${RAW("raw_stocked_quantity")}, ${RAW("raw_reserved_quantity")}]::text[]
         as shown,
       coalesce(m.fulfilled_at < now() - interval '1 hour', true) as at_rest,
       exists (select from inventory_item t where t.id = k.item_id and t.deleted_at is null) as item_lives
  from key k
  left join atp_stock_level s on s.item_id = k.item_id and s.location_id = k.location_id
  left join ledger m on m.item_id = k.item_id and m.location_id = k.location_id
  left join hold h on h.item_id = k.item_id and h.location_id = k.location_id
  left join allocation a on a.item_id = k.item_id and a.location_id = k.location_id
  left join outgoing o on o.item_id = k.item_id and o.location_id = k.location_id
  left join incoming i on i.item_id = k.item_id and i.location_id = k.location_id
  left join inventory_level l on l.inventory_item_id = k.item_id and l.location_id = k.location_id and l.deleted_at is null
 order by k.item_id, k.location_id`

type Figures = readonly (string | null)[]

interface Row {
  readonly item_id: string
  readonly location_id: string
  readonly has_counters: boolean
  readonly has_ledger: boolean
  readonly has_level: boolean
  readonly backordered: string
  readonly decimals: number
  readonly stale: boolean
  readonly counters: Figures
  readonly ledger: Figures
  readonly facts: Figures
  readonly shown: Figures
  readonly at_rest: boolean
  readonly item_lives: boolean
}

/** The books of every level, or of one. */
export async function readBooks(tx: SqlTx, only: LevelKey | null = null): Promise<readonly LevelBooks[]> {
  const rows = await tx.query<Row>(BOOKS, [only?.itemId ?? null, only?.locationId ?? null])
  return rows.map((row) => ({
    itemId: row.item_id,
    locationId: row.location_id,
    counters: row.has_counters
      ? {
          ...toCounters(row.counters),
          backordered: Number(row.backordered),
          decimals: row.decimals,
          stale: row.stale,
        }
      : null,
    ledger: row.has_ledger ? toCounters(row.ledger) : null,
    facts: toFacts(row.facts),
    fulfilmentAtRest: row.at_rest,
    shown: row.has_level
      ? {
          stocked: figure(row.shown[0]),
          reserved: figure(row.shown[1]),
          rawStocked: figure(row.shown[2]),
          rawReserved: figure(row.shown[3]),
        }
      : null,
    itemLives: row.item_lives,
  }))
}

/** A figure that is missing where there has to be one agrees with nothing. */
const figure = (text: string | null | undefined) => (text === null || text === undefined ? NaN : Number(text))

const toCounters = (figures: Figures) =>
  Object.fromEntries(COUNTER_NAMES.map((name, at) => [name, Number(figures[at] ?? 0)])) as unknown as Counters

const toFacts = (figures: Figures): LevelBooks["facts"] => {
  const { allocated, held, transitOut, transitIn, inFulfilment } = toCounters(figures)
  return { allocated, held, transitOut, transitIn, inFulfilment }
}

const RESERVATIONS = `
select coalesce(r.id, a.reservation_id) as "reservationId", coalesce(r.inventory_item_id, a.item_id) as "itemId",
       coalesce(r.location_id, a.location_id) as "locationId",
       r.quantity::float8 as reserved, coalesce(a.quantity, 0)::float8 as allocated
  from (select id, inventory_item_id, location_id, quantity from reservation_item where deleted_at is null) r
  full join (
    select reservation_id, item_id, min(location_id) as location_id, sum(quantity) as quantity
      from atp_allocation where not released and quantity <> 0 group by 1, 2) a
    on a.reservation_id = r.id and a.item_id = r.inventory_item_id
 where r.id is null or r.quantity is distinct from coalesce(a.quantity, 0)
 order by 1, 2`

/** Reservations and allocations that do not add up. */
export function readReservationBooks(tx: SqlTx): Promise<readonly ReservationBooks[]> {
  return tx.query<ReservationBooks>(RESERVATIONS, [])
}

const IMPOSSIBLE = `
select 'hold' as kind, hold_id as id, item_id as "itemId", location_id as "locationId", quantity::float8 as quantity
  from atp_hold where quantity <= 0
union all
select 'allocation', reservation_id, item_id, location_id, least(quantity, fulfilling, quantity - fulfilling)::float8
  from atp_allocation where quantity < 0 or fulfilling < 0 or fulfilling > quantity
union all
select 'transfer', id, item_id, to_location_id, least(quantity, received)::float8
  from atp_transfer where state in ('requested', 'dispatched') and (quantity <= 0 or received < 0)
 order by 1, 2, 3, 4`

/** Rows that no constraint would have let in. */
export function readImpossibleRows(tx: SqlTx): Promise<readonly ImpossibleRow[]> {
  return tx.query<ImpossibleRow>(IMPOSSIBLE, [])
}

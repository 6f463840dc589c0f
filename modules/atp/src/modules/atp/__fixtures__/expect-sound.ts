import { expect } from "@jest/globals"
import type { Sql } from "./atp-suite"

const UNSOUND = `
select s.item_id, s.location_id, s.on_hand, s.allocated, s.held, s.in_fulfilment,
       m.on_hand as ledger_on_hand, m.allocated as ledger_allocated, m.held as ledger_held,
       m.in_fulfilment as ledger_in_fulfilment, h.quantity as holds, r.quantity as reservations, a.quantity as allocations
  from atp_stock_level s
  cross join lateral (
    select coalesce(sum(on_hand), 0) as on_hand, coalesce(sum(allocated), 0) as allocated, coalesce(sum(held), 0) as held,
           coalesce(sum(in_fulfilment), 0) as in_fulfilment, coalesce(sum(transit_in), 0) as transit_in,
           coalesce(sum(transit_out), 0) as transit_out, coalesce(sum(safety_stock), 0) as safety_stock
      from atp_movement where item_id = s.item_id and location_id = s.location_id) m
  cross join lateral (
    select coalesce(sum(quantity), 0) as quantity from atp_hold
     where item_id = s.item_id and location_id = s.location_id and state = 'active') h
  cross join lateral (
    select coalesce(sum(quantity), 0) as quantity from atp_allocation
     where item_id = s.item_id and location_id = s.location_id and not released) a
  cross join lateral (
    select coalesce(sum(x.quantity), 0) as quantity from (
      select sum(a.quantity) as quantity from atp_allocation a join reservation_item r on r.id = a.reservation_id
       where a.item_id = s.item_id and a.location_id = s.location_id and not a.released and r.deleted_at is null) x) r
 where (s.on_hand, s.allocated, s.held, s.in_fulfilment, s.transit_in, s.transit_out, s.safety_stock)
       is distinct from (m.on_hand, m.allocated, m.held, m.in_fulfilment, m.transit_in, m.transit_out, m.safety_stock)
    or s.held <> h.quantity or s.allocated <> a.quantity or a.quantity <> r.quantity`

const RESERVATIONS = `
select r.id, r.quantity, coalesce(sum(a.quantity), 0) as allocated
  from reservation_item r left join atp_allocation a on a.reservation_id = r.id and not a.released
 where r.deleted_at is null group by r.id, r.quantity having r.quantity <> coalesce(sum(a.quantity), 0)`

const LEFT_BEHIND = `
select item_id, location_id from atp_stock_level where in_fulfilment <> 0`

/** Counters, ledger, holds, allocations and reservations all say the same, and nothing is half done. */
export async function expectSound(sql: Sql): Promise<void> {
  expect(await sql(UNSOUND)).toEqual([])
  expect(await sql(RESERVATIONS)).toEqual([])
  expect(await sql(LEFT_BEHIND)).toEqual([])
}

import type { SqlTx } from "@holdfast/kernel"
import type { CalendarDay } from "../domain/calendar-day"
import type { Demand, Supply } from "../domain/supply-timeline"
import type { PromisePolicy } from "../domain/promise-date"
import { onlyRow } from "./only-row"

// What arrives, what is promised by day, and what the item's policy allows: all that a promise depends on, in one answer.
export const READ_DATED_SUPPLY = `
select
  (select (now() at time zone 'utc')::date::text) as today,
  coalesce((select jsonb_agg(s order by s.day, s.id) from (
    select id, 'receipt' as kind, location_id as "locationId", expected_day::text as day,
           (quantity - received)::float8 as quantity, item_id as "itemId"
      from atp_receipt where item_id = any ($1::text[]) and state = 'open' and quantity > received
    union all
    select id, 'transfer', to_location_id, expected_day::text, (quantity - received)::float8, item_id
      from atp_transfer where item_id = any ($1) and state = 'dispatched' and quantity > received) s), '[]') as supplies,
  coalesce((select jsonb_agg(d order by d.day, d.id) from (
    select reservation_id || ' ' || location_id as id, item_id as "itemId", location_id as "locationId",
           promise_day::text as day, quantity::float8 as quantity, promised_at as "promisedAt"
      from atp_allocation where item_id = any ($1) and not released and promise_day is not null and quantity > 0
    union all
    select hold_id, item_id, location_id, promise_day::text, quantity::float8, placed_at
      from atp_hold where item_id = any ($1) and state = 'active' and expires_at > now() and promise_day is not null
  ) d), '[]') as demands,
  coalesce((select jsonb_agg(p) from (
    select item_id as "itemId", lead_time_days as "leadTimeDays", backorder_limit::float8 as "backorderLimit",
           preorder_cap::float8 as "preorderCap", preorder_release_day::text as "preorderReleaseDay",
           (select coalesce(sum(s.backordered), 0)::float8 from atp_stock_level s where s.item_id = i.item_id)
             as "backorderedNow"
      from atp_item_policy i where item_id = any ($1)) p), '[]') as policies`

export interface DatedSupply {
  readonly today: CalendarDay
  readonly supplies: readonly (Supply & { readonly itemId: string })[]
  readonly demands: readonly (Demand & {
    readonly itemId: string
    readonly locationId: string
    readonly promisedAt: string
  })[]
  readonly policies: readonly (Omit<PromisePolicy, "backorderAllowed" | "preorderedNow"> & {
    readonly itemId: string
  })[]
}

/** Everything with a date, of these items, at all locations. */
export async function readDatedSupply(tx: SqlTx, itemIds: readonly string[]): Promise<DatedSupply> {
  return onlyRow(await tx.query<DatedSupply>(READ_DATED_SUPPLY, [itemIds]))
}

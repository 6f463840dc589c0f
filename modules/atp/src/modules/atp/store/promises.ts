import type { SqlTx } from "@holdfast/kernel"
import type { StandingPromise } from "../domain/standing-promise"
import type { LevelKey } from "../domain/stock-level"

const MOMENT = (column: string) => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const ALLOCATION = (quantity: string) => `
a.reservation_id as "reservationId", null::text as "holdId", a.line_item_id as "lineItemId", a.item_id as "itemId",
a.location_id as "locationId", ${quantity}::float8 as quantity, a.promise_day::text as "promiseDay",
a.first_promise_day::text as "firstPromiseDay", ${MOMENT("a.promised_at")} as "promisedAt",
${MOMENT("a.fulfilled_at")} as "fulfilledAt"`

// What stands on stock is read only where stock does not cover it: a hot item has a hundred thousand such promises.
const OPEN = `
with level as (select * from unnest($1::text[], $2::text[], $3::boolean[]) as l (item_id, location_id, from_stock_too))
select ${ALLOCATION("a.quantity")}
  from level l join atp_allocation a on a.item_id = l.item_id and a.location_id = l.location_id
 where not a.released and a.quantity > 0 and (a.promise_day is not null or l.from_stock_too)
union all
select null, h.hold_id, null, h.item_id, h.location_id, h.quantity::float8, h.promise_day::text, h.promise_day::text,
       ${MOMENT("h.placed_at")}, null
  from level l join atp_hold h on h.item_id = l.item_id and h.location_id = l.location_id
 where h.state = 'active' and h.expires_at > now() and (h.promise_day is not null or l.from_stock_too)`

const REDATE_ALLOCATIONS = `
update atp_allocation a set promise_day = n.day
  from unnest($1::text[], $2::text[], $3::date[]) as n (reservation_id, location_id, day)
 where a.reservation_id = n.reservation_id and a.location_id = n.location_id and not a.released`
const REDATE_HOLDS = `
update atp_hold h set promise_day = n.day
  from unnest($1::text[], $2::text[], $3::text[], $4::date[]) as n (hold_id, item_id, location_id, day)
 where h.hold_id = n.hold_id and h.item_id = n.item_id and h.location_id = n.location_id and h.state = 'active'`

/** Open promises at these levels: dated ones, and where `fromStockToo` also those that stand on stock. */
export function openPromises(
  tx: SqlTx,
  levels: readonly (LevelKey & { readonly fromStockToo: boolean })[],
): Promise<readonly StandingPromise[]> {
  return tx.query<StandingPromise>(OPEN, [
    levels.map((level) => level.itemId),
    levels.map((level) => level.locationId),
    levels.map((level) => level.fromStockToo),
  ])
}

/** Gives promises another day. What was promised first stays beside it. The caller has locked their levels. */
export async function redatePromises(
  tx: SqlTx,
  promises: readonly (StandingPromise & { readonly newDay: string })[],
): Promise<void> {
  const lines = promises.filter((promise) => promise.reservationId !== null)
  const carts = promises.filter((promise) => promise.holdId !== null)
  if (lines.length > 0) {
    await tx.query(REDATE_ALLOCATIONS, [
      lines.map((promise) => promise.reservationId),
      lines.map((promise) => promise.locationId),
      lines.map((promise) => promise.newDay),
    ])
  }
  if (carts.length > 0) {
    await tx.query(REDATE_HOLDS, [
      carts.map((promise) => promise.holdId),
      carts.map((promise) => promise.itemId),
      carts.map((promise) => promise.locationId),
      carts.map((promise) => promise.newDay),
    ])
  }
}

const LEVELS_THAT_OWE = `
select a.item_id as "itemId", a.location_id as "locationId" from atp_allocation a
 where not a.released and a.promise_day is not null and ($1::text is null or a.item_id = $1)
union
select s.item_id, s.location_id from atp_stock_level s
 where s.allocated + s.held + s.transit_out > s.on_hand + s.in_fulfilment and ($1::text is null or s.item_id = $1)
order by 1, 2`

/** The levels where something is promised that is not on the shelf: nothing anywhere else can be at risk. */
export function levelsThatOwe(tx: SqlTx, itemId: string | null): Promise<readonly LevelKey[]> {
  return tx.query<LevelKey>(LEVELS_THAT_OWE, [itemId])
}

export interface PromiseFilter {
  readonly itemId?: string | undefined
  /** Of order lines. Without it, only promises with a date are listed. */
  readonly lineItemIds?: readonly string[] | undefined
  readonly limit: number
  readonly offset: number
}

const WHERE = `
 where ($1::text is null or a.item_id = $1) and ($2::text[] is null or a.line_item_id = any ($2))
   and (a.fulfilled > 0 or not a.released) and ($2::text[] is not null or a.promise_day is not null)`

/** Promises to order lines, kept ones included, the soonest first. */
export async function listPromises(
  tx: SqlTx,
  filter: PromiseFilter,
): Promise<{ readonly rows: readonly (StandingPromise & { readonly open: boolean })[]; readonly count: number }> {
  const params = [filter.itemId ?? null, filter.lineItemIds ?? null]
  const totals = await tx.query<{ count: number }>(
    `select count(*)::int as count from atp_allocation a ${WHERE}`,
    params,
  )
  const rows = await tx.query<StandingPromise & { open: boolean }>(
    `select ${ALLOCATION("(a.quantity + a.fulfilled)")}, not a.released and a.quantity > 0 as open from atp_allocation a ${WHERE}
      order by a.promise_day nulls first, a.promised_at, a.reservation_id, a.location_id limit $3 offset $4`,
    [...params, filter.limit, filter.offset],
  )
  return { rows, count: totals[0]!.count }
}

import type { SqlTx } from "@holdfast/kernel"
import type { Allocation } from "../domain/allocation-row"

interface Row {
  readonly reservation_id: string
  readonly location_id: string
  readonly item_id: string
  readonly line_item_id: string | null
  readonly quantity: string
  readonly fulfilling: string
  readonly fulfilled: string
  readonly hold_id: string | null
  readonly released: boolean
  readonly promise_day: string | null
}

const toAllocation = (row: Row): Allocation => ({
  reservationId: row.reservation_id,
  locationId: row.location_id,
  itemId: row.item_id,
  lineItemId: row.line_item_id,
  quantity: Number(row.quantity),
  fulfilling: Number(row.fulfilling),
  fulfilled: Number(row.fulfilled),
  holdId: row.hold_id,
  released: row.released,
  promiseDay: row.promise_day,
})

const COLUMNS = `reservation_id, location_id, item_id, line_item_id, quantity, fulfilling, fulfilled, hold_id, released,
       promise_day::text as promise_day`

/** Where the units of these reservations are, released ones included. */
export async function allocationsOf(tx: SqlTx, reservationIds: readonly string[]): Promise<readonly Allocation[]> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from atp_allocation where reservation_id = any ($1::text[]) order by reservation_id, location_id`,
    [reservationIds],
  )
  return rows.map(toAllocation)
}

/** Where the units of an order's lines are. */
export async function allocationsOfLines(tx: SqlTx, lineItemIds: readonly string[]): Promise<readonly Allocation[]> {
  const rows = await tx.query<Row>(
    `select ${COLUMNS} from atp_allocation where line_item_id = any ($1::text[]) and (not released or fulfilled > 0)
      order by reservation_id, location_id`,
    [lineItemIds],
  )
  return rows.map(toAllocation)
}

const SAVE = `
insert into atp_allocation (reservation_id, location_id, item_id, line_item_id, quantity, fulfilling, fulfilled, hold_id, released,
                            promise_day, first_promise_day)
select *, promise_day
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::numeric[], $6::numeric[], $7::numeric[], $8::text[],
              $9::boolean[], $10::date[])
    as a (reservation_id, location_id, item_id, line_item_id, quantity, fulfilling, fulfilled, hold_id, released,
          promise_day)
on conflict (reservation_id, location_id) do update
  set quantity = excluded.quantity, fulfilling = excluded.fulfilling, fulfilled = excluded.fulfilled, released = excluded.released,
      line_item_id = excluded.line_item_id, hold_id = excluded.hold_id,
      fulfilled_at = case when excluded.fulfilled > atp_allocation.fulfilled then now() else atp_allocation.fulfilled_at end`

/** Writes allocations as they are now. */
export async function saveAllocations(tx: SqlTx, allocations: readonly Allocation[]): Promise<void> {
  if (allocations.length === 0) return
  await tx.query(SAVE, [
    allocations.map((a) => a.reservationId),
    allocations.map((a) => a.locationId),
    allocations.map((a) => a.itemId),
    allocations.map((a) => a.lineItemId),
    allocations.map((a) => a.quantity),
    allocations.map((a) => a.fulfilling),
    allocations.map((a) => a.fulfilled),
    allocations.map((a) => a.holdId),
    allocations.map((a) => a.released),
    allocations.map((a) => a.promiseDay),
  ])
}

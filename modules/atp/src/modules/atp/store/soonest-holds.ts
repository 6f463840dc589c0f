import type { SqlTx } from "@holdfast/kernel"
import type { CalendarDay } from "../domain/calendar-day"
import type { LiveHold } from "../domain/availability-explanation"

interface Row {
  readonly location_id: string
  readonly quantity: string
  readonly expires_at: Date
  readonly promise_day: string | null
}

const READ = `
select place.location_id, h.quantity, h.expires_at, h.promise_day::text as promise_day
  from unnest($2::text[]) as place (location_id)
  cross join lateral (
    select quantity, expires_at, promise_day from atp_hold
     where item_id = $1 and location_id = place.location_id and state = 'active' and expires_at > now()
     order by expires_at, hold_id limit $3) h
 order by place.location_id, h.expires_at`

/** The live holds of an item that lapse first, up to `most` at each location. */
export async function soonestHolds(
  tx: SqlTx,
  itemId: string,
  locationIds: readonly string[],
  most: number,
): Promise<readonly (LiveHold & { readonly locationId: string })[]> {
  const rows = await tx.query<Row>(READ, [itemId, locationIds, most])
  return rows.map((row) => ({
    locationId: row.location_id,
    quantity: Number(row.quantity),
    expiresAt: row.expires_at.toISOString(),
    day: row.promise_day as CalendarDay | null,
  }))
}

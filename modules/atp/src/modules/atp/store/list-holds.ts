import type { SqlTx } from "@holdfast/kernel"
import { DAY_UNKNOWN } from "../domain/calendar-day"
import type { LevelKey } from "../domain/stock-level"
import type { Page, PageRequest } from "./page"
import { onlyRow } from "./only-row"

export interface HoldFilter extends PageRequest {
  readonly holdId?: string | undefined
  readonly itemId?: string | undefined
  readonly locationId?: string | undefined
  /** Default `active`: what carts hold now. `committed` are the remains of holds that became orders. */
  readonly state?: "active" | "committed" | undefined
}

/** One line of a hold, with its item's names. */
export interface ListedHold extends LevelKey {
  readonly holdId: string
  readonly sku: string | null
  readonly title: string | null
  readonly quantity: number
  readonly state: "active" | "committed"
  readonly placedAt: string
  readonly expiresAt: string
  /** Null when it stands on stock, or when no date is known. */
  readonly promiseDay: string | null
}

interface Row {
  readonly hold_id: string
  readonly item_id: string
  readonly location_id: string
  readonly sku: string | null
  readonly title: string | null
  readonly quantity: string
  readonly state: "active" | "committed"
  readonly placed_at: Date
  readonly expires_at: Date
  readonly promise_day: string | null
}

const COUNTING = { active: `h.state = 'active' and h.expires_at > now()`, committed: `h.state = 'committed'` }
const WHERE = `
   and ($1::text is null or h.hold_id = $1) and ($2::text is null or h.item_id = $2)
   and ($3::text is null or h.location_id = $3)`

/** Holds line by line, the first to lapse first. Lapsed ones are not among them. */
export async function listHolds(tx: SqlTx, filter: HoldFilter): Promise<Page<ListedHold>> {
  const { limit, offset } = filter
  const counting = COUNTING[filter.state ?? "active"]
  const params = [filter.holdId ?? null, filter.itemId ?? null, filter.locationId ?? null]
  const total = onlyRow(
    await tx.query<{ count: string; as_of: Date }>(
      `select count(*) as count, now() as as_of from atp_hold h where ${counting} ${WHERE}`,
      params,
    ),
  )
  const rows = await tx.query<Row>(
    `select h.hold_id, h.item_id, h.location_id, i.sku, i.title, h.quantity, h.state, h.placed_at, h.expires_at,
            h.promise_day::text as promise_day
       from atp_hold h left join inventory_item i on i.id = h.item_id
      where ${counting} ${WHERE}
      order by h.expires_at, h.hold_id, h.item_id, h.location_id limit $4 offset $5`,
    [...params, limit, offset],
  )
  return { rows: rows.map(toListed), count: Number(total.count), limit, offset, asOf: total.as_of.toISOString() }
}

const toListed = (row: Row): ListedHold => ({
  holdId: row.hold_id,
  itemId: row.item_id,
  sku: row.sku,
  title: row.title,
  locationId: row.location_id,
  quantity: Number(row.quantity),
  state: row.state,
  placedAt: row.placed_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  promiseDay: row.promise_day === DAY_UNKNOWN ? null : row.promise_day,
})

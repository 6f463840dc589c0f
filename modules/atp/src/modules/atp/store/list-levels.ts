import type { SqlTx } from "@holdfast/kernel"
import type { StockLevel } from "../domain/stock-level"
import { toLevel, type LevelRow } from "./level-row"
import type { Page, PageRequest } from "./page"
import { LAPSED_AT_LEVEL } from "./read-levels"
import { onlyRow } from "./only-row"

/** What a list of levels can be sorted by. */
export const LEVEL_ORDERS = [
  "sku",
  "title",
  "location_id",
  "on_hand",
  "allocated",
  "held",
  "safety_stock",
  "backordered",
  "atp",
] as const
export type LevelOrder = (typeof LEVEL_ORDERS)[number]

export interface LevelFilter extends PageRequest {
  /** Part of a SKU or a title, whatever its case. */
  readonly q?: string | undefined
  readonly itemIds?: readonly string[] | undefined
  readonly locationIds?: readonly string[] | undefined
  readonly belowSafetyStock?: boolean | undefined
  readonly order?: { readonly by: LevelOrder; readonly descending: boolean } | undefined
}

export interface ListedLevel extends StockLevel {
  readonly sku: string | null
  readonly title: string | null
  readonly backordered: number
  readonly belowSafetyStock: boolean
}

type Row = LevelRow & { readonly sku: string | null; readonly title: string | null; readonly backordered: string }

const LEVELS = `
  from atp_stock_level s
  join inventory_item i on i.id = s.item_id and i.deleted_at is null`
const WHERE = `
 where ($1::text is null or i.sku ilike $1 or i.title ilike $1)
   and ($2::text[] is null or s.item_id = any ($2))
   and ($3::text[] is null or s.location_id = any ($3))`
const NET = `on_hand + in_fulfilment + transit_in - allocated - held - transit_out`

// A hold that lapsed counts nowhere. What is read of the rows of one page only is reckoned for them only.
const PAGE_FIRST = (order: string) => `
with page as (
  select s.*, i.sku, i.title ${LEVELS} ${WHERE} order by ${order} limit $4 offset $5
), level as (
  select page.item_id, page.location_id, sku, title, on_hand, in_fulfilment, allocated, held - lapsed.quantity as held,
         transit_out, transit_in, safety_stock, backordered
    from page cross join lateral (
      select coalesce(sum(h.quantity), 0) as quantity from atp_hold h
       where h.state = 'active' and ${LAPSED_AT_LEVEL("page")}) lapsed
)
select level.*, ${NET} - safety_stock as atp from level order by ${order}`

// Where the rows are chosen or sorted by it, it is reckoned for all of them: the lapsed holds are added up once. All of
// it is materialized: a plan in the order of the page looks through the lapsed holds once a row, and took 570 ms for 45.
const RECKONED = `
with lapsed as materialized (
  select item_id, location_id, sum(quantity) as quantity from atp_hold
   where state = 'active' and expires_at <= now() group by item_id, location_id
), counted as (
  select s.item_id, s.location_id, i.sku, i.title, s.on_hand, s.in_fulfilment, s.allocated,
         s.held - coalesce(lapsed.quantity, 0) as held, s.transit_out, s.transit_in, s.safety_stock, s.backordered
  ${LEVELS}
  left join lapsed on lapsed.item_id = s.item_id and lapsed.location_id = s.location_id ${WHERE}
), level as materialized (select counted.*, ${NET} - safety_stock as atp from counted)`
const BELOW = `where atp < 0`

/** Levels with their item's SKU and title, in an order that is the same every time. */
export async function listLevels(tx: SqlTx, filter: LevelFilter): Promise<Page<ListedLevel>> {
  const { limit, offset, belowSafetyStock = false, order = { by: "sku", descending: false } } = filter
  const params = [filter.q ? pattern(filter.q) : null, filter.itemIds ?? null, filter.locationIds ?? null]
  const { count, as_of } = onlyRow(
    await tx.query<{ count: string; as_of: Date }>(
      belowSafetyStock
        ? `${RECKONED} select count(*) as count, now() as as_of from level ${BELOW}`
        : `select count(*) as count, now() as as_of ${LEVELS} ${WHERE}`,
      params,
    ),
  )
  const sorting = `${order.by} ${order.descending ? "desc" : "asc"} nulls last, item_id, location_id`
  const reckoned = belowSafetyStock || order.by === "atp" || order.by === "held"
  const rows = await tx.query<Row>(
    reckoned
      ? `${RECKONED} select * from level ${belowSafetyStock ? BELOW : ""} order by ${sorting} limit $4 offset $5`
      : PAGE_FIRST(sorting),
    [...params, limit, offset],
  )
  return { rows: rows.map(toListed), count: Number(count), limit, offset, asOf: as_of.toISOString() }
}

function toListed(row: Row): ListedLevel {
  const level = toLevel(row)
  const { sku, title } = row
  return { ...level, sku, title, backordered: Number(row.backordered), belowSafetyStock: level.atp < 0 }
}

/** What somebody typed, found anywhere, its own percent signs and underscores taken as they are. */
const pattern = (typed: string) => `%${typed.replaceAll(/[\\%_]/g, "\\$&")}%`

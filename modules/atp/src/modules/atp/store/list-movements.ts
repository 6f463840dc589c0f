import type { SqlTx } from "@holdfast/kernel"
import type { LevelKey } from "../domain/stock-level"
import type { Page, PageRequest } from "./page"
import { onlyRow } from "./only-row"

export interface MovementFilter extends PageRequest {
  readonly itemId: string
  readonly locationId?: string | undefined
}

/** One row of the ledger: by how much each counter moved, and why. */
export interface ListedMovement extends LevelKey {
  readonly id: string
  readonly kind: string
  readonly onHand: number
  readonly inFulfilment: number
  readonly allocated: number
  readonly held: number
  readonly transitOut: number
  readonly transitIn: number
  readonly safetyStock: number
  readonly reference: string | null
  readonly reason: string | null
  readonly actor: string | null
  readonly at: string
}

interface Row {
  readonly id: string
  readonly item_id: string
  readonly location_id: string
  readonly kind: string
  readonly on_hand: string
  readonly in_fulfilment: string
  readonly allocated: string
  readonly held: string
  readonly transit_out: string
  readonly transit_in: string
  readonly safety_stock: string
  readonly reference: string | null
  readonly reason: string | null
  readonly actor: string | null
  readonly at: Date
}

const COUNT = `
select count(*) as count, now() as as_of from atp_movement
 where item_id = $1 and ($2::text is null or location_id = $2)`

// The index has the item's movements by location. The locations are hopped over, also those that are gone by now, and
// each gives its newest: an item with a million movements costs a page of each location and not a sort of the million.
const NEWEST = `
with recursive place as (
  (select location_id from atp_movement where item_id = $1 and ($2::text is null or location_id = $2)
    order by location_id limit 1)
  union all
  select (select m.location_id from atp_movement m
           where m.item_id = $1 and m.location_id > place.location_id and $2::text is null
           order by m.location_id limit 1)
    from place where place.location_id is not null
)
select newest.* from place cross join lateral (
  select * from atp_movement m where m.item_id = $1 and m.location_id = place.location_id
   order by m.id desc limit $3::bigint + $4::bigint) newest
 order by newest.id desc limit $3 offset $4`

/** An item's ledger, the newest first. */
export async function listMovements(tx: SqlTx, filter: MovementFilter): Promise<Page<ListedMovement>> {
  const { itemId, locationId = null, limit, offset } = filter
  const total = onlyRow(await tx.query<{ count: string; as_of: Date }>(COUNT, [itemId, locationId]))
  const rows = await tx.query<Row>(NEWEST, [itemId, locationId, limit, offset])
  return { rows: rows.map(toListed), count: Number(total.count), limit, offset, asOf: total.as_of.toISOString() }
}

const toListed = (row: Row): ListedMovement => ({
  id: row.id,
  itemId: row.item_id,
  locationId: row.location_id,
  kind: row.kind,
  onHand: Number(row.on_hand),
  inFulfilment: Number(row.in_fulfilment),
  allocated: Number(row.allocated),
  held: Number(row.held),
  transitOut: Number(row.transit_out),
  transitIn: Number(row.transit_in),
  safetyStock: Number(row.safety_stock),
  reference: row.reference,
  reason: row.reason,
  actor: row.actor,
  at: row.at.toISOString(),
})

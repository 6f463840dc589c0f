import type { SqlTx } from "@holdfast/kernel"
import type { StockTransfer } from "../domain/stock-transfer"
import type { Page, PageRequest } from "./page"
import { onlyRow } from "./only-row"

const COLUMNS = `
t.id, t.item_id as "itemId", t.from_location_id as "fromLocationId", t.to_location_id as "toLocationId",
t.quantity::float8 as quantity, t.received::float8 as received, t.expected_day::text as "expectedDay", t.state, t.reference,
t.note, to_char(t.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
to_char(t.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"`

const INSERT = `
insert into atp_transfer as t (id, item_id, from_location_id, to_location_id, quantity, expected_day, reference, note)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (id) do nothing returning ${COLUMNS}`

const MOVE_ON = `
update atp_transfer t set state = $3, updated_at = now() where t.id = $1 and t.state = $2 returning ${COLUMNS}`

const UPDATE = `
update atp_transfer t set expected_day = $2, note = $3, updated_at = now()
 where t.id = $1 and t.state in ('requested', 'dispatched')
returning ${COLUMNS}`

const RECEIVE = `
update atp_transfer t set received = t.received + $2, updated_at = now(),
       state = case when $3 or t.received + $2 >= t.quantity then 'received' else 'dispatched' end
 where t.id = $1 and t.state = 'dispatched'
returning ${COLUMNS}`

export type TransferContent = Omit<StockTransfer, "received" | "state" | "createdAt" | "updatedAt">

/** Keeps a new transfer; undefined when its id is taken. */
export async function insertTransfer(tx: SqlTx, t: TransferContent): Promise<StockTransfer | undefined> {
  const { id, itemId, fromLocationId, toLocationId, quantity, expectedDay, reference, note } = t
  const params = [id, itemId, fromLocationId, toLocationId, quantity, expectedDay, reference, note]
  return (await tx.query<StockTransfer>(INSERT, params))[0]
}

/** From one state to the next; undefined when it was in another. */
export async function moveTransferOn(
  tx: SqlTx,
  id: string,
  from: StockTransfer["state"],
  to: StockTransfer["state"],
): Promise<StockTransfer | undefined> {
  return (await tx.query<StockTransfer>(MOVE_ON, [id, from, to]))[0]
}

/** Undefined when it is not under way any more. */
export async function updateTransfer(
  tx: SqlTx,
  id: string,
  expectedDay: string,
  note: string | null,
): Promise<StockTransfer | undefined> {
  return (await tx.query<StockTransfer>(UPDATE, [id, expectedDay, note]))[0]
}

/** Counts units in; the last ones, or `close`, end it. Undefined when it is not dispatched. */
export async function receiveTransfer(
  tx: SqlTx,
  id: string,
  quantity: number,
  close: boolean,
): Promise<StockTransfer | undefined> {
  return (await tx.query<StockTransfer>(RECEIVE, [id, quantity, close]))[0]
}

export async function readTransfer(tx: SqlTx, id: string): Promise<StockTransfer | undefined> {
  return (await tx.query<StockTransfer>(`select ${COLUMNS} from atp_transfer t where t.id = $1`, [id]))[0]
}

export interface TransferFilter extends PageRequest {
  readonly itemId?: string | undefined
  /** Where it comes from, or goes to. */
  readonly locationId?: string | undefined
  readonly state?: StockTransfer["state"] | undefined
}

const WHERE = `
 where ($1::text is null or t.item_id = $1) and ($2::text is null or $2 in (t.from_location_id, t.to_location_id))
   and ($3::text is null or t.state = $3)`

/** Transfers by the day they are expected. */
export async function listTransfers(tx: SqlTx, filter: TransferFilter): Promise<Page<StockTransfer>> {
  const { itemId = null, locationId = null, state = null, limit, offset } = filter
  const params = [itemId, locationId, state]
  const totals = await tx.query<{ count: number; asOf: Date }>(
    `select count(*)::int as count, now() as "asOf" from atp_transfer t ${WHERE}`,
    params,
  )
  const { count, asOf } = onlyRow(totals)
  const rows = await tx.query<StockTransfer>(
    `select ${COLUMNS} from atp_transfer t ${WHERE} order by t.expected_day, t.id limit $4 offset $5`,
    [...params, limit, offset],
  )
  return { rows, count, limit, offset, asOf: asOf.toISOString() }
}

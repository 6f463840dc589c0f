import type { SqlTx } from "@holdfast/kernel"
import type { ScheduledReceipt } from "../domain/scheduled-receipt"
import type { Page, PageRequest } from "./page"
import { onlyRow } from "./only-row"

const COLUMNS = `
r.id, r.item_id as "itemId", r.location_id as "locationId", r.quantity::float8 as quantity, r.received::float8 as received,
r.expected_day::text as "expectedDay", r.state, r.reference, r.note,
to_char(r.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
to_char(r.updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"`

const INSERT = `
insert into atp_receipt as r (id, item_id, location_id, quantity, expected_day, reference, note)
select * from unnest($1::text[], $2::text[], $3::text[], $4::numeric[], $5::date[], $6::text[], $7::text[])
on conflict (id) do nothing returning ${COLUMNS}`

const UPDATE = `
update atp_receipt r set quantity = n.quantity, expected_day = n.expected_day, reference = n.reference, note = n.note,
       updated_at = now()
  from unnest($1::text[], $2::numeric[], $3::date[], $4::text[], $5::text[])
    as n (id, quantity, expected_day, reference, note)
 where r.id = n.id and r.state = 'open' and r.received < n.quantity
returning ${COLUMNS}`

const RECEIVE = `
update atp_receipt r set received = r.received + $2, updated_at = now(),
       state = case when $3 or r.received + $2 >= r.quantity then 'received' else 'open' end
 where r.id = $1 and r.state = 'open'
returning ${COLUMNS}`

const CANCEL = `
update atp_receipt r set state = 'canceled', updated_at = now() where r.id = $1 and r.state = 'open' returning ${COLUMNS}`

/** What a receipt is made of, before it is kept. */
export type ReceiptContent = Pick<
  ScheduledReceipt,
  "id" | "itemId" | "locationId" | "quantity" | "expectedDay" | "reference" | "note"
>

/** Keeps new receipts; those whose id is taken are missing from the answer. */
export function insertReceipts(tx: SqlTx, receipts: readonly ReceiptContent[]): Promise<readonly ScheduledReceipt[]> {
  return tx.query<ScheduledReceipt>(INSERT, [
    receipts.map((receipt) => receipt.id),
    receipts.map((receipt) => receipt.itemId),
    receipts.map((receipt) => receipt.locationId),
    receipts.map((receipt) => receipt.quantity),
    receipts.map((receipt) => receipt.expectedDay),
    receipts.map((receipt) => receipt.reference),
    receipts.map((receipt) => receipt.note),
  ])
}

/** Changes open receipts; one that is not open, or has received as much already, is missing from the answer. */
export function updateReceipts(
  tx: SqlTx,
  receipts: readonly Omit<ReceiptContent, "itemId" | "locationId">[],
): Promise<readonly ScheduledReceipt[]> {
  return tx.query<ScheduledReceipt>(UPDATE, [
    receipts.map((receipt) => receipt.id),
    receipts.map((receipt) => receipt.quantity),
    receipts.map((receipt) => receipt.expectedDay),
    receipts.map((receipt) => receipt.reference),
    receipts.map((receipt) => receipt.note),
  ])
}

/** Counts units in; the last ones, or `close`, end it. Undefined when it is not open. */
export async function receiveReceipt(
  tx: SqlTx,
  id: string,
  quantity: number,
  close: boolean,
): Promise<ScheduledReceipt | undefined> {
  return (await tx.query<ScheduledReceipt>(RECEIVE, [id, quantity, close]))[0]
}

/** Undefined when it is not open. */
export async function cancelReceipt(tx: SqlTx, id: string): Promise<ScheduledReceipt | undefined> {
  return (await tx.query<ScheduledReceipt>(CANCEL, [id]))[0]
}

export function readReceipts(tx: SqlTx, ids: readonly string[]): Promise<readonly ScheduledReceipt[]> {
  return tx.query<ScheduledReceipt>(`select ${COLUMNS} from atp_receipt r where r.id = any ($1::text[])`, [ids])
}

export interface ReceiptFilter extends PageRequest {
  readonly itemId?: string | undefined
  readonly locationId?: string | undefined
  readonly state?: ScheduledReceipt["state"] | undefined
}

const WHERE = `
 where ($1::text is null or r.item_id = $1) and ($2::text is null or r.location_id = $2) and ($3::text is null or r.state = $3)`

/** Receipts by the day they are expected. */
export async function listReceipts(tx: SqlTx, filter: ReceiptFilter): Promise<Page<ScheduledReceipt>> {
  const { itemId = null, locationId = null, state = null, limit, offset } = filter
  const params = [itemId, locationId, state]
  const totals = await tx.query<{ count: number; asOf: Date }>(
    `select count(*)::int as count, now() as "asOf" from atp_receipt r ${WHERE}`,
    params,
  )
  const { count, asOf } = onlyRow(totals)
  const rows = await tx.query<ScheduledReceipt>(
    `select ${COLUMNS} from atp_receipt r ${WHERE} order by r.expected_day, r.id limit $4 offset $5`,
    [...params, limit, offset],
  )
  return { rows, count, limit, offset, asOf: asOf.toISOString() }
}

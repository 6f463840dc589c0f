import type { SqlTx } from "@holdfast/kernel"

// In the order of the key: neighbours land on one page, and two batches never wait for each other in a circle.
const ADD_CODES = `
insert into stacking_code (code, batch_id)
select code, $1 from unnest($2::text[]) as t (code) order by code collate "C" on conflict do nothing returning code`

const ADD_AND_COUNT_CODES = `
with added as (${ADD_CODES}) select count(*)::int as added from added`

const BATCH_OF_CODES = `
select code, batch_id as "batchId" from stacking_code where code = any($1::text[])`

const PAGE_OF_CODES = `
select code from stacking_code where batch_id = $1 and code > $2 order by code limit $3`

const READ_CODES = `
select c.code, b.entry_id as "entryId", c.batch_id as "batchId",
       case when c.order_id is not null then 'spent'
            when c.cart_id is not null and c.expires_at > clock_timestamp() then 'held' else 'free' end as state,
       case when c.order_id is not null or c.expires_at > clock_timestamp() then c.cart_id end as "cartId"
  from stacking_code c join stacking_code_batch b on b.id = c.batch_id where c.code = any($1::text[]) order by c.code`

/** A code for one use, and what became of it. */
export interface CodeState {
  readonly code: string
  readonly entryId: string
  readonly batchId: string
  readonly state: "free" | "held" | "spent"
  /** Who holds or has spent it. */
  readonly cartId: string | null
}

/** Adds codes that nobody has yet, and answers how many those were. */
export async function addAndCountCodes(tx: SqlTx, batchId: string, codes: readonly string[]): Promise<number> {
  const [row] = await tx.query<{ added: number }>(ADD_AND_COUNT_CODES, [batchId, codes])
  return row?.added ?? 0
}

/** Adds codes that nobody has yet, and answers which those were. */
export const addCodes = async (tx: SqlTx, batchId: string, codes: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await tx.query<{ code: string }>(ADD_CODES, [batchId, codes])).map(({ code }) => code))

export const batchOfCodes = (tx: SqlTx, codes: readonly string[]) =>
  tx.query<{ code: string; batchId: string }>(BATCH_OF_CODES, [codes])

/** The next codes of a batch, in their order. */
export const pageOfCodes = (tx: SqlTx, batchId: string, after: string, limit: number) =>
  tx.query<{ code: string }>(PAGE_OF_CODES, [batchId, after, limit])

export const readCodes = (tx: SqlTx, codes: readonly string[]): Promise<readonly CodeState[]> =>
  tx.query<CodeState>(READ_CODES, [codes])

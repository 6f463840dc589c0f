import type { SqlTx } from "@holdfast/kernel"

const OPEN_BATCH = `
insert into stacking_code_batch (id, entry_id, fingerprint, wanted) values ($1, $2, $3, $4)
on conflict (id) do nothing returning id`

const LOCK_BATCH = `
select id, entry_id as "entryId", fingerprint, wanted, made from stacking_code_batch where id = $1 for no key update`

const COUNT_BATCH = `update stacking_code_batch set made = made + $2, wanted = greatest(wanted, made + $2) where id = $1`

const CLOSE_BATCH = `update stacking_code_batch set fingerprint = $2 where id = $1`

export interface CodeBatch {
  readonly id: string
  readonly entryId: string
  readonly fingerprint: string
  readonly wanted: number
  readonly made: number
}

/** Makes a batch. Answers whether it is new; a second caller waits for the first. */
export const openBatch = async (tx: SqlTx, batch: Omit<CodeBatch, "made">): Promise<boolean> =>
  (await tx.query(OPEN_BATCH, [batch.id, batch.entryId, batch.fingerprint, batch.wanted])).length > 0

/** Locks a batch until the transaction ends. */
export async function lockBatch(tx: SqlTx, batchId: string): Promise<CodeBatch> {
  const [batch] = await tx.query<CodeBatch>(LOCK_BATCH, [batchId])
  if (!batch) throw new Error(`Batch ${batchId} was not opened before it was locked.`)
  return batch
}

export const countBatch = (tx: SqlTx, batchId: string, made: number) => tx.query(COUNT_BATCH, [batchId, made])

/** Keeps what tells a repeat of an import from another file. */
export const closeBatch = (tx: SqlTx, batchId: string, fingerprint: string) =>
  tx.query(CLOSE_BATCH, [batchId, fingerprint])

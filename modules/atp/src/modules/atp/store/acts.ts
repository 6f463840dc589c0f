import type { SqlTx } from "@holdfast/kernel"

const BEGIN = `
insert into atp_act (key, fingerprint, answer) values ($1, $2, 'null') on conflict (key) do nothing returning key`
const PRIOR = `select fingerprint, answer from atp_act where key = $1`
const FINISH = `update atp_act set answer = $2::jsonb where key = $1`

export type PriorAct = { readonly fingerprint: string; readonly answer: unknown }

/** Claims a caller's key for this transaction. A second caller waits for the first, and then gets what it answered. */
export async function beginAct(tx: SqlTx, key: string, fingerprint: string): Promise<PriorAct | null> {
  const [claimed] = await tx.query(BEGIN, [key, fingerprint])
  if (claimed) return null
  const [prior] = await tx.query<PriorAct>(PRIOR, [key])
  return prior ?? null
}

/** Keeps the answer, in the same transaction as what was done. */
export async function finishAct(tx: SqlTx, key: string, answer: unknown): Promise<void> {
  await tx.query(FINISH, [key, JSON.stringify(answer)])
}

import type { SqlTx } from "@holdfast/kernel"

/** Each moves with every change of its kind, in the change's own transaction. */
export interface Revisions {
  readonly entries: bigint
  readonly settings: bigint
  readonly host: bigint
}

const READ = `select name, revision::text from stacking_revision`

export async function readRevisions(tx: SqlTx): Promise<Revisions> {
  return toRevisions(await tx.query<RevisionRow>(READ, []))
}

export interface RevisionRow {
  readonly name: keyof Revisions
  readonly revision: string
}

export function toRevisions(rows: readonly RevisionRow[]): Revisions {
  const found = new Map(rows.map(({ name, revision }) => [name, BigInt(revision)]))
  return { entries: found.get("entries") ?? 0n, settings: found.get("settings") ?? 0n, host: found.get("host") ?? 0n }
}

const MOVE = `update stacking_revision set revision = revision + 1 where name = 'entries' returning revision::text`

/** The next revision of the entries. Locks its row until the end of the transaction, so changes come one after the other. */
export async function moveEntries(tx: SqlTx): Promise<bigint> {
  const [row] = await tx.query<{ revision: string }>(MOVE, [])
  return BigInt(row?.revision ?? 0)
}

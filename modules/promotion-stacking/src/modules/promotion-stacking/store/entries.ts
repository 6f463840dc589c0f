import type { SqlTx } from "@holdfast/kernel"

/** An entry as it was sent, with what it needs to be found again. */
export interface StoredEntry {
  readonly id: string
  /** The entry as it was imported. */
  readonly source: Readonly<Record<string, unknown>>
  /** Ids of categories, collections, tags and types by the handle, value or name that the entry uses. */
  readonly aliases: Readonly<Record<string, readonly string[]>>
  readonly status: string
  /** The host's promotion that stands for it. */
  readonly promotionId: string
  readonly revision: string
  readonly deleted: boolean
  /** ISO 8601 in UTC. */
  readonly updatedAt: string
}

const COLUMNS = `id, source, aliases, status, promotion_id as "promotionId", revision::text,
  deleted_at is not null as deleted, to_json(updated_at)#>>'{}' as "updatedAt"`

const CHANGED = `select ${COLUMNS} from stacking_entry where revision > $1 order by revision, id`

/** Entries that changed since a revision, deleted ones with them. */
export const entriesSince = (tx: SqlTx, revision: bigint): Promise<readonly StoredEntry[]> =>
  tx.query<StoredEntry>(CHANGED, [revision.toString()])

const LIST = `
select ${COLUMNS}, count(*) over ()::int as count from stacking_entry
 where deleted_at is null and ($1 = '' or id ilike '%' || $1 || '%') and ($2::text is null or status = $2)
 order by coalesce((source->>'lane')::int, 0), coalesce((source->>'priority')::int, 0) desc, id
 limit $3 offset $4`

export interface EntryFilter {
  readonly q?: string | undefined
  readonly status?: string | undefined
  readonly limit: number
  readonly offset: number
}

/** In the order in which they apply. */
export async function listEntries(
  tx: SqlTx,
  { q = "", status, limit, offset }: EntryFilter,
): Promise<{ readonly rows: readonly StoredEntry[]; readonly count: number }> {
  const rows = await tx.query<StoredEntry & { count: number }>(LIST, [q, status ?? null, limit, offset])
  return { rows, count: rows[0]?.count ?? 0 }
}

const ALL = `select ${COLUMNS} from stacking_entry where deleted_at is null order by id`
export const allEntries = (tx: SqlTx): Promise<readonly StoredEntry[]> => tx.query<StoredEntry>(ALL, [])

const READ = `select ${COLUMNS} from stacking_entry where id = any($1::text[]) and deleted_at is null order by id`
export const readEntriesById = (tx: SqlTx, ids: readonly string[]): Promise<readonly StoredEntry[]> =>
  tx.query<StoredEntry>(READ, [ids])

/** An entry to be written. */
export interface NewEntry {
  readonly id: string
  readonly source: unknown
  readonly aliases: unknown
  readonly status: string
  readonly promotionId: string
}

const SAVE = `
insert into stacking_entry (id, source, aliases, status, promotion_id, revision)
select id, source, aliases, status, "promotionId", $2::bigint
  from jsonb_to_recordset($1::jsonb) as e (id text, source jsonb, aliases jsonb, status text, "promotionId" text)
on conflict (id) do update set source = excluded.source, aliases = excluded.aliases, status = excluded.status,
  promotion_id = case when stacking_entry.deleted_at is null then stacking_entry.promotion_id else excluded.promotion_id end,
  revision = excluded.revision, updated_at = now(), deleted_at = null
returning id, promotion_id as "promotionId"`

/** Adds entries, or puts them in the place of those with their ids. */
export const saveEntries = (
  tx: SqlTx,
  entries: readonly NewEntry[],
  revision: bigint,
): Promise<readonly { readonly id: string; readonly promotionId: string }[]> =>
  tx.query(SAVE, [JSON.stringify(entries), revision.toString()])

const REMOVE = `
update stacking_entry set deleted_at = now(), updated_at = now(), revision = $2::bigint
 where id = $1 and deleted_at is null returning promotion_id as "promotionId"`

/** The promotion that stood for it; null when there was no such entry. */
export async function removeEntry(tx: SqlTx, id: string, revision: bigint): Promise<string | null> {
  const [row] = await tx.query<{ promotionId: string }>(REMOVE, [id, revision.toString()])
  return row?.promotionId ?? null
}

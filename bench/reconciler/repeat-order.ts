import type { Client } from "pg"

/** Runs of workflows, kept answers and messages are deleted after a while: an order that is settled has none left. */
const SHORT_LIVED = ["workflow_execution", "checkout_idempotency", "message_log_outbox", "message_log_inbox"]

const TABLES = `
select c.relname as name from pg_class c join pg_namespace s on s.oid = c.relnamespace
 where s.nspname = 'public' and c.relkind = 'r' and c.relname <> all ($1) order by c.relname`

// What fills itself is left to itself.
const COLUMNS = `
select a.attname as name from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
   and coalesce(pg_get_expr(d.adbin, d.adrelid), '') not like 'nextval(%'`

const UNIQUE_KEYS = `
select array(select a.attname::text from unnest(i.indkey) k join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k) as columns
  from pg_index i where i.indrelid = $1::regclass and i.indisunique`

type Row = Readonly<Record<string, unknown>>
interface Found {
  readonly table: string
  readonly row: Row
}

/** Stands in a row's text where its copies have their number. */
const NUMBER = "~number~"

/**
 * Copies an order with every row that hangs on it, so many times, under ids of their own. Through the API it would take
 * a day; the rows are the same ones.
 *
 * @param db a superuser's connection, since the order's tables refuse strangers
 */
export async function repeatOrder(
  db: Client,
  orderId: string,
  times: number,
  say: (what: string) => void,
): Promise<void> {
  await db.query("set session_replication_role = replica")
  const { ids, rows } = await rowsAround(db, orderId)
  for (const [index, { table, row }] of rows.entries()) {
    say(`row ${index + 1} of ${rows.length}, ${table}`)
    await repeatRow(db, table, numbered(await uniqueKeys(db, table), row, ids), times)
  }
  await db.query("set session_replication_role = origin")
  say("analyze")
  await db.query("analyze")
}

/** Every row that names the order, or names a row that does. */
async function rowsAround(db: Client, orderId: string): Promise<{ ids: readonly string[]; rows: readonly Found[] }> {
  const { rows: tables } = await db.query<{ name: string }>(TABLES, [SHORT_LIVED])
  const ids = new Set([orderId])
  for (;;) {
    const before = ids.size
    const rows: Found[] = []
    for (const { name: table } of tables) {
      const { rows: found } = await db.query<{ row: Row }>(
        `select to_jsonb(t) as row from ${quoted(table)} t where to_jsonb(t)::text ~ $1`,
        [[...ids].join("|")],
      )
      for (const { row } of found) {
        rows.push({ table, row })
        if (typeof row["id"] === "string") ids.add(row["id"])
      }
    }
    if (ids.size === before) return { ids: [...ids], rows }
  }
}

async function uniqueKeys(db: Client, table: string): Promise<readonly (readonly string[])[]> {
  const { rows } = await db.query<{ columns: readonly string[] }>(UNIQUE_KEYS, [quoted(table)])
  return rows.map(({ columns }) => columns)
}

/** The row's text with a place for a number in each id, and in one column of each unique key that has none. */
function numbered(keys: readonly (readonly string[])[], row: Row, ids: readonly string[]): string {
  const text = ids.reduce((so, id) => so.replaceAll(id, `${id}${NUMBER}`), JSON.stringify(row))
  const copy = JSON.parse(text) as Record<string, unknown>
  for (const columns of keys) {
    const texts = columns.filter((column) => typeof copy[column] === "string")
    const last = texts.at(-1)
    if (last === undefined || texts.some((column) => String(copy[column]).includes(NUMBER))) continue
    copy[last] = `${String(copy[last])}${NUMBER}`
  }
  return JSON.stringify(copy)
}

async function repeatRow(db: Client, table: string, text: string, times: number): Promise<void> {
  const { rows } = await db.query<{ name: string }>(COLUMNS, [quoted(table)])
  const columns = rows.map(({ name }) => quoted(name))
  await db.query(
    `insert into ${quoted(table)} (${columns.join(", ")})
     select ${columns.map((column) => `r.${column}`).join(", ")}
       from generate_series(1, $2::int) n
      cross join lateral jsonb_populate_record(null::${quoted(table)}, replace($1, '${NUMBER}', '_' || n)::jsonb) r`,
    [text, times],
  )
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

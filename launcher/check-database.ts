import { Client, DatabaseError } from "pg"
import { LaunchFailure } from "./launch-failure"

/** Oldest version the host's migrations and our SQL are run on. */
const OLDEST_POSTGRES = 15
/** The host's search module creates these. */
const EXTENSIONS = ["pg_trgm", "unaccent"]

export interface DatabaseFacts {
  readonly version: string
  /** No table of anybody's: a shop may be seeded without asking. */
  readonly empty: boolean
}

/**
 * Looks at the database before anything is written to it, so that a refusal leaves nothing half-done.
 *
 * @throws LaunchFailure database_unreachable, database_missing, database_login_refused, postgres_too_old, postgres_rights_missing
 */
export async function checkDatabase(url: string, oldestPostgres = OLDEST_POSTGRES): Promise<DatabaseFacts> {
  const shown = withoutPassword(url)
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
  } catch (error) {
    throw connectFailure(error, shown)
  }
  try {
    const { rows } = await client.query<{ version: string; number: string; tables: string }>(
      `select current_setting('server_version') as version, current_setting('server_version_num') as number,
              (select count(*) from pg_tables where schemaname = 'public') as tables`,
    )
    const [facts] = rows
    if (!facts) throw new Error("PostgreSQL did not answer a plain query.")
    if (Number(facts.number) < oldestPostgres * 10_000) {
      throw new LaunchFailure(
        "postgres_too_old",
        `${shown} runs PostgreSQL ${facts.version}; Holdfast needs ${oldestPostgres} or newer.`,
        "Upgrade that server, or point DATABASE_URL at a newer one.",
      )
    }
    await checkRights(client, shown)
    return { version: facts.version, empty: facts.tables === "0" }
  } finally {
    await client.end()
  }
}

/** Tries what the migrations will do, and takes it back. */
async function checkRights(client: Client, shown: string): Promise<void> {
  for (const extension of EXTENSIONS) {
    await client.query("begin")
    try {
      await client.query(`create extension if not exists ${extension}`)
      await client.query("create table holdfast_right_to_create ()")
    } catch (error) {
      throw new LaunchFailure(
        "postgres_rights_missing",
        `The user of ${shown} may not prepare the database: ${reason(error)}.`,
        [
          `As a superuser of that server, run in that database:`,
          ...EXTENSIONS.map((name) => `  create extension if not exists ${name};`),
          `  grant create on schema public to "${new URL(shown).username}";`,
          `Then try again.`,
        ].join("\n"),
      )
    } finally {
      await client.query("rollback")
    }
  }
}

function connectFailure(error: unknown, shown: string): LaunchFailure {
  const code = error instanceof DatabaseError ? error.code : undefined
  if (code === "3D000") {
    const name = new URL(shown).pathname.slice(1)
    return new LaunchFailure(
      "database_missing",
      `${shown}: the server answers, but has no database "${name}".`,
      `Create it: create database "${name}";`,
    )
  }
  if (code === "28P01" || code === "28000") {
    return new LaunchFailure(
      "database_login_refused",
      `${shown}: the server refuses this user or password.`,
      "Mend the user and password in DATABASE_URL.",
    )
  }
  return new LaunchFailure(
    "database_unreachable",
    `${shown} cannot be reached: ${reason(error)}.`,
    "Check host and port in DATABASE_URL and that the server runs, or leave DATABASE_URL out to use the embedded PostgreSQL.",
  )
}

/** A refused connection to several addresses is an AggregateError without a message of its own. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join("; ")
  return error instanceof Error ? error.message : String(error)
}

function withoutPassword(url: string): string {
  const shown = new URL(url)
  shown.password = ""
  return shown.toString()
}

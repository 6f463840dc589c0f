import { setTimeout as pause } from "node:timers/promises"
import { Client } from "pg"

export interface Statements {
  /** Every statement a client sent, `begin` and `commit` included. */
  readonly statements: number
  /** Time the database spent executing them, without the way there and back. */
  readonly executionMs: number
}

/** PostgreSQL settings the counter needs: room enough that no statement is forgotten while counting. */
export const COUNTER_SETTINGS = { shared_preload_libraries: "pg_stat_statements", "pg_stat_statements.max": "20000" }

const STATEMENTS_OF_DATABASE = `
select coalesce(sum(s.calls), 0)::float8 as statements, coalesce(sum(s.total_exec_time), 0)::float8 as "executionMs"
  from pg_stat_statements s join pg_database d on d.oid = s.dbid
 where d.datname = $1`

const SETTLE_MS = 30
const SETTLE_TIMEOUT_MS = 2_000

/**
 * Counts what reaches each database. It asks from the cluster's maintenance database, so its own statements are never
 * among those it counts.
 */
export class StatementCounter {
  private constructor(private readonly client: Client) {}

  /** @param clusterUrl the superuser's address of the database `postgres` */
  static async connect(clusterUrl: string): Promise<StatementCounter> {
    const client = new Client({ connectionString: clusterUrl })
    await client.connect()
    await client.query("create extension if not exists pg_stat_statements")
    return new StatementCounter(client)
  }

  /** Forgets what migrations and the seed have sent, which is most of what it can remember. */
  async reset(): Promise<void> {
    await this.client.query("select pg_stat_statements_reset()")
  }

  /** What happens between now and the end of `work`, and of what `work` leaves running behind its answer. */
  async during<T>(database: string, work: () => Promise<T>): Promise<{ result: T; counted: Statements }> {
    const before = await this.settled(database)
    const result = await work()
    const after = await this.settled(database)
    return {
      result,
      counted: {
        statements: after.statements - before.statements,
        executionMs: after.executionMs - before.executionMs,
      },
    }
  }

  /** @throws Error when statements were forgotten since the reset: every count would be too low */
  async checkNothingForgotten(): Promise<void> {
    const { rows } = await this.client.query<{ dealloc: string }>("select dealloc from pg_stat_statements_info")
    if (rows[0]?.dealloc === "0") return
    throw new Error("pg_stat_statements ran out of room and forgot statements. Raise pg_stat_statements.max.")
  }

  close(): Promise<void> {
    return this.client.end()
  }

  /** Events are handled after the answer went out; the count is read when it stands still. */
  private async settled(database: string): Promise<Statements> {
    const deadline = Date.now() + SETTLE_TIMEOUT_MS
    let last = await this.read(database)
    while (Date.now() < deadline) {
      await pause(SETTLE_MS)
      const now = await this.read(database)
      if (now.statements === last.statements) return now
      last = now
    }
    return last
  }

  private async read(database: string): Promise<Statements> {
    const { rows } = await this.client.query<Statements>(STATEMENTS_OF_DATABASE, [database])
    if (!rows[0]) throw new Error("pg_stat_statements gave no row for a sum.")
    return rows[0]
  }
}

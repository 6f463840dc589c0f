import type { SqlTx } from "@holdfast/kernel"
import { Pool, type PoolConfig } from "pg"

/** How the host's own connection reaches the database. */
export type ConnectionSettings = PoolConfig

/**
 * A few connections of their own for statements that must not wait behind a page of the dashboard. Each act takes
 * one connection for one statement and gives it back; nothing here ever waits for a second one.
 */
export class StatementPool implements SqlTx {
  private readonly pool: Pool
  private readonly names = new Map<string, string>()

  /** @param owner of whoever it works for; prepared statements carry it */
  constructor(
    connection: ConnectionSettings,
    size: number,
    private readonly owner = "holdfast",
  ) {
    this.pool = new Pool({
      ...connection,
      max: size,
      idleTimeoutMillis: 30_000,
      allowExitOnIdle: true,
      // Compiling a plan costs more than any of these statements takes.
      options: "-c jit=off",
    })
    // A connection that breaks while idle is replaced by the next request; without a listener it would end the process.
    this.pool.on("error", () => undefined)
  }

  /** Commits by itself. Statements are prepared once per connection. */
  async query<Row>(sql: string, params: readonly unknown[]): Promise<readonly Row[]> {
    let name = this.names.get(sql)
    if (!name) {
      name = `${this.owner}_${this.names.size}`
      this.names.set(sql, name)
    }
    const { rows } = await this.pool.query({ name, text: sql, values: [...params] })
    return rows as Row[]
  }

  /** Runs several statements in one transaction on one connection. */
  async transaction<T>(work: (tx: SqlTx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    let broken: Error | undefined
    try {
      await client.query("begin")
      const value = await work({
        query: async <Row>(sql: string, params: readonly unknown[]) =>
          (await client.query(sql, [...params])).rows as Row[],
      })
      await client.query("commit")
      return value
    } catch (error) {
      await client
        .query("rollback")
        .catch((failure: unknown) => (broken = failure instanceof Error ? failure : new Error(String(failure))))
      throw error
    } finally {
      client.release(broken)
    }
  }

  async end(): Promise<void> {
    await this.pool.end()
  }
}

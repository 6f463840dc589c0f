import { knexSqlTx, type SqlTx } from "@holdfast/kernel"
import { knex } from "@medusajs/framework/mikro-orm/knex"
import { Client, Pool } from "pg"
import type { LimitsDatabase } from "../limits-database"
import { Migration20261121200100_stacking_limits } from "../migrations/Migration20261121200100_stacking_limits"
import { Migration20261121200200_campaign_budgets } from "../migrations/Migration20261121200200_campaign_budgets"

/** A database of its own with the tables of limits and codes, and several connections to it. */
export class TestDatabase implements LimitsDatabase {
  private constructor(
    private readonly database: string,
    private readonly pool: Pool,
    private readonly change: (sql: string) => string,
  ) {}

  /** Makes the database anew. */
  static async create(name: string, connections = 24): Promise<TestDatabase> {
    // Several suites may run beside each other on one server.
    const database = `stacking_${name}_${process.env["JEST_WORKER_ID"] ?? "1"}`
    const admin = new Client({ ...address(), database: "postgres" })
    await admin.connect()
    await admin.query(`drop database if exists ${database} with (force)`)
    await admin.query(`create database ${database}`)
    await admin.end()
    const made = new TestDatabase(database, new Pool({ ...address(), database, max: connections }), (sql) => sql)
    for (const Each of [Migration20261121200100_stacking_limits, Migration20261121200200_campaign_budgets]) {
      const migration = new Each(undefined as never, undefined as never)
      await migration.up()
      for (const statement of migration.getQueries()) await made.query(statement as string, [])
    }
    // What is left is answered together with the revision of the rules; there are no rules here.
    await made.query("create table stacking_revision (name text primary key, revision bigint not null default 0)")
    return made
  }

  /** The same database with other statements: a build that is broken on purpose. */
  broken(change: (sql: string) => string): TestDatabase {
    return new TestDatabase(this.database, this.pool, change)
  }

  /** The same database as the host speaks to it. */
  overKnex(): LimitsDatabase & { end(): Promise<void> } {
    const host = knex({ client: "pg", connection: { ...address(), database: this.database } })
    return {
      query: (sql, params) => knexSqlTx(host).query(sql, params),
      transaction: (work) => host.transaction((transaction) => work(knexSqlTx(transaction))),
      end: () => host.destroy(),
    }
  }

  async query<Row>(sql: string, params: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.pool.query(this.change(sql), [...params])).rows as Row[]
  }

  async transaction<T>(work: (tx: SqlTx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    try {
      await client.query("begin")
      const value = await work({
        query: async <Row>(sql: string, params: readonly unknown[]) =>
          (await client.query(this.change(sql), [...params])).rows as Row[],
      })
      await client.query("commit")
      return value
    } catch (error) {
      await client.query("rollback")
      throw error
    } finally {
      client.release()
    }
  }

  async empty(): Promise<void> {
    await this.query("truncate stacking_code, stacking_code_batch, stacking_use, stacking_claim, stacking_counter")
  }

  /** Lets the deadline of everything that carts hold pass. */
  async lapse(...cartIds: string[]): Promise<void> {
    for (const table of ["stacking_use", "stacking_code", "stacking_claim"]) {
      await this.query(`update ${table} set expires_at = now() - interval '1 second' where cart_id = any($1)`, [
        cartIds,
      ])
    }
  }

  /** Counters that say something else than the rows they are the sum of. */
  unsound(): Promise<readonly unknown[]> {
    return this.query(`
      select c.key, c.scope, c.used, c.held, sum.used as used_rows, sum.held as held_rows
        from stacking_counter c left join (
          select key, scope, sum(amount) filter (where state = 'spent') as used, sum(amount) filter (where state = 'held') as held
            from stacking_use group by key, scope) as sum using (key, scope)
       where c.used <> coalesce(sum.used, 0) or c.held <> coalesce(sum.held, 0)`)
  }

  /** Used and held of one counter. */
  async counter(key: string, scope = "uses"): Promise<{ used: number; held: number }> {
    const [row] = await this.query<{ used: number; held: number }>(
      "select used::int, held::int from stacking_counter where key = $1 and scope = $2",
      [key, scope],
    )
    return row ?? { used: 0, held: 0 }
  }

  async end(): Promise<void> {
    await this.pool.end()
  }
}

function address() {
  const { DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD } = process.env
  return { host: DB_HOST ?? "localhost", port: Number(DB_PORT), user: DB_USERNAME ?? "", password: DB_PASSWORD ?? "" }
}

import type { SqlTx } from "./sql-tx"

/** What is used of Knex: a transaction, or the pool. */
export interface RawKnex {
  raw(sql: string, bindings: readonly unknown[]): PromiseLike<{ rows: unknown[] }>
}

/** The host's connection as the kernel's: `$1` becomes the driver's `?`, in the order the statement uses them. */
export function knexSqlTx(knex: RawKnex): SqlTx {
  return {
    async query<Row>(sql: string, params: readonly unknown[]): Promise<readonly Row[]> {
      const bindings: unknown[] = []
      const text = sql.replaceAll("?", "\\?").replace(/\$(\d+)/g, (_, n: string) => {
        bindings.push(params[Number(n) - 1])
        return "?"
      })
      const { rows } = await knex.raw(text, bindings)
      return rows as Row[]
    },
  }
}

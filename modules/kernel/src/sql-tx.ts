/**
 * One open database transaction, as `store/` files see it: a function that runs one statement.
 *
 * `service.ts` opens the transaction, hands it down, and commits or rolls back. A store file only asks, so it cannot
 * commit by accident and needs no database package to compile.
 *
 * - `sql` uses `$1`, `$2`, … for parameters, and nothing else puts values into it.
 * - `params` holds one value per placeholder. A `bigint` is passed as its decimal string.
 * - The answer has one object per row, keyed by column name, in the order the statement gave; it is empty, never
 *   undefined, when there is no row. `Row` is the caller's promise about the columns it selected: nothing checks it.
 *   PostgreSQL's `bigint` and `numeric` arrive as decimal strings (see `moneyFromMinorText`).
 * - A statement that fails rejects with the driver's error, and the transaction is then only good for a rollback.
 *
 * @example
 * const rows = await tx.query<{ id: string }>("select id from atp_hold where expires_at < $1", [before])
 */
export type SqlTx = {
  query<Row>(sql: string, params: readonly unknown[]): Promise<readonly Row[]>
}

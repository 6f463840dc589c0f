import type { SqlTx } from "@holdfast/kernel"

/** What limits and codes need of a database: statements that commit by themselves, and transactions (read committed). */
export interface LimitsDatabase extends SqlTx {
  transaction<T>(work: (tx: SqlTx) => Promise<T>): Promise<T>
}

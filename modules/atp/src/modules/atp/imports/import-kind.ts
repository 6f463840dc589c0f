import type { Outcome, Refusal, SqlTx } from "@holdfast/kernel"
import type { CsvRow } from "../csv-table"
import type { PromiseKeeper } from "../promise-keeper"
import type { StockActs } from "../stock-acts"
import type { ExportRow } from "../store/export-rows"

export interface ImportTools {
  readonly tx: SqlTx
  readonly acts: StockActs
  readonly promises: PromiseKeeper
  readonly actor: string | undefined
}

/** A kind of sheet: what is in it, how it is taken in, how it is written out. */
export interface ImportKind {
  readonly columns: readonly string[]
  readonly required: readonly string[]
  /** Takes in all rows or refuses the first bad one. Answers how many of them changed something. */
  readonly apply: (rows: readonly CsvRow[], tools: ImportTools) => Promise<Outcome<number, Refusal>>
  readonly rows: (tx: SqlTx) => Promise<readonly ExportRow[]>
}

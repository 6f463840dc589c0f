import { done, refuse, type Outcome, type Refusal, type SqlTx } from "@holdfast/kernel"
import { readCsvTable } from "./csv-table"
import { toCsv } from "./domain/to-csv"
import type { ImportKind } from "./imports/import-kind"
import { ITEM_POLICY_IMPORT } from "./imports/item-policy-import"
import { RECEIPT_IMPORT } from "./imports/receipt-import"
import { SAFETY_STOCK_IMPORT } from "./imports/safety-stock-import"
import type { PromiseKeeper } from "./promise-keeper"
import type { StockActs } from "./stock-acts"

const KINDS = {
  safety_stock: SAFETY_STOCK_IMPORT,
  item_policies: ITEM_POLICY_IMPORT,
  receipts: RECEIPT_IMPORT,
} as const satisfies Record<string, ImportKind>

export type SheetKind = keyof typeof KINDS

export interface SheetImport {
  readonly kind: SheetKind
  readonly csv: string
  /** Says what would change, and changes nothing. */
  readonly dryRun?: boolean | undefined
  readonly actor?: string | undefined
}

export interface SheetAnswer {
  readonly rows: number
  /** Rows that changed something; a sheet that says what is there already changes nothing. */
  readonly changed: number
}

/** Sheets from and to a spreadsheet: all of their rows or none. */
export class PolicyImport {
  constructor(
    private readonly acts: StockActs,
    private readonly promises: PromiseKeeper,
    private readonly reading: SqlTx,
  ) {}

  async import({ kind, csv, dryRun, actor }: SheetImport): Promise<Outcome<SheetAnswer, Refusal>> {
    const sheet = kindOf(kind)
    if (!sheet.ok) return sheet
    if (typeof csv !== "string") return refuse("import_invalid", "csv is not text.", "Send the file's text.")
    const table = readCsvTable(csv, sheet.value.columns, sheet.value.required)
    if (!table.ok) return table
    const work = async (tx: SqlTx): Promise<Outcome<SheetAnswer, Refusal>> => {
      const changed = await sheet.value.apply(table.value, { tx, acts: this.acts, promises: this.promises, actor })
      return changed.ok ? done({ rows: table.value.length, changed: changed.value }) : changed
    }
    return dryRun ? this.acts.rehearse(work) : this.acts.write(work)
  }

  /** What `import` takes: a sheet that is sent back as it is changes nothing. */
  async export(kind: SheetKind): Promise<Outcome<string, Refusal>> {
    const sheet = kindOf(kind)
    if (!sheet.ok) return sheet
    const rows = await sheet.value.rows(this.reading)
    return done(
      toCsv(
        sheet.value.columns,
        rows.map((row) => sheet.value.columns.map((column) => row[column] ?? null)),
      ),
    )
  }
}

function kindOf(kind: string): Outcome<ImportKind, Refusal> {
  if (Object.hasOwn(KINDS, kind)) return done(KINDS[kind as SheetKind])
  return refuse("import_invalid", "kind is not known.", `Send one of: ${Object.keys(KINDS).join(", ")}.`)
}

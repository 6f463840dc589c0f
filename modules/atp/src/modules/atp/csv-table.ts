import { parse } from "csv-parse/sync"
import { done, refuse, type Outcome, type Refusal } from "@holdfast/kernel"
import { parseOptionalText } from "./domain/parse-text"
import { fromCell } from "./domain/to-csv"

/** One row of a sheet: its number as the spreadsheet shows it, and its cells by column, null where one is empty. */
export interface CsvRow {
  readonly number: number
  readonly cells: Readonly<Record<string, string | null>>
}

/** One transaction holds the locks of all rows; more than this is several files. */
export const MOST_ROWS = 20_000

const LONGEST_CELL = 2_000

/** Reads a sheet. Columns may come in any order; a column that is not known is a mistake, not a comment. */
export function readCsvTable(
  text: string,
  known: readonly string[],
  required: readonly string[],
): Outcome<readonly CsvRow[], Refusal<"import_invalid" | "import_row_invalid">> {
  const [headline = ""] = text.split(/\r?\n/, 1)
  let records: string[][]
  try {
    records = parse(text, {
      bom: true,
      trim: true,
      relax_column_count: true,
      // What a spreadsheet in a country with decimal commas writes.
      delimiter: headline.includes(",") ? "," : ";",
    })
  } catch (error) {
    return invalid(error instanceof Error ? error.message : "The text is not CSV.")
  }
  const [header = [], ...lines] = records
  const unknown = header.find((name) => !known.includes(name))
  if (unknown !== undefined) return invalid(`Column ${JSON.stringify(unknown.slice(0, 40))} is not known.`, known)
  const twice = header.find((name, i) => header.indexOf(name) !== i)
  if (twice !== undefined) return invalid(`Column ${twice} comes twice.`, known)
  const missing = required.find((name) => !header.includes(name))
  if (missing !== undefined) return invalid(`Column ${missing} is missing.`, known)
  if (lines.length > MOST_ROWS) return invalid(`The file has ${lines.length} rows.`)

  const rows: CsvRow[] = []
  for (const [i, line] of lines.entries()) {
    // The header is row 1 of the sheet.
    const number = i + 2
    if (line.every((value) => value === "")) continue
    if (line.length !== header.length) {
      return refuse(
        "import_row_invalid",
        `Row ${number} has ${line.length} cells, and the header has ${header.length}.`,
        FIX(number),
      )
    }
    const cells = header.map((name, column) => [name, line[column] ? fromCell(line[column]) : null] as const)
    const row = { number, cells: Object.fromEntries(cells) }
    for (const [name, value] of cells) {
      const read = parseOptionalText(value, { field: name, max: LONGEST_CELL })
      if (!read.ok) return refuseRow(row, name, read.message)
    }
    rows.push(row)
  }
  return rows.length > 0 ? done(rows) : invalid("The file has no rows.")
}

const FIX = (row: number) => `Correct row ${row} and send the file again; nothing was changed.`

/** A row that cannot be taken: its number, its column and what is in it. Nothing of the file is. */
export function refuseRow(row: CsvRow, column: string, problem: string): Refusal<"import_row_invalid"> {
  const value = row.cells[column] ?? null
  const shown = value === null ? "empty" : JSON.stringify(value.slice(0, 40))
  return refuse("import_row_invalid", `Row ${row.number}, column ${column}, is ${shown}: ${problem}`, FIX(row.number))
}

const invalid = (problem: string, columns?: readonly string[]) =>
  refuse(
    "import_invalid",
    problem,
    columns
      ? `Send the columns ${columns.join(", ")}.`
      : `Send CSV with a header, commas or semicolons, and 1 to ${MOST_ROWS} rows.`,
  )

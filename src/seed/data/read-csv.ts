import type { z } from "@medusajs/framework/zod"
import { DataFileError } from "./data-file-error"
import { readText } from "./read-text"

export type CsvRow<T> = T & {
  /** Where the row stands, for messages: `prices.csv:12`. */
  readonly where: string
}

/**
 * Reads a comma-separated file whose first line names exactly the schema's columns, and whose first column is unique.
 * Cells hold no commas and no quotes, so that the file reads the same in an editor, a diff and a spreadsheet.
 *
 * @throws DataFileError that names each mistake as `file:line column message`
 */
export function readCsv<S extends z.ZodObject>(dataDir: string, file: string, schema: S): CsvRow<z.output<S>>[] {
  const columns = Object.keys(schema.shape)
  const [header = "", ...lines] = readText(dataDir, file).replace(/\n$/, "").split("\n")
  if (header !== columns.join(",")) {
    throw new DataFileError([`${file}:1 must be "${columns.join(",")}", and is "${header}"`])
  }

  const problems: string[] = []
  const firstSeen = new Map<string, string>()
  const rows = lines.flatMap((line, index) => {
    const where = `${file}:${index + 2}`
    const cells = line.split(",")
    if (line.includes('"') || cells.length !== columns.length) {
      problems.push(`${where} must have ${columns.length} cells without quotes, and is "${line}"`)
      return []
    }
    const key = cells[0] ?? ""
    const earlier = firstSeen.get(key)
    if (earlier) problems.push(`${where} repeats ${columns[0] ?? ""} ${key} of ${earlier}`)
    firstSeen.set(key, where)

    const parsed = schema.safeParse(Object.fromEntries(columns.map((column, at) => [column, cells[at]])))
    if (parsed.success) return [{ ...parsed.data, where }]
    problems.push(...parsed.error.issues.map((issue) => `${where} ${issue.path.join(".")}: ${issue.message}`))
    return []
  })
  if (problems.length > 0) throw new DataFileError(problems)
  return rows
}

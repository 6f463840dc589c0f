/** A row of cells; the first is a name, the others are figures. */
export type Row = readonly string[]

/** Lines up columns for a terminal: names to the left, figures to the right. A row that is empty becomes a rule. */
export function formatTable(header: Row, rows: readonly Row[]): string {
  const widths = header.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? "")].map((cell) => cell.length)),
  )
  const rule = widths.map((width) => "─".repeat(width)).join("──")
  const line = (row: Row) =>
    widths
      .map((width, column) => pad(row[column] ?? "", width, column === 0))
      .join("  ")
      .trimEnd()
  return [line(header), rule, ...rows.map((row) => (row.length === 0 ? rule : line(row)))].join("\n")
}

function pad(cell: string, width: number, toTheRight: boolean): string {
  const space = " ".repeat(width - cell.length)
  return toTheRight ? cell + space : space + cell
}

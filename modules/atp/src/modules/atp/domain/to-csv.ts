/** A table as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function toCsv(columns: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  return [columns, ...rows].map((row) => row.map(cell).join(",") + "\r\n").join("")
}

const FORMULA = /^'*[=+\-@\t\r]/

function cell(value: string | null): string {
  if (value === null) return ""
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",;\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What a cell that `toCsv` wrote meant. */
export const fromCell = (value: string): string =>
  value.startsWith("'") && FORMULA.test(value.slice(1)) ? value.slice(1) : value

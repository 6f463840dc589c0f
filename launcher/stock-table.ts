/** What is printed of a report or a repair. */
interface Answer {
  readonly levels: number
  readonly discrepancies: readonly Line[]
  readonly left?: readonly Line[]
}

interface Line {
  readonly code: string
  readonly about: string
  readonly itemId: string
  readonly locationId: string
  readonly is: number
  readonly shouldBe: number
}

/** The answer for people: one line for each discrepancy, and a last line that says how it stands. */
export function stockTable(
  answer: Answer,
  { command, dryRun }: { command: "report" | "repair"; dryRun: boolean },
): string {
  const { discrepancies, levels } = answer
  if (discrepancies.length === 0) return `${levels} levels: everything agrees.`
  const rows = discrepancies.map((one) => [
    one.code,
    one.about,
    one.itemId,
    one.locationId,
    `is ${one.is}`,
    `should be ${one.shouldBe}`,
  ])
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  )
  const left = answer.left?.length ?? discrepancies.length
  const end =
    command === "report"
      ? "Nothing was changed. `npm run stock -- repair` repairs it."
      : dryRun
        ? "Nothing was changed: without --dry-run these would be repaired."
        : left === 0
          ? "All repaired; each has a movement of its own in the ledger."
          : `${left} are left and need a person.`
  return [...lines, "", `${discrepancies.length} discrepancies in ${levels} levels. ${end}`].join("\n")
}

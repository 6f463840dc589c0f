import { describe, expect, it } from "@jest/globals"
import { stockTable } from "./stock-table"

const wrong = {
  code: "counter_differs_from_ledger",
  about: "onHand",
  itemId: "iitem_1",
  locationId: "sloc_1",
  is: 7,
  shouldBe: 10,
}

describe("stockTable", () => {
  it("says in one line that 3 levels agree", () => {
    expect(stockTable({ levels: 3, discrepancies: [] }, { command: "report", dryRun: false })).toBe(
      "3 levels: everything agrees.",
    )
  })

  it("names 1 discrepancy with both figures, and what to do about it", () => {
    expect(stockTable({ levels: 3, discrepancies: [wrong] }, { command: "report", dryRun: false })).toBe(
      "counter_differs_from_ledger  onHand  iitem_1  sloc_1  is 7  should be 10\n\n1 discrepancies in 3 levels. Nothing was changed. `npm run stock -- repair` repairs it.",
    )
  })

  it("says what a dry run, a repair and a repair that left 1 did", () => {
    const answer = { levels: 3, discrepancies: [wrong] }
    const end = (text: string) => text.split(". ").slice(1).join(". ")
    expect(end(stockTable(answer, { command: "repair", dryRun: true }))).toMatch(
      /^Nothing was changed: without --dry-run/,
    )
    expect(end(stockTable({ ...answer, left: [] }, { command: "repair", dryRun: false }))).toMatch(/^All repaired/)
    expect(end(stockTable({ ...answer, left: [wrong] }, { command: "repair", dryRun: false }))).toBe(
      "1 are left and need a person.",
    )
  })
})

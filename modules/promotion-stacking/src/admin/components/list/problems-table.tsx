import { Table } from "@medusajs/ui"
import type { EntryProblem } from "../../lib/stacking-types"

/** What is wrong, entry by entry and field by field, and what to do about it. */
export function ProblemsTable({ problems }: { problems: readonly EntryProblem[] }) {
  return (
    <div className="max-h-96 overflow-auto rounded-lg border">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>Entry</Table.HeaderCell>
            <Table.HeaderCell>Field</Table.HeaderCell>
            <Table.HeaderCell>What to know</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {problems.map((problem, n) => (
            <Table.Row key={n}>
              <Table.Cell className="whitespace-nowrap py-2 align-top">
                {typeof problem.entry === "number" ? `number ${problem.entry + 1}` : problem.entry}
              </Table.Cell>
              <Table.Cell className="py-2 align-top font-mono">{problem.field}</Table.Cell>
              <Table.Cell className="min-w-56 py-2 align-top">
                {problem.message} <span className="text-ui-fg-subtle">{problem.nextStep}</span>
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}

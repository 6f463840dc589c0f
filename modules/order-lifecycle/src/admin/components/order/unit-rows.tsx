import { Table, Text } from "@medusajs/ui"
import type { Lifecycle, LineUnits } from "../../lib/lifecycle-types"

const COLUMNS = ["ordered", "shipped", "delivered", "returned"] as const

interface Props {
  readonly lines: Lifecycle["lines"]
  readonly nameOf: (lineId: string) => string
}

/** How many units of each line left, arrived and came back. */
export function UnitRows({ lines, nameOf }: Props) {
  if (lines.length === 0) return null
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>Units</Table.HeaderCell>
            {COLUMNS.map((column) => (
              <Table.HeaderCell key={column} className="px-2 text-right capitalize">
                {column}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {lines.map((line) => (
            <Table.Row key={line.id}>
              <Table.Cell className="max-w-40">
                <Text size="small" className="truncate" title={nameOf(line.id)}>
                  {nameOf(line.id)}
                </Text>
                <Asked line={line} />
              </Table.Cell>
              {COLUMNS.map((column) => (
                <Table.Cell
                  key={column}
                  className={`px-2 text-right tabular-nums ${line[column] === 0 ? "text-ui-fg-muted" : ""}`}
                >
                  {line[column].toLocaleString()}
                </Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}

/** What somebody asked for, and nobody did yet. */
function Asked({ line }: { line: LineUnits }) {
  const packed = line.packed - line.shipped
  const words = [
    packed > 0 ? `${packed.toLocaleString()} packed` : "",
    line.return_requested > 0 ? `${line.return_requested.toLocaleString()} coming back` : "",
  ].filter(Boolean)
  if (words.length === 0) return null
  return (
    <Text size="xsmall" className="text-ui-fg-subtle whitespace-nowrap">
      {words.join(", ")}
    </Text>
  )
}

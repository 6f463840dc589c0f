import { Badge, Table } from "@medusajs/ui"
import { moneyText } from "../../lib/money-text"
import { becauseWords, OUTCOMES } from "../../lib/trace-words"
import type { TraceLine } from "../../lib/stacking-types"

interface Props {
  readonly trace: readonly TraceLine[]
  readonly currency: string
}

/** What became of every promotion that was considered, and why. */
export function TraceTable({ trace, currency }: Props) {
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>Promotion</Table.HeaderCell>
            <Table.HeaderCell>Outcome</Table.HeaderCell>
            <Table.HeaderCell>Because</Table.HeaderCell>
            <Table.HeaderCell>By</Table.HeaderCell>
            <Table.HeaderCell className="text-right">Discount</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {trace.map((line) => {
            const { label, color } = OUTCOMES[line.outcome]
            return (
              <Table.Row key={line.promotion}>
                <Table.Cell className="txt-compact-small-plus text-ui-fg-base max-w-64 truncate" title={line.promotion}>
                  {line.promotion}
                </Table.Cell>
                <Table.Cell className="whitespace-nowrap">
                  <Badge size="2xsmall" color={color}>
                    {label}
                  </Badge>
                </Table.Cell>
                <Table.Cell className="min-w-72 py-2">{becauseWords(line, currency)}</Table.Cell>
                <Table.Cell className="max-w-48 truncate" title={line.by}>
                  {line.by ?? ""}
                </Table.Cell>
                <Table.Cell className="whitespace-nowrap text-right tabular-nums">
                  {line.outcome === "applied" ? moneyText(line.discount, currency) : ""}
                </Table.Cell>
              </Table.Row>
            )
          })}
        </Table.Body>
      </Table>
    </div>
  )
}

import { StatusBadge, Table } from "@medusajs/ui"
import type { Difference } from "../../lib/machine-types"
import { stateWords } from "../../lib/state-words"
import { valueText } from "../../lib/value-text"
import { WaitingRows } from "../waiting-rows"
import { MomentCell } from "./moment-cell"
import { OrderLink } from "./order-link"

const COLUMNS = ["Found on", "Order", "What", "Stored", "By the log", "Status"]

/** Where the log and what is stored of an order are not the same. */
export function DifferencesTable({ differences }: { differences: readonly Difference[] | undefined }) {
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            {COLUMNS.map((column) => (
              <Table.HeaderCell key={column}>{column}</Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {differences ? (
            differences.map((difference) => (
              <Table.Row key={difference.id} className="align-top">
                <Table.Cell className="py-3">
                  <MomentCell at={difference.at} />
                </Table.Cell>
                <Table.Cell className="whitespace-nowrap py-3">
                  <OrderLink id={difference.order_id} />
                </Table.Cell>
                <Table.Cell className="whitespace-nowrap py-3">{stateWords(difference.kind)}</Table.Cell>
                <Value value={difference.found} />
                <Value value={difference.expected} />
                <Table.Cell className="whitespace-nowrap py-3">
                  {difference.resolved_at === null ? (
                    <StatusBadge color="red">Open</StatusBadge>
                  ) : (
                    <span className="text-ui-fg-subtle">
                      Agrees since <MomentCell at={difference.resolved_at} />
                    </span>
                  )}
                </Table.Cell>
              </Table.Row>
            ))
          ) : (
            <WaitingRows cells={COLUMNS.length} />
          )}
        </Table.Body>
      </Table>
    </div>
  )
}

function Value({ value }: { value: unknown }) {
  return (
    <Table.Cell className="min-w-48 py-3">
      <pre className="txt-small max-h-40 max-w-md overflow-auto whitespace-pre-wrap break-words font-mono">
        {valueText(value)}
      </pre>
    </Table.Cell>
  )
}

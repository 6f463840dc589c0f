import { Table } from "@medusajs/ui"
import type { Refusal } from "../../lib/machine-types"
import { stateWord, stateWords } from "../../lib/state-words"
import { valueText } from "../../lib/value-text"
import { ActorName } from "../timeline/actor-name"
import { WaitingRows } from "../waiting-rows"
import { MomentCell } from "./moment-cell"
import { OrderLink } from "./order-link"

const COLUMNS = ["When", "Order", "Event", "In state", "Why not", "Who"]

/** What was refused: who tried, which guard said no, and what it saw. */
export function RefusalsTable({ refusals }: { refusals: readonly Refusal[] | undefined }) {
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
          {refusals ? (
            refusals.map((refusal) => <RefusalRow key={refusal.id} refusal={refusal} />)
          ) : (
            <WaitingRows cells={COLUMNS.length} />
          )}
        </Table.Body>
      </Table>
    </div>
  )
}

function RefusalRow({ refusal }: { refusal: Refusal }) {
  const { at, order_id: order, event, state, message, next_step: next, guard, actor, saw } = refusal
  return (
    <Table.Row className="align-top">
      <Table.Cell className="py-3">
        <MomentCell at={at} />
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap py-3">
        <OrderLink id={order} />
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap py-3 font-mono">{event}</Table.Cell>
      <Table.Cell className="whitespace-nowrap py-3">{stateWords(state)}</Table.Cell>
      <Table.Cell className="min-w-80 py-3">
        {message} <span className="text-ui-fg-subtle">{next}</span>
        <details className="text-ui-fg-subtle mt-1">
          <summary className="cursor-pointer">
            {guard ? `Guard “${stateWord(guard)}” and what it saw` : "What it saw"}
          </summary>
          <pre className="txt-small mt-1 max-h-60 overflow-auto whitespace-pre-wrap break-words font-mono">
            {valueText(saw)}
          </pre>
        </details>
      </Table.Cell>
      <Table.Cell className="text-ui-fg-subtle min-w-32 py-3">
        <ActorName actor={actor} />
      </Table.Cell>
    </Table.Row>
  )
}

import { Table, Text } from "@medusajs/ui"
import type { ListedMessage } from "../../lib/inbox-types"
import { MomentCell } from "../moment-cell"
import { StateBadge } from "../state-badge"
import { WaitingRows } from "../waiting-rows"

const COLUMNS = ["Received", "Message", "About", "State", "Tries"]

interface Props {
  readonly messages: readonly ListedMessage[] | undefined
  readonly onOpen: (id: string) => void
}

/** Messages, the newest first. A press opens one. */
export function MessagesTable({ messages, onOpen }: Props) {
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
          {messages ? (
            messages.map((message) => <MessageRow key={message.id} message={message} onOpen={onOpen} />)
          ) : (
            <WaitingRows cells={COLUMNS.length} />
          )}
        </Table.Body>
      </Table>
    </div>
  )
}

function MessageRow({ message, onOpen }: { message: ListedMessage; onOpen: (id: string) => void }) {
  const { id, received_at: at, kind, source, key, state, attempts, reason } = message
  return (
    <Table.Row
      className="cursor-pointer"
      onClick={() => {
        onOpen(id)
      }}
    >
      <Table.Cell>
        <MomentCell at={at} />
      </Table.Cell>
      <Table.Cell className="max-w-72 py-2 lg:max-w-md">
        {/* The way in for the keyboard. */}
        <button type="button" className="txt-compact-small-plus hover:text-ui-fg-interactive block max-w-full truncate">
          {kind}
        </button>
        {reason && (
          <Text size="xsmall" className="text-ui-fg-subtle truncate" title={reason}>
            {reason}
          </Text>
        )}
      </Table.Cell>
      <Table.Cell className="max-w-56 py-2">
        <span className="block truncate font-mono" title={key}>
          {key}
        </span>
        <Text size="xsmall" className="text-ui-fg-subtle truncate">
          {source}
        </Text>
      </Table.Cell>
      <Table.Cell>
        <StateBadge state={state} />
      </Table.Cell>
      <Table.Cell className="tabular-nums">{attempts}</Table.Cell>
    </Table.Row>
  )
}

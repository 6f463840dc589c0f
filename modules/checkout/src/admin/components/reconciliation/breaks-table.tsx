import { Skeleton, StatusBadge, Table, Text } from "@medusajs/ui"
import type { Break } from "../../lib/break-types"
import { amountWords, momentWords } from "../../lib/attempt-words"

const COLUMNS = ["Since", "What", "Amount", "Order", "How it is mended"]

interface Props {
  readonly breaks: readonly Break[] | undefined
  readonly onOpen: (id: string) => void
}

/** Breaks, the open ones first. A row opens the drawer with what would be done. */
export function BreaksTable({ breaks, onOpen }: Props) {
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
          {breaks
            ? breaks.map((one) => <BreakRow key={one.id} one={one} onOpen={onOpen} />)
            : Array.from({ length: 6 }, (_, row) => (
                <Table.Row key={row}>
                  {COLUMNS.map((column) => (
                    <Table.Cell key={column}>
                      <Skeleton className="h-5 w-full min-w-16" />
                    </Table.Cell>
                  ))}
                </Table.Row>
              ))}
        </Table.Body>
      </Table>
    </div>
  )
}

function BreakRow({ one, onOpen }: { readonly one: Break; readonly onOpen: (id: string) => void }) {
  return (
    <Table.Row
      className="cursor-pointer"
      onClick={() => {
        onOpen(one.id)
      }}
    >
      <Table.Cell className="whitespace-nowrap tabular-nums">
        <time dateTime={one.since}>{momentWords(one.since)}</time>
      </Table.Cell>
      <Table.Cell className="min-w-64">
        <button
          type="button"
          className="focus-visible:shadow-borders-focus rounded text-left outline-none"
          onClick={(event) => {
            event.stopPropagation()
            onOpen(one.id)
          }}
        >
          {one.title}
        </button>
        {one.failure && (
          <Text size="xsmall" className="text-ui-fg-error line-clamp-1">
            {one.failure}
          </Text>
        )}
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap tabular-nums">{breakAmount(one)}</Table.Cell>
      <Table.Cell className="whitespace-nowrap font-mono">
        {one.order_id ? `…${one.order_id.slice(-8)}` : "–"}
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap">
        <HowBadge one={one} />
      </Table.Cell>
    </Table.Row>
  )
}

export const breakAmount = (one: Break): string =>
  one.amount_minor === null ? "–" : amountWords({ total_minor: one.amount_minor, currency_code: one.currency_code })

/** Who has to do something, and whether anybody has to. */
export function HowBadge({ one }: { readonly one: Break }) {
  if (one.resolved_at !== null) return <StatusBadge color="green">Put right</StatusBadge>
  if (one.repair === null) return <StatusBadge color="red">By hand</StatusBadge>
  if (one.asked_by !== null) return <StatusBadge color="orange">Waits for a second admin</StatusBadge>
  if (one.heals_itself) return <StatusBadge color="blue">Mends itself</StatusBadge>
  return <StatusBadge color="orange">{one.needs_second_admin ? "Two admins" : "After a look"}</StatusBadge>
}

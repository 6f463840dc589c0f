import { Skeleton, Table, Text } from "@medusajs/ui"
import { amountWords } from "../../lib/attempt-words"
import type { Break } from "../../lib/break-types"
import { Moment } from "../moment"
import { HowBadge } from "./how-badge"

const COLUMNS: readonly (readonly [name: string, className: string])[] = [
  ["So since", ""],
  ["What", ""],
  ["Amount", "text-right"],
  // The drawer names it, where there is no room for it here.
  ["Order", "hidden lg:table-cell"],
  ["Mended", ""],
]

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
            {COLUMNS.map(([name, className]) => (
              <Table.HeaderCell key={name} className={className}>
                {name}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {breaks
            ? breaks.map((one) => <BreakRow key={one.id} one={one} onOpen={onOpen} />)
            : Array.from({ length: 6 }, (_, row) => (
                <Table.Row key={row}>
                  {COLUMNS.map(([name, className]) => (
                    <Table.Cell key={name} className={className}>
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
      <Table.Cell>
        <Moment at={one.since} />
      </Table.Cell>
      <Table.Cell className="min-w-56 py-2">
        {/* The way in for the keyboard. */}
        <button
          type="button"
          className="txt-compact-small-plus hover:text-ui-fg-interactive focus-visible:shadow-borders-focus rounded text-left outline-none"
        >
          {one.title}
        </button>
        {one.failure && (
          <Text size="xsmall" className="text-ui-fg-error line-clamp-2" title={one.failure}>
            Not mended: {one.failure}
          </Text>
        )}
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap text-right tabular-nums">{breakAmount(one)}</Table.Cell>
      <Table.Cell className="hidden whitespace-nowrap font-mono lg:table-cell" title={one.order_id ?? ""}>
        {one.order_id ? `…${one.order_id.slice(-8)}` : "–"}
      </Table.Cell>
      <Table.Cell>
        <HowBadge one={one} />
      </Table.Cell>
    </Table.Row>
  )
}

export const breakAmount = (one: Break): string =>
  one.amount_minor === null ? "–" : amountWords({ total_minor: one.amount_minor, currency_code: one.currency_code })

import { ArrowDownMini, ArrowUpMini, DotsSix } from "@medusajs/icons"
import { Badge, IconButton, Table, Text, clx } from "@medusajs/ui"
import type { DragEvent } from "react"
import { Link } from "react-router-dom"
import { actionWords } from "../../lib/entry-words"
import { stacksWithWords } from "../../lib/stacks-with-words"
import type { Entry } from "../../lib/stacking-types"
import { DeleteEntry } from "./delete-entry"
import { EntryStatus } from "./entry-status"
import { KillSwitch } from "./kill-switch"

export type Side = "before" | "after"

interface Props {
  readonly entry: Entry
  /** Where the dragged row would go; undefined for every other row. */
  readonly drop: Side | undefined
  readonly dragged: boolean
  readonly busy: boolean
  /** The row of the same lane above and below, for the keyboard. */
  readonly above: string | undefined
  readonly below: string | undefined
  readonly onMove: (side: Side, target: string) => void
  readonly onDrag: (at: "start" | "end") => void
  readonly onOver: (event: DragEvent<HTMLTableRowElement>) => void
  readonly onDrop: (event: DragEvent<HTMLTableRowElement>) => void
}

const number = "text-right tabular-nums whitespace-nowrap"

/** One entry, in its place. It is dragged by its handle, or moved with the buttons beside it. */
export function EntryRow({ entry, drop, dragged, busy, above, below, onMove, onDrag, onOver, onDrop }: Props) {
  return (
    <Table.Row
      className={clx(
        dragged && "opacity-50",
        drop === "before" && "[&_td]:shadow-[inset_0_2px_0_0_var(--border-interactive)]",
        drop === "after" && "[&_td]:shadow-[inset_0_-2px_0_0_var(--border-interactive)]",
      )}
      onDragOver={onOver}
      onDrop={onDrop}
    >
      <Table.Cell className="whitespace-nowrap">
        <div className="flex items-center">
          <span
            draggable={!busy}
            aria-hidden
            title="Drag to reorder"
            className="text-ui-fg-muted cursor-grab px-1 active:cursor-grabbing"
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move"
              event.dataTransfer.setData("text/plain", entry.id)
              onDrag("start")
            }}
            onDragEnd={() => {
              onDrag("end")
            }}
          >
            <DotsSix />
          </span>
          <IconButton
            size="2xsmall"
            variant="transparent"
            aria-label={`Move ${entry.id} up`}
            disabled={busy || above === undefined}
            onClick={() => {
              if (above !== undefined) onMove("before", above)
            }}
          >
            <ArrowUpMini />
          </IconButton>
          <IconButton
            size="2xsmall"
            variant="transparent"
            aria-label={`Move ${entry.id} down`}
            disabled={busy || below === undefined}
            onClick={() => {
              if (below !== undefined) onMove("after", below)
            }}
          >
            <ArrowDownMini />
          </IconButton>
        </div>
      </Table.Cell>
      <Table.Cell className={number}>{entry.lane}</Table.Cell>
      <Table.Cell className={number}>{entry.priority}</Table.Cell>
      <Table.Cell className="min-w-64 py-2">
        <Link
          to={`/stacking/entries/${encodeURIComponent(entry.id)}`}
          className="txt-compact-small-plus text-ui-fg-base hover:text-ui-fg-interactive focus-visible:shadow-borders-focus rounded"
        >
          {entry.id}
        </Link>
        <Text size="xsmall" className="text-ui-fg-subtle">
          {actionWords(entry.source)}
        </Text>
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap">
        <EntryStatus status={entry.status} />
      </Table.Cell>
      <Table.Cell className="max-w-40 truncate" title={entry.codes.join(", ")}>
        {entry.codes.join(", ") || <span className="text-ui-fg-muted">by itself</span>}
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap">
        {entry.group ?? <span className="text-ui-fg-muted">–</span>}
        {entry.exclusive && (
          <Badge size="2xsmall" color="purple" className="ml-1">
            exclusive
          </Badge>
        )}
      </Table.Cell>
      <Table.Cell className="max-w-48 truncate" title={stacksWithWords(entry.stacks_with)}>
        {stacksWithWords(entry.stacks_with)}
      </Table.Cell>
      <Table.Cell>
        <div className="flex items-center justify-end gap-2">
          <KillSwitch entry={entry} />
          <DeleteEntry id={entry.id} />
        </div>
      </Table.Cell>
    </Table.Row>
  )
}

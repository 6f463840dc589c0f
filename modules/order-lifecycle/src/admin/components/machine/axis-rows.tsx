import { Input, Table, Text } from "@medusajs/ui"
import { useState } from "react"
import type { Axis } from "../../lib/lifecycle-types"
import type { Machine } from "../../lib/machine-types"
import { needsWords, rowFits, thenWords } from "../../lib/row-words"
import { stateWords } from "../../lib/state-words"

/** The table of one axis. Of several rows for the same state and event, the first that fits is taken. */
export function AxisRows({ axis, machine }: { axis: Axis; machine: Machine }) {
  const [typed, setTyped] = useState("")
  const titles = new Map(machine.events.map(({ name, title }) => [name, title]))
  const starts = new Map(machine.events.map(({ name, startWhen }) => [name, startWhen]))
  const titleOf = (event: string) => titles.get(event) ?? event
  const ofAxis = machine.rows.filter((row) => row.axis === axis)
  const rows = ofAxis.filter((row) => rowFits(row, titleOf(row.event), typed))
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-3">
        <Input
          type="search"
          size="small"
          aria-label={`Search the table of ${axis}`}
          placeholder="State or event"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value)
          }}
        />
        <Text size="small" className="text-ui-fg-subtle tabular-nums" aria-live="polite">
          {rows.length} of {ofAxis.length} rows
        </Text>
      </div>
      <div className="h-[28rem] overflow-auto" tabIndex={0} role="region" aria-label={`Table of ${axis}`}>
        <Table>
          <Table.Header className="bg-ui-bg-base sticky top-0">
            <Table.Row>
              <Table.HeaderCell>From</Table.HeaderCell>
              <Table.HeaderCell>Event</Table.HeaderCell>
              <Table.HeaderCell>To</Table.HeaderCell>
              <Table.HeaderCell>Only if</Table.HeaderCell>
              <Table.HeaderCell>Then</Table.HeaderCell>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {rows.map((row, n) => (
              <Table.Row key={n} className={row.noop ? "text-ui-fg-muted" : ""}>
                <Table.Cell className="whitespace-nowrap">{stateWords(row.from)}</Table.Cell>
                <Table.Cell className="whitespace-nowrap">
                  {titleOf(row.event)} <span className="text-ui-fg-muted font-mono">{row.event}</span>
                </Table.Cell>
                <Table.Cell className="whitespace-nowrap">{stateWords(row.to)}</Table.Cell>
                <Table.Cell className="min-w-64 py-2">{needsWords(row, starts.get(row.event))}</Table.Cell>
                <Table.Cell className="min-w-40 py-2">{thenWords(row)}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
        {rows.length === 0 && (
          <Text size="small" className="text-ui-fg-subtle px-6 py-8 text-center">
            No row names it. Change the search.
          </Text>
        )}
      </div>
    </>
  )
}

import { Skeleton, Table, toast } from "@medusajs/ui"
import { useState } from "react"
import { newPriorities } from "../../lib/new-priorities"
import { readLane, useStackingChange } from "../../lib/stacking-api"
import type { Entry } from "../../lib/stacking-types"
import { EntryRow, type Side } from "./entry-row"

const number = "text-right whitespace-nowrap"

/** Entries in the order in which they apply. Rows move within their lane. */
export function EntriesTable({ entries }: { entries: readonly Entry[] | undefined }) {
  const [dragged, setDragged] = useState<Entry | null>(null)
  const [drop, setDrop] = useState<{ id: string; side: Side } | null>(null)
  const [moving, setMoving] = useState(false)
  const change = useStackingChange()

  const move = async (entry: Entry, side: Side, target: string) => {
    setMoving(true)
    try {
      const priorities = newPriorities(await readLane(entry.lane), entry.id, side, target)
      if (priorities.length > 0) await change.mutateAsync({ path: "/admin/stacking/priorities", body: { priorities } })
      if (priorities.length > 1) toast.info(`Lane ${entry.lane} had no room there; its priorities are now 10 apart.`)
    } catch (error) {
      toast.error((error as Error).message)
    } finally {
      setMoving(false)
    }
  }
  const stop = () => {
    setDragged(null)
    setDrop(null)
  }
  const inLane = (at: number, lane: number) => {
    const neighbour = entries?.[at]
    return neighbour?.lane === lane ? neighbour.id : undefined
  }

  return (
    <div className="overflow-x-auto" aria-busy={moving}>
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>
              <span className="sr-only">Move</span>
            </Table.HeaderCell>
            <Table.HeaderCell className={number}>Lane</Table.HeaderCell>
            <Table.HeaderCell className={number}>Priority</Table.HeaderCell>
            <Table.HeaderCell>Promotion</Table.HeaderCell>
            <Table.HeaderCell>Status</Table.HeaderCell>
            <Table.HeaderCell>Codes</Table.HeaderCell>
            <Table.HeaderCell>Group</Table.HeaderCell>
            <Table.HeaderCell>Stacks with</Table.HeaderCell>
            <Table.HeaderCell>
              <span className="sr-only">Stop, start, delete</span>
            </Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {entries === undefined
            ? Array.from({ length: 8 }, (_, row) => <WaitingRow key={row} />)
            : entries.map((entry, at) => (
                <EntryRow
                  key={entry.id}
                  entry={entry}
                  busy={moving}
                  dragged={dragged?.id === entry.id}
                  drop={drop?.id === entry.id ? drop.side : undefined}
                  above={inLane(at - 1, entry.lane)}
                  below={inLane(at + 1, entry.lane)}
                  onMove={(side, target) => {
                    void move(entry, side, target)
                  }}
                  onDrag={(step) => {
                    if (step === "start") setDragged(entry)
                    else stop()
                  }}
                  onOver={(event) => {
                    if (dragged?.lane !== entry.lane || dragged.id === entry.id) {
                      setDrop(null)
                      return
                    }
                    event.preventDefault()
                    const { top, height } = event.currentTarget.getBoundingClientRect()
                    const side = event.clientY < top + height / 2 ? "before" : "after"
                    if (drop?.id !== entry.id || drop.side !== side) setDrop({ id: entry.id, side })
                  }}
                  onDrop={(event) => {
                    event.preventDefault()
                    if (dragged && drop) void move(dragged, drop.side, drop.id)
                    stop()
                  }}
                />
              ))}
        </Table.Body>
      </Table>
    </div>
  )
}

function WaitingRow() {
  return (
    <Table.Row>
      {Array.from({ length: 9 }, (_, cell) => (
        <Table.Cell key={cell}>
          <Skeleton className="h-5 w-full" />
        </Table.Cell>
      ))}
    </Table.Row>
  )
}

import { Container, Heading, Table, Text } from "@medusajs/ui"
import { useState } from "react"
import { quantityText } from "../../lib/quantity-text"
import { useStock } from "../../lib/stock-api"
import type { LedgerEntry } from "../../lib/stock-types"

const PAGE_SIZE = 15
const COUNTERS = [
  ["on hand", "on_hand"],
  ["in fulfilment", "in_fulfilment"],
  ["allocated", "allocated"],
  ["held", "held"],
  ["transit out", "transit_out"],
  ["transit in", "transit_in"],
  ["safety stock", "safety_stock"],
] as const

/** Every movement of one item, the newest first. */
export function Ledger({ itemId, nameOf }: { itemId: string; nameOf: (locationId: string) => string }) {
  const [page, setPage] = useState(0)
  const { data } = useStock<{ movements: LedgerEntry[]; count: number }>(`/admin/atp/items/${itemId}/movements`, {
    limit: PAGE_SIZE,
    offset: page * PAGE_SIZE,
  })
  const pages = Math.max(1, Math.ceil((data?.count ?? 0) / PAGE_SIZE))
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">Movements</Heading>
      </div>
      {data?.count === 0 ? (
        <Text className="text-ui-fg-subtle px-6 py-6">Nothing has moved yet.</Text>
      ) : (
        <div className="overflow-x-auto">
          <Table>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell>When</Table.HeaderCell>
                <Table.HeaderCell>What</Table.HeaderCell>
                <Table.HeaderCell>Location</Table.HeaderCell>
                <Table.HeaderCell>Change</Table.HeaderCell>
                <Table.HeaderCell>Why</Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {data?.movements.map((entry) => (
                <Table.Row key={entry.id}>
                  <Table.Cell className="whitespace-nowrap">{new Date(entry.at).toLocaleString()}</Table.Cell>
                  <Table.Cell className="whitespace-nowrap">{entry.kind.replaceAll("_", " ")}</Table.Cell>
                  <Table.Cell className="whitespace-nowrap">{nameOf(entry.location_id)}</Table.Cell>
                  <Table.Cell className="whitespace-nowrap tabular-nums">{changed(entry)}</Table.Cell>
                  <Table.Cell className="text-ui-fg-subtle">{entry.reason ?? entry.reference ?? ""}</Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
      <Table.Pagination
        count={data?.count ?? 0}
        pageSize={PAGE_SIZE}
        pageIndex={page}
        pageCount={pages}
        canPreviousPage={page > 0}
        canNextPage={page < pages - 1}
        previousPage={() => {
          setPage(page - 1)
        }}
        nextPage={() => {
          setPage(page + 1)
        }}
      />
    </Container>
  )
}

const changed = (entry: LedgerEntry) =>
  COUNTERS.filter(([, counter]) => entry[counter] !== 0)
    .map(([name, counter]) => `${entry[counter] > 0 ? "+" : "−"}${quantityText(Math.abs(entry[counter]))} ${name}`)
    .join(", ")

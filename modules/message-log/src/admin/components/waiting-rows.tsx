import { Skeleton, Table } from "@medusajs/ui"

/** Rows of a table that is still on its way. */
export function WaitingRows({ cells, rows = 8 }: { readonly cells: number; readonly rows?: number }) {
  return Array.from({ length: rows }, (_, row) => (
    <Table.Row key={row}>
      {Array.from({ length: cells }, (_, cell) => (
        <Table.Cell key={cell}>
          <Skeleton className="h-5 w-full min-w-16" />
        </Table.Cell>
      ))}
    </Table.Row>
  ))
}

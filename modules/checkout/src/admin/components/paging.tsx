import { Table } from "@medusajs/ui"

interface Props {
  readonly count: number
  readonly page: number
  readonly pageSize: number
  /** The page as the address names it; nothing for the first. */
  readonly onPage: (page: string) => void
}

/** Back and forth through what the server counts. */
export function Paging({ count, page, pageSize, onPage }: Props) {
  const pages = Math.max(1, Math.ceil(count / pageSize))
  return (
    <Table.Pagination
      count={count}
      pageSize={pageSize}
      pageIndex={page}
      pageCount={pages}
      canPreviousPage={page > 0}
      canNextPage={page < pages - 1}
      previousPage={() => {
        onPage(page > 1 ? String(page - 1) : "")
      }}
      nextPage={() => {
        onPage(String(page + 1))
      }}
    />
  )
}

import { Table } from "@medusajs/ui"
import type { ReactNode } from "react"

interface Props {
  readonly field: string
  /** The field that is sorted by, with a minus in front when the largest comes first. */
  readonly order: string
  readonly onOrder: (order: string) => void
  readonly align?: "left" | "right"
  readonly children: ReactNode
}

/** A column's name that sorts by it, and the other way round when it is chosen again. */
export function SortHeader({ field, order, onOrder, align = "left", children }: Props) {
  const state = order === field ? "ascending" : order === `-${field}` ? "descending" : "none"
  return (
    <Table.HeaderCell aria-sort={state} className={align === "right" ? "text-right" : ""}>
      <button
        type="button"
        className="focus-visible:shadow-borders-focus rounded whitespace-nowrap"
        onClick={() => {
          onOrder(order === field ? `-${field}` : field)
        }}
      >
        {children} <span aria-hidden>{state === "ascending" ? "↑" : state === "descending" ? "↓" : ""}</span>
      </button>
    </Table.HeaderCell>
  )
}

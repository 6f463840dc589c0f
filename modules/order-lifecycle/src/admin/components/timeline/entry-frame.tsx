import { Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { exactMoment, momentText } from "../../lib/moment-text"

interface Props {
  readonly title: string
  readonly at: string
  /** Filled for what changed the order, hollow for what did not. */
  readonly dot: string
  readonly children: ReactNode
}

/** One place on the line of an order's past. */
export function EntryFrame({ title, at, dot, children }: Props) {
  return (
    <li className="relative flex gap-3 pb-5 last:pb-0">
      <span
        aria-hidden
        className="bg-ui-border-base absolute bottom-0 left-[5px] top-5 w-px [li:last-child>&]:hidden"
      />
      <span aria-hidden className={`mt-1 size-[11px] shrink-0 rounded-full ${dot}`} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <Text size="small" weight="plus" className="min-w-0 break-words">
            {title}
          </Text>
          <time
            dateTime={at}
            title={exactMoment(at)}
            className="txt-compact-xsmall text-ui-fg-subtle whitespace-nowrap tabular-nums"
          >
            {momentText(at)}
          </time>
        </div>
        {children}
      </div>
    </li>
  )
}

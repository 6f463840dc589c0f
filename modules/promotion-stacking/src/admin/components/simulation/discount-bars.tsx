import { Text } from "@medusajs/ui"
import { moneyText } from "../../lib/money-text"
import type { TraceLine } from "../../lib/stacking-types"

interface Props {
  /** In the order in which they applied. */
  readonly applied: readonly TraceLine[]
  readonly currency: string
}

/** What each promotion takes, next to the others: the largest fills its row. */
export function DiscountBars({ applied, currency }: Props) {
  const largest = Math.max(...applied.map((line) => Number(line.discount)))
  if (!(largest > 0)) return null
  return (
    <ol className="flex flex-col gap-3" aria-label="What each promotion takes, in the order in which they apply">
      {applied.map((line, at) => (
        <li key={line.promotion} className="flex flex-col gap-1">
          <div className="flex items-baseline justify-between gap-4">
            <Text size="small" className="min-w-0 truncate" title={line.promotion}>
              {at + 1}. {line.promotion}
            </Text>
            <Text size="small" weight="plus" className="tabular-nums">
              {moneyText(line.discount, currency)}
            </Text>
          </div>
          <div aria-hidden className="bg-ui-bg-component h-2 overflow-hidden rounded-full">
            <div
              className="bg-ui-tag-green-icon h-full rounded-full"
              style={{ width: `${(100 * Number(line.discount)) / largest}%` }}
            />
          </div>
        </li>
      ))}
    </ol>
  )
}

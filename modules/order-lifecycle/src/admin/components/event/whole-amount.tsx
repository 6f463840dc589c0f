import { Text } from "@medusajs/ui"
import { amountText } from "../../lib/amount-text"
import { amountLeft, asksAmount, asksUnits, unitsLeft } from "../../lib/event-form"
import type { EventOutlook, Lifecycle } from "../../lib/lifecycle-types"

interface Props {
  readonly event: EventOutlook
  readonly lifecycle: Lifecycle
  readonly payment: string
  readonly nameOf: (lineId: string) => string
}

/** What an event that leaves nothing to choose is about. */
export function WholeAmount({ event, lifecycle, payment, nameOf }: Props) {
  if (asksAmount(event) || asksUnits(event)) return null
  if (event.facts === "lines") {
    return (
      <div>
        <Text size="small">All units that are left:</Text>
        <ul className="txt-small text-ui-fg-subtle list-disc pl-4">
          {unitsLeft(event, lifecycle).map(({ id, left }) => (
            <li key={id}>
              {left.toLocaleString()} × {nameOf(id)}
            </li>
          ))}
        </ul>
      </div>
    )
  }
  const left = event.facts === "amount" ? amountLeft(event, lifecycle, payment) : null
  return (
    <Text size="small">
      {left === null
        ? "There is nothing to fill in."
        : `All that is left: ${amountText(left, lifecycle.currency_code)}.`}
    </Text>
  )
}

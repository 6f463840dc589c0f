import { Input, Text } from "@medusajs/ui"
import { amountText } from "../lib/amount-text"
import type { RefundableLine } from "../lib/ledger-types"

interface Props {
  readonly line: RefundableLine
  readonly currency: string
  readonly units: number
  readonly onChoose: (units: number) => void
}

/** A line of the order, and how many of it are given back for. */
export function RefundLineRow({ line, currency, units, onChoose }: Props) {
  const { title, detail, quantity, refunded_quantity: refunded, shares_minor: shares } = line
  const left = shares.length
  const facts = [
    detail,
    left > 0 && `${amountText(shares[0] ?? "0", currency)}${quantity > 1 ? " each" : ""}`,
    refunded > 0 && (left > 0 ? `${refunded} of ${quantity} refunded before` : "Refunded before"),
  ]
  return (
    <li className="flex items-center justify-between gap-3 py-2">
      <div className="min-w-0">
        <Text size="small" className={left > 0 ? "truncate" : "text-ui-fg-muted truncate"}>
          {title}
        </Text>
        <Text size="xsmall" className="text-ui-fg-subtle">
          {facts.filter(Boolean).join(" · ")}
        </Text>
      </div>
      {left > 0 && (
        <div className="flex shrink-0 items-center gap-2">
          <Input
            type="number"
            size="small"
            className="w-16 text-right tabular-nums"
            aria-label={`Units of ${title} to refund`}
            min={0}
            max={left}
            step={1}
            value={units === 0 ? "" : units}
            placeholder="0"
            onChange={({ target }) => {
              onChoose(Math.min(left, Math.max(0, Math.trunc(Number(target.value)) || 0)))
            }}
          />
          <Text size="xsmall" className="text-ui-fg-subtle whitespace-nowrap tabular-nums">
            of {left}
          </Text>
        </div>
      )}
    </li>
  )
}

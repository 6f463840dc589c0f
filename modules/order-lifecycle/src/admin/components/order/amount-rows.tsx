import { amountText } from "../../lib/amount-text"
import type { Lifecycle } from "../../lib/lifecycle-types"

/** What of the order's money is where. Amounts that were only asked for are named when there are any. */
export function AmountRows({ lifecycle }: { lifecycle: Lifecycle }) {
  const { amounts, total, currency_code: currency } = lifecycle
  const rows = [
    ["Total", total, true],
    ["Authorized", amounts.authorized, true],
    ["Authorization let go", amounts.voided, false],
    ["Capture requested", amounts.capture_requested, false],
    ["Captured", amounts.captured, true],
    ["Refund requested", amounts.refund_requested, false],
    ["Refunded", amounts.refunded, true],
    ["Disputed", amounts.disputed, false],
  ] as const
  return (
    <dl className="flex flex-col gap-1 px-6 py-4">
      {rows
        .filter(([, amount, always]) => always || amount !== "0")
        .map(([label, amount]) => (
          <div key={label} className="flex items-baseline justify-between gap-4">
            <dt className="txt-compact-small text-ui-fg-subtle">{label}</dt>
            <dd className={`txt-compact-small tabular-nums ${amount === "0" ? "text-ui-fg-muted" : ""}`}>
              {amountText(amount, currency)}
            </dd>
          </div>
        ))}
    </dl>
  )
}

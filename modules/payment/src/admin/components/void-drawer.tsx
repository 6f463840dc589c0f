import { Text } from "@medusajs/ui"
import { amountText } from "../lib/amount-text"
import type { LedgerPayment } from "../lib/ledger-types"
import { ActDrawer } from "./act-drawer"

interface Props {
  readonly payment: LedgerPayment
  readonly onClose: () => void
}

/** Asks before an authorization is let go: it cannot be had back. */
export function VoidDrawer({ payment, onClose }: Props) {
  return (
    <ActDrawer
      title="Void authorization"
      description="The shopper's bank frees the money. It cannot be captured afterwards."
      verb="Void"
      act={{ path: `/admin/payments/${payment.payment_id}/void` }}
      onClose={onClose}
    >
      <Text size="small">
        {amountText(payment.amount_minor, payment.currency_code)} is authorized, and nothing captured.
      </Text>
    </ActDrawer>
  )
}

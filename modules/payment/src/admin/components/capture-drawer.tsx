import { useState } from "react"
import { amountText, minorOf, typedAmount } from "../lib/amount-text"
import type { LedgerPayment } from "../lib/ledger-types"
import { providerName } from "../lib/ledger-words"
import { ActDrawer } from "./act-drawer"
import { AmountField } from "./amount-field"

interface Props {
  readonly payment: LedgerPayment
  readonly left: bigint
  readonly onClose: () => void
}

/** How much is taken of what is authorized. */
export function CaptureDrawer({ payment, left, onClose }: Props) {
  const { currency_code: currency, payment_id: id } = payment
  const [typed, setTyped] = useState(() => typedAmount(left, currency))
  const minor = minorOf(typed, currency)
  const fits = minor !== null && minor <= left
  const most = amountText(left.toString(), currency)
  return (
    <ActDrawer
      title="Capture payment"
      description={`${providerName(payment.provider_id)} takes the money from the shopper. Up to ${most} is authorized and not captured.`}
      verb="Capture"
      act={
        fits ? { path: `/admin/payments/${id}/capture`, body: { amount: Number(typedAmount(minor, currency)) } } : null
      }
      onClose={onClose}
    >
      <AmountField currency={currency} typed={typed} most={left} fits={fits} onType={setTyped} />
    </ActDrawer>
  )
}

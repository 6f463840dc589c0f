import { Input, Textarea } from "@medusajs/ui"
import { useState } from "react"
import { amountText, minorOf, typedAmount } from "../lib/amount-text"
import type { LedgerPayment } from "../lib/ledger-types"
import { providerName } from "../lib/ledger-words"
import { ActDrawer } from "./act-drawer"
import { Field } from "./field"

interface Props {
  readonly act: "capture" | "refund"
  readonly payment: LedgerPayment
  readonly left: bigint
  readonly onClose: () => void
}

/** How much is taken, or given back and why. */
export function AmountDrawer({ act, payment, left, onClose }: Props) {
  const { currency_code: currency, payment_id: id } = payment
  const [typed, setTyped] = useState(() => typedAmount(left, currency))
  const [note, setNote] = useState("")
  const minor = minorOf(typed, currency)
  const fits = minor !== null && minor <= left
  const most = amountText(left.toString(), currency)
  const name = providerName(payment.provider_id)
  return (
    <ActDrawer
      title={act === "capture" ? "Capture payment" : "Refund payment"}
      description={
        act === "capture"
          ? `${name} takes the money from the shopper. Up to ${most} is authorized and not captured.`
          : `${name} gives the money back to the shopper. Up to ${most} is captured and not refunded.`
      }
      verb={act === "capture" ? "Capture" : "Refund"}
      act={
        fits
          ? {
              path: `/admin/payments/${id}/${act}`,
              body: { amount: Number(typedAmount(minor, currency)), ...(note.trim() && { note: note.trim() }) },
            }
          : null
      }
      onClose={onClose}
    >
      <Field id="payment-amount" label={`Amount in ${currency.toUpperCase()}`} hint={`At most ${most}.`}>
        <Input
          id="payment-amount"
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          aria-invalid={!fits}
          onChange={({ target }) => {
            setTyped(target.value)
          }}
        />
      </Field>
      {act === "refund" && (
        <Field id="payment-note" label="Reason" hint="For the shop's own records. The shopper does not see it.">
          <Textarea
            id="payment-note"
            rows={3}
            maxLength={500}
            value={note}
            onChange={({ target }) => {
              setNote(target.value)
            }}
          />
        </Field>
      )}
    </ActDrawer>
  )
}

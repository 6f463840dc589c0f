import { Input, Select } from "@medusajs/ui"
import { amountText, decimalsOf } from "../../lib/amount-text"
import {
  amountDraft,
  amountLeft,
  asksAmount,
  asksPayment,
  fitsAllPayments,
  type EventDraft,
} from "../../lib/event-form"
import type { EventOutlook, Lifecycle } from "../../lib/lifecycle-types"
import { Field } from "./field"

interface Props {
  readonly event: EventOutlook
  readonly lifecycle: Lifecycle
  readonly draft: EventDraft
  readonly onChange: (part: Partial<EventDraft>) => void
}

/** A choice has to have a value. */
const ALL = "all"

/** How much, and of which payment when there are several. */
export function AmountFields({ event, lifecycle, draft, onChange }: Props) {
  const currency = lifecycle.currency_code
  const left = amountLeft(event, lifecycle, draft.payment)
  const choose = (payment: string) => {
    onChange({ payment, ...amountDraft(event, lifecycle, payment) })
  }
  return (
    <>
      {asksPayment(event, lifecycle) && (
        <Field id="event-payment" label="Payment">
          <Select
            size="small"
            value={draft.payment || ALL}
            onValueChange={(value) => {
              if (value) choose(value === ALL ? "" : value)
            }}
          >
            <Select.Trigger id="event-payment">
              <Select.Value />
            </Select.Trigger>
            <Select.Content>
              {fitsAllPayments(event) && <Select.Item value={ALL}>All, one after another</Select.Item>}
              {lifecycle.payments.map(({ id, authorized, captured }, n) => (
                <Select.Item key={id} value={id}>
                  Payment {n + 1}: {amountText(captured, currency)} captured of {amountText(authorized, currency)}
                </Select.Item>
              ))}
            </Select.Content>
          </Select>
        </Field>
      )}
      {asksAmount(event) && (
        <Field
          id="event-amount"
          label={`Amount in ${currency.toUpperCase()}`}
          hint={
            left === null
              ? event.facts === "dispute"
                ? "Leave it empty when it is not known."
                : undefined
              : `${amountText(left, currency)} is all there is left.`
          }
        >
          <Input
            id="event-amount"
            size="small"
            type="number"
            min={0}
            step={10 ** -decimalsOf(currency)}
            className="text-right tabular-nums"
            value={draft.amount}
            onChange={({ target }) => {
              onChange({ amount: target.value })
            }}
          />
        </Field>
      )}
    </>
  )
}

import { Input } from "@medusajs/ui"
import { amountText } from "../lib/amount-text"
import { Field } from "./field"

interface Props {
  readonly currency: string
  readonly typed: string
  /** What can be moved at most, in minor units. */
  readonly most: bigint
  readonly fits: boolean
  readonly hint?: string | null
  readonly onType: (typed: string) => void
}

/** How much, as it is typed. */
export function AmountField({ currency, typed, most, fits, hint, onType }: Props) {
  const limit = `At most ${amountText(most.toString(), currency)}.`
  return (
    <Field id="payment-amount" label={`Amount in ${currency.toUpperCase()}`} hint={hint ? `${hint} ${limit}` : limit}>
      <Input
        id="payment-amount"
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        aria-invalid={!fits}
        onChange={({ target }) => {
          onType(target.value)
        }}
      />
    </Field>
  )
}

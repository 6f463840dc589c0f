import { Button, InlineTip, Select, Skeleton, Text, Textarea } from "@medusajs/ui"
import { useState } from "react"
import { amountText, minorOf } from "../lib/amount-text"
import type { LedgerPayment } from "../lib/ledger-types"
import { providerName } from "../lib/ledger-words"
import { useRefundableLines, useRefundReasons } from "../lib/payments-api"
import { allOf, refundAsked, suggested, sumOf, type RefundTyped } from "../lib/refund-choice"
import { ActDrawer } from "./act-drawer"
import { AmountField } from "./amount-field"
import { Field } from "./field"
import { RefundLineRow } from "./refund-line-row"

interface Props {
  readonly orderId: string
  readonly payment: LedgerPayment
  readonly left: bigint
  readonly onClose: () => void
}

/** How much is given back, for what and why. */
export function RefundDrawer({ orderId, payment, left, onClose }: Props) {
  const { currency_code: currency, payment_id: id } = payment
  const [typed, setTyped] = useState<RefundTyped>({ chosen: {}, amount: null, reasonId: "", note: "" })
  const { data: lines = [], isPending, error } = useRefundableLines(orderId)
  const { data: reasons = [] } = useRefundReasons()
  const change = (part: Partial<RefundTyped>) => {
    setTyped((before) => ({ ...before, ...part }))
  }
  const sum = sumOf(lines, typed.chosen)
  const amount = typed.amount ?? suggested(lines, typed.chosen, left, currency)
  const act = refundAsked(id ?? "", typed, { lines, left, currency })
  const minor = minorOf(amount, currency)
  const hint = sum > 0n && minor !== sum ? `The lines come to ${amountText(sum.toString(), currency)}.` : null
  return (
    <ActDrawer
      title="Refund payment"
      description={`${providerName(payment.provider_id)} gives the money back to the shopper. Up to ${amountText(left.toString(), currency)} is captured and not refunded.`}
      verb="Refund"
      act={act}
      onClose={onClose}
    >
      <section aria-labelledby="refund-lines" className="flex flex-col gap-1">
        <div className="flex items-center justify-between gap-2">
          <Text size="small" weight="plus" id="refund-lines">
            For which lines
          </Text>
          {lines.some(({ shares_minor: shares }) => shares.length > 0) && (
            <Button
              type="button"
              size="small"
              variant="transparent"
              onClick={() => {
                change({ chosen: sum > 0n ? {} : allOf(lines), amount: null })
              }}
            >
              {sum > 0n ? "None" : "All"}
            </Button>
          )}
        </div>
        <Text size="xsmall" className="text-ui-fg-subtle">
          Units that are chosen here are not refunded twice. Leave all at 0 for an amount without lines, such as a
          gesture of goodwill.
        </Text>
        {isPending ? (
          <Skeleton className="h-24 w-full" />
        ) : error ? (
          <InlineTip variant="warning" label="Lines are missing">
            {`${error.message} An amount can be refunded all the same.`}
          </InlineTip>
        ) : (
          <ul className="divide-y">
            {lines.map((line) => (
              <RefundLineRow
                key={line.id}
                line={line}
                currency={currency}
                units={typed.chosen[line.id] ?? 0}
                onChoose={(units) => {
                  change({ chosen: { ...typed.chosen, [line.id]: units }, amount: null })
                }}
              />
            ))}
          </ul>
        )}
      </section>
      <AmountField
        currency={currency}
        typed={amount}
        most={left}
        fits={act !== null}
        hint={hint}
        onType={(text) => {
          change({ amount: text })
        }}
      />
      {reasons.length > 0 && (
        <Field id="refund-reason" label="Reason">
          <Select
            value={typed.reasonId}
            onValueChange={(reasonId) => {
              change({ reasonId })
            }}
          >
            <Select.Trigger id="refund-reason">
              <Select.Value placeholder="Choose one" />
            </Select.Trigger>
            <Select.Content>
              {reasons.map((reason) => (
                <Select.Item key={reason.id} value={reason.id}>
                  {reason.label}
                </Select.Item>
              ))}
            </Select.Content>
          </Select>
        </Field>
      )}
      <Field id="payment-note" label="Note" hint="For the shop's own records. The shopper does not see it.">
        <Textarea
          id="payment-note"
          rows={3}
          maxLength={500}
          value={typed.note}
          onChange={({ target }) => {
            change({ note: target.value })
          }}
        />
      </Field>
    </ActDrawer>
  )
}

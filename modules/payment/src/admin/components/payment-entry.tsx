import { Button, Copy, InlineTip, StatusBadge, Text } from "@medusajs/ui"
import { useState } from "react"
import { amountText } from "../lib/amount-text"
import type { LedgerPayment } from "../lib/ledger-types"
import { amountsLeft, momentText, paymentState, providerName } from "../lib/ledger-words"
import { AmountDrawer } from "./amount-drawer"
import { DisputeNotice } from "./dispute-notice"
import { FraudNotice } from "./fraud-notice"
import { OperationRows } from "./operation-rows"
import { VoidDrawer } from "./void-drawer"

/** One payment: what was authorized, taken and given back, and what can be done with it. */
export function PaymentEntry({ payment }: { readonly payment: LedgerPayment }) {
  const [asked, setAsked] = useState<"capture" | "refund" | "void" | null>(null)
  const { currency_code: currency } = payment
  const [words, color] = paymentState(payment)
  const left = amountsLeft(payment)
  const waits = left.capture > 0n && payment.expires_at !== null
  const rows = [
    ["Authorized", payment.amount_minor, payment.authorized_at !== null],
    ["Capture requested", payment.capture_requested_minor, payment.capture_requested_minor !== "0"],
    ["Captured", payment.captured_minor, true],
    ["Refund requested", payment.refund_requested_minor, payment.refund_requested_minor !== "0"],
    ["Refunded", payment.refunded_minor, payment.refunded_minor !== "0"],
  ] as const
  const close = () => {
    setAsked(null)
  }
  return (
    <section className="flex flex-col gap-4 px-6 py-4" aria-label={`Payment by ${providerName(payment.provider_id)}`}>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <Text size="small" weight="plus" className="capitalize">
            {providerName(payment.provider_id)}
          </Text>
          {payment.provider_reference && (
            <div className="text-ui-fg-subtle flex min-w-0 items-center gap-1">
              <Text size="xsmall" className="truncate font-mono">
                {payment.provider_reference}
              </Text>
              <Copy content={payment.provider_reference} />
            </div>
          )}
        </div>
        <StatusBadge color={color}>{words}</StatusBadge>
      </div>
      <dl className="flex flex-col gap-1">
        {rows
          .filter(([, , shown]) => shown)
          .map(([label, amount]) => (
            <div key={label} className="flex items-baseline justify-between gap-4">
              <dt className="txt-compact-small text-ui-fg-subtle">{label}</dt>
              <dd className="txt-compact-small tabular-nums">{amountText(amount, currency)}</dd>
            </div>
          ))}
      </dl>
      {waits && payment.expires_at && payment.expires_soon && (
        <InlineTip variant="warning" label="Nothing is captured yet">
          The authorization ends {momentText(payment.expires_at)}. Capture it before then; afterwards the shopper has to
          pay again.
        </InlineTip>
      )}
      {waits && payment.expires_at && !payment.expires_soon && (
        <Text size="xsmall" className="text-ui-fg-subtle">
          Capture by {momentText(payment.expires_at)}: the authorization ends then.
        </Text>
      )}
      {payment.fraud_warnings.map((warning) => (
        <FraudNotice key={warning.id} warning={warning} />
      ))}
      {payment.disputes.map((dispute) => (
        <DisputeNotice key={dispute.id} dispute={dispute} currency={currency} />
      ))}
      {(left.capture > 0n || left.refund > 0n || left.void) && (
        <div className="flex flex-wrap gap-2">
          {(["capture", "refund"] as const).map(
            (act) =>
              left[act] > 0n && (
                <Button
                  key={act}
                  size="small"
                  variant="secondary"
                  onClick={() => {
                    setAsked(act)
                  }}
                >
                  {act === "capture" ? "Capture" : "Refund"}
                </Button>
              ),
          )}
          {left.void && (
            <Button
              size="small"
              variant="secondary"
              onClick={() => {
                setAsked("void")
              }}
            >
              Void
            </Button>
          )}
        </div>
      )}
      <OperationRows payment={payment} />
      {(asked === "capture" || asked === "refund") && (
        <AmountDrawer act={asked} payment={payment} left={left[asked]} onClose={close} />
      )}
      {asked === "void" && <VoidDrawer payment={payment} onClose={close} />}
    </section>
  )
}

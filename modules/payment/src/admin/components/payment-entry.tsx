import { Button, Copy, StatusBadge, Text } from "@medusajs/ui"
import { useState } from "react"
import { amountText } from "../lib/amount-text"
import type { LedgerPayment } from "../lib/ledger-types"
import { amountsLeft, paymentState, providerName } from "../lib/ledger-words"
import { CaptureDrawer } from "./capture-drawer"
import { DisputeNotice } from "./dispute-notice"
import { ExpiryNote } from "./expiry-note"
import { FraudNotice } from "./fraud-notice"
import { OperationRows } from "./operation-rows"
import { RefundDrawer } from "./refund-drawer"
import { VoidDrawer } from "./void-drawer"

/** One payment: what was authorized, taken and given back, and what can be done with it. */
export function PaymentEntry({ orderId, payment }: { readonly orderId: string; readonly payment: LedgerPayment }) {
  const [asked, setAsked] = useState<"capture" | "refund" | "void" | null>(null)
  const { currency_code: currency } = payment
  const [words, color] = paymentState(payment, Date.now())
  const left = amountsLeft(payment)
  const name = providerName(payment.provider_id)
  const authorized = payment.authorized_at !== null
  const rows = [
    [authorized ? "Authorized" : "To be paid", payment.amount_minor, true],
    ["Capture requested", payment.capture_requested_minor, payment.capture_requested_minor !== "0"],
    ["Captured", payment.captured_minor, authorized || payment.captured_minor !== "0"],
    ["Refund requested", payment.refund_requested_minor, payment.refund_requested_minor !== "0"],
    ["Refunded", payment.refunded_minor, payment.refunded_minor !== "0"],
  ] as const
  const close = () => {
    setAsked(null)
  }
  return (
    <section className="flex flex-col gap-4 px-6 py-4" aria-label={`Payment by ${name}`}>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <Text size="small" weight="plus">
            {name}
          </Text>
          {payment.provider_reference && (
            <div className="text-ui-fg-subtle flex min-w-0 items-center gap-1">
              <Text size="xsmall" className="truncate font-mono">
                {payment.provider_reference}
              </Text>
              <Copy content={payment.provider_reference} className="text-ui-fg-muted shrink-0" />
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
              <dd className="txt-compact-small break-all text-right tabular-nums">{amountText(amount, currency)}</dd>
            </div>
          ))}
      </dl>
      {left.capture > 0n && payment.expires_at !== null && (
        <ExpiryNote until={payment.expires_at} soon={payment.expires_soon} />
      )}
      {payment.canceled_at !== null && payment.captured_minor === "0" && (
        <Text size="xsmall" className="text-ui-fg-subtle">
          Nothing can be captured of it any more. If the order is still to be paid, make a payment link in the section
          Payments of this page.
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
      {asked === "capture" && <CaptureDrawer payment={payment} left={left.capture} onClose={close} />}
      {asked === "refund" && <RefundDrawer orderId={orderId} payment={payment} left={left.refund} onClose={close} />}
      {asked === "void" && <VoidDrawer payment={payment} onClose={close} />}
    </section>
  )
}

import { exponentOf, parseCurrency } from "@holdfast/kernel"
import type { ObservedOrder } from "./domain/observed-order"
import { liveTotal } from "./live-total"
import type { ObservedRow } from "./store/observe-orders"

/** The host's record in minor units. What is finer than a minor unit is rounded half up, as the host shows it. */
export function observedOrder(row: ObservedRow): ObservedOrder {
  const currency = parseCurrency(row.currency_code)
  const exponent = currency.ok ? exponentOf(currency.value) : 2
  const minor = (decimal: string) => toMinor(decimal, exponent)
  return {
    currency: row.currency_code,
    status: row.status,
    // A draft that was put away is a draft still: nobody has placed it.
    isDraft: row.is_draft && (row.status === "draft" || row.status === "archived"),
    canceled: row.canceled || row.status === "canceled",
    deleted: row.deleted,
    cancelDue: row.cancel_due,
    // What was refunded and came back as well makes it less than nothing, which is nothing to pay.
    total: larger(minor(row.parts ? liveTotal(row.currency_code, row.parts) : row.total), 0n),
    lines: Object.fromEntries(
      row.lines.map((line) => [
        line.id,
        {
          ordered: line.quantity,
          packed: line.fulfilled,
          shipped: line.shipped,
          delivered: line.delivered,
          returnRequested: line.return_requested,
          returned: line.returned,
        },
      ]),
    ),
    payments: Object.fromEntries(
      row.payments.map((payment) => [
        payment.id,
        {
          amount: minor(payment.amount),
          captured: minor(payment.captured),
          captureRequested: minor(payment.capture_requested),
          refunded: minor(payment.refunded),
          refundRequested: minor(payment.refund_requested),
          canceled: payment.canceled,
        },
      ]),
    ),
  }
}

const larger = (a: bigint, b: bigint) => (a > b ? a : b)

/** Totals of the host may carry 20 decimals of a division. */
function toMinor(decimal: string, exponent: number): bigint {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(decimal.trim()) ?? []
  const digits = `${fraction}${"0".repeat(exponent + 1)}`
  const minor = BigInt(`${whole || "0"}${digits.slice(0, exponent)}`) + (digits[exponent]! >= "5" ? 1n : 0n)
  return sign && minor > 0n ? -minor : minor
}

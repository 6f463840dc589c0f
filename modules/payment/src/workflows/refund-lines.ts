import { refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { MedusaContainer } from "@medusajs/framework/types"
import { MathBN, Modules } from "@medusajs/framework/utils"
import { canonicalHash, expectDone, refuse } from "@holdfast/kernel"
import type { LineAsked } from "../modules/payment/domain/refund-lines"
import { decimalText, minorText } from "../modules/payment/minor-units"
import { orThrow, refusalError } from "../modules/payment/or-throw"
import { moneyLinks } from "./money-links"
import { paymentsOf } from "./payments-of"
import { refundableLines } from "./refundable-lines"

export interface LinesRefund {
  readonly paymentId: string
  readonly lines: readonly LineAsked[]
  /** Other than what the lines come to, such as less a fee. In major units, as the host's routes take it. */
  readonly amount?: number | undefined
  readonly note?: string | undefined
  readonly reasonId?: string | undefined
  readonly by?: string | undefined
}

/**
 * Gives money back for lines of an order, by the host's own workflow. Which lines is kept on the host's row of the refund,
 * so nothing is given back twice for one unit.
 */
export async function refundLines(container: MedusaContainer, asked: LinesRefund): Promise<void> {
  const { paymentId } = asked
  const payments = paymentsOf(container)
  const payment = await payments.retrievePayment(paymentId)
  const { orderId } = await moneyLinks(container, payment.payment_collection_id)
  if (orderId === null) {
    throw refusalError(
      refuse(
        "payment_without_order",
        `Payment ${paymentId} belongs to no order.`,
        "Refund an amount of it, or void it.",
      ),
    )
  }
  // Two people who give back for one unit find each other here: the second sees what the first has given back for.
  await container.resolve(Modules.LOCKING).execute(`refund-lines:${orderId}`, async () => {
    const { currency, lines } = await refundableLines(container, orderId)
    const chosen = orThrow(payments.chooseRefundLines(lines, asked.lines))
    const { captures = [], refunds = [] } = await payments.retrievePayment(paymentId, {
      relations: ["captures", "refunds"],
    })
    const left = minorSum(captures, currency) - minorSum(refunds, currency)
    // Each line is rounded for itself, so all of them may come to some cents more than the order did.
    const beyond = chosen.amountMinor - left
    const most = beyond > 0n && beyond <= BigInt(lines.length) ? left : chosen.amountMinor
    await refundPaymentWorkflow(container).run({
      input: {
        payment_id: paymentId,
        amount: asked.amount ?? decimalText(most.toString(), currency),
        ...(asked.note !== undefined && { note: asked.note }),
        ...(asked.reasonId !== undefined && { refund_reason_id: asked.reasonId }),
        ...(asked.by !== undefined && { created_by: asked.by }),
        // The host hands its step what it is given, and our module takes these two.
        ...({
          metadata: { lines: asked.lines },
          idempotency_key: expectDone(canonicalHash([paymentId, chosen.intent])),
        } as object),
      },
    })
  })
}

const minorSum = (rows: readonly { readonly amount: unknown }[], currency: string): bigint => {
  const total = rows.reduce((sum, { amount }) => MathBN.add(sum, amount as number), MathBN.convert(0))
  return BigInt(minorText(total.toFixed(), currency))
}

import "@medusajs/medusa/core-flows"
import { installGuard } from "@holdfast/host-kit"
import type { BigNumberInput, PaymentDTO } from "@medusajs/framework/types"
import { MathBN } from "@medusajs/framework/utils"
import type { Summary } from "./correct-account"
import { paymentsOf } from "./payments-of"

// The host makes an order cheaper by what is refunded beyond what it owes, and keeps no note of which refund that was
// for. Should the refund come back, it is this much that the order becomes dearer again.
installGuard<{ readonly payment_id: string; readonly amount?: BigNumberInput }>("refund-payment-workflow", "payment", {
  before: () => Promise.resolve(),
  undone: () => Promise.resolve(),
  after: async ({ container, input, answerOf }) => {
    const order = answerOf("order") as { readonly summary?: Summary } | undefined
    const payment = answerOf("refund-payment-step") as PaymentDTO | undefined
    const [refund] = payment?.refunds ?? []
    if (!order || !payment || !refund) return
    const difference = (order.summary?.raw_pending_difference ??
      order.summary?.pending_difference ??
      0) as BigNumberInput
    const owed = MathBN.lt(difference, 0) ? MathBN.mult(difference, -1) : MathBN.convert(0)
    const beyond = MathBN.sub(input.amount ?? payment.amount, owed)
    if (MathBN.gt(beyond, 0)) await paymentsOf(container).noteCredit(refund.id, beyond.toFixed())
  },
})

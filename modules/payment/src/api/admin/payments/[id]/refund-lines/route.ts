import { readInput, text } from "@holdfast/host-kit"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { paymentsOf } from "../../../../../workflows/payments-of"
import { refundLines } from "../../../../../workflows/refund-lines"

const Body = z.strictObject({
  lines: z
    .array(z.strictObject({ id: text(255), quantity: z.number().int().positive().max(1_000_000) }))
    .min(1)
    .max(1000),
  amount: z.number().positive().optional(),
  refund_reason_id: text(255).optional(),
  note: text(2000).optional(),
})

/** Gives money back for lines of the order. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const paymentId = req.params["id"]!
  const { lines, amount, refund_reason_id: reasonId, note } = readInput(Body, req.body)
  await refundLines(req.scope, { paymentId, lines, amount, reasonId, note, by: req.auth_context.actor_id })
  const payment = await paymentsOf(req.scope).retrievePayment(paymentId, { relations: ["captures", "refunds"] })
  res.json({ payment })
}

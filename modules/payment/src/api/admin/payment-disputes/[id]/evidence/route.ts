import { readInput, text } from "@holdfast/host-kit"
import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../../modules/payment/or-throw"
import { paymentsOf } from "../../../../../workflows/payments-of"

const Body = z.strictObject({
  evidence: z
    .record(text(100), text(20_000))
    .refine((given) => Object.keys(given).length > 0, "must hold at least one piece of evidence"),
})

/** Sends what speaks for the shop to the provider, once. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { evidence } = readInput(Body, req.body)
  const dispute = orThrow(
    await paymentsOf(req.scope).answerDispute({ disputeId: req.params["id"]!, act: "defend", evidence }),
  )
  res.json({ dispute })
}

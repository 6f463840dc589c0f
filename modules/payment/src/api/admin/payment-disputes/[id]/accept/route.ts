import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orThrow } from "../../../../../modules/payment/or-throw"
import { paymentsOf } from "../../../../../workflows/payments-of"

/** Gives a dispute up: the bank keeps the money. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const dispute = orThrow(await paymentsOf(req.scope).answerDispute({ disputeId: req.params["id"]!, act: "accept" }))
  res.json({ dispute })
}

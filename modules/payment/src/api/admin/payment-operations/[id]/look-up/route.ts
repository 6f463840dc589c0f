import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { refuse } from "@holdfast/kernel"
import { refusalError } from "../../../../../modules/payment/or-throw"
import { followSettled } from "../../../../../workflows/follow-operations"
import { paymentsOf } from "../../../../../workflows/payments-of"

/** Asks the provider now what became of it, and lets the order follow. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const id = req.params["id"]!
  const state = await paymentsOf(req.scope).lookUp(id)
  if (state === null) {
    throw refusalError(
      refuse("payment_operation_absent", `There is no payment operation ${id}.`, "Read the order's payments again."),
    )
  }
  await followSettled(req.scope)
  res.json({ id, state })
}

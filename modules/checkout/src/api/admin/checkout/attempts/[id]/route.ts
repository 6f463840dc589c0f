import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { checkoutOf } from "../../../../../workflows/checkout-of"

/** GET /admin/checkout/attempts/:id: its acts, their inverses, its keys, and what compensation would do now. */
export const GET = async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
  const id = req.params["id"] ?? ""
  const attempt = await checkoutOf(req.scope).retrieveAttempt(id)
  if (!attempt) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no checkout attempt ${id}.`, "attempt_unknown")
  }
  res.json({ attempt })
}

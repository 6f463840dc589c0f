import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { checkoutOf } from "../../../../../workflows/checkout-of"

/** One break, with what would mend it and who has to agree. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { id = "" } = req.params
  const found = await checkoutOf(req.scope).reconciliation.read(id)
  if (!found) throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no break ${id}.`, "break_unknown")
  res.json({ break: found })
}

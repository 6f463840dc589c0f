import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { checkoutOf } from "../../../../../../workflows/checkout-of"
import { repairBreak } from "../../../../../../workflows/reconcile"

/** Mends a break, or notes that the first of two admins wants it mended: then the answer is 202. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { id = "" } = req.params
  const { reconciliation } = checkoutOf(req.scope)
  const admin = req.auth_context.actor_id
  const may = await reconciliation.mayRepair(id, admin)
  if (!may.ok) {
    const type = may.code === "break_unknown" ? MedusaError.Types.NOT_FOUND : MedusaError.Types.NOT_ALLOWED
    throw new MedusaError(type, `${may.message} ${may.nextStep}`, may.code)
  }
  const { shown, go } = may.value
  if (!go) {
    res.status(202).json({ break: shown, repaired: false, waits_for: "second_admin" })
    return
  }
  const failure = await repairBreak(req.scope, shown, admin)
  await reconciliation.look()
  res.json({ break: await reconciliation.read(id), repaired: failure === null, failure })
}

/** The first admin takes the wish back. */
export async function DELETE(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { id = "" } = req.params
  const { reconciliation } = checkoutOf(req.scope)
  await reconciliation.withdraw(id)
  res.json({ break: await reconciliation.read(id) })
}

import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orThrow } from "../../../../../../modules/atp/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../../../snake-case"
import { stockOf } from "../../../../../stock-of"

/** The units leave the source. Sent twice, it answers what was done. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const transfer = await stockOf(req).dispatchTransfer(readInput(text(), req.params.id), req.auth_context.actor_id)
  res.json({ transfer: snakeCase(orThrow(transfer)) })
}

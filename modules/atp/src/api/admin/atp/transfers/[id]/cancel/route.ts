import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orThrow } from "../../../../../../modules/atp/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../../../snake-case"
import { stockOf } from "../../../../../stock-of"

/** Gives the units back to the source, before they have left it. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const transfer = await stockOf(req).cancelTransfer(readInput(text(), req.params.id), req.auth_context.actor_id)
  res.json({ transfer: snakeCase(orThrow(transfer)) })
}

import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orThrow } from "../../../../../../modules/atp/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../../../snake-case"
import { stockOf } from "../../../../../stock-of"
import { arrivalOf } from "../../../arrival-body"

/** Puts arrived units on the shelf at the destination; closed short, the rest is written off. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(snakeCase(orThrow(await stockOf(req).receiveTransfer(readInput(text(), req.params.id), arrivalOf(req)))))
}

import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orThrow } from "../../../../../../modules/atp/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../../../snake-case"
import { stockOf } from "../../../../../stock-of"
import { arrivalOf } from "../../../arrival-body"

/** Puts arrived units on the shelf. With a `key` of the caller's own, sending it twice counts them once. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(snakeCase(orThrow(await stockOf(req).receiveReceipt(readInput(text(), req.params.id), arrivalOf(req)))))
}

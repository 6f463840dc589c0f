import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orThrow } from "../../../../../modules/atp/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { stockOf } from "../../../../stock-of"

/** Lets a hold go. One that is not there is gone already, so that asking twice is no error. */
export async function DELETE(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const id = readInput(text(), req.params.hold_id)
  orThrow(await stockOf(req).endHold(id))
  res.json({ id, object: "hold", deleted: true })
}

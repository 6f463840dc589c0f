import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { readInput, text } from "@holdfast/host-kit"
import { stackingOf } from "../../../../stacking-of"

/** What promotions do for a cart, in words for shoppers: applied, why an entered code is not, and what is nearly reached. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await stackingOf(req).tellShopper(readInput(text(), req.params.id)))
}

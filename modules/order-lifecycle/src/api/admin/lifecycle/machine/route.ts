import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { lifecycleOf } from "../../../../workflows/lifecycle-of"

/** The tables that every order follows, drawn from themselves, and how many orders are in each state. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await lifecycleOf(req.scope).machine())
}

import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { snakeCase } from "../../../snake-case"
import { stockOf } from "../../../stock-of"

/** The locations that have a rank of their own. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ location_policies: snakeCase(await stockOf(req).locationPolicies()) })
}

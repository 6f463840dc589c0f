import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { voidPayment } from "../../../../../workflows/void-payment"

/** Lets an authorization go of which nothing was captured. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ payment: await voidPayment(req.scope, req.params["id"]!) })
}

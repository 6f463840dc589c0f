import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { page, readInput, text, yesOrNo } from "@holdfast/host-kit"
import { checkoutOf } from "../../../../workflows/checkout-of"

const asked = (kinds: readonly string[]) =>
  z.object({ ...page, open: yesOrNo.optional(), kind: z.enum(kinds).optional(), order_id: text().optional() }).strict()

/** Breaks, the open ones first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { reconciliation } = checkoutOf(req.scope)
  const { open, kind, order_id: orderId, limit, offset } = readInput(asked(reconciliation.kinds), req.query)
  const found = await reconciliation.list({ open, kind, orderId, limit, offset })
  res.json({ ...found, limit, offset })
}

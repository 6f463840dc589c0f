import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { page, readInput, text } from "@holdfast/host-kit"
import { checkoutOf } from "../../../../workflows/checkout-of"

const query = z.strictObject({
  state: z.enum(["open", "ordered", "refused", "undone", "stuck"]).optional(),
  cart_id: text().optional(),
  order_id: text().optional(),
  ...page,
})

/** GET /admin/checkout/attempts: completions, the newest first. */
export const GET = async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
  const { state, cart_id: cartId, order_id: orderId, limit, offset } = readInput(query, req.query)
  const { attempts, count } = await checkoutOf(req.scope).listAttempts({ state, cartId, orderId, limit, offset })
  res.json({ attempts, count, limit, offset })
}

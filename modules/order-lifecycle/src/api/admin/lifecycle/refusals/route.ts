import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { lifecycleOf } from "../../../../workflows/lifecycle-of"
import { page, readInput, text } from "@holdfast/host-kit"

const Query = z.object({ order_id: text().optional(), code: text(100).optional(), ...page })

/** What orders did not accept, newest first: who asked, why not, and what the guard saw. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { order_id: orderId, code, limit, offset } = readInput(Query, req.query)
  res.json({ ...(await lifecycleOf(req.scope).refusals({ orderId, code, limit, offset })), limit, offset })
}

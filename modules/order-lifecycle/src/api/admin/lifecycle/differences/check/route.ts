import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { lifecycleOf } from "../../../../../workflows/lifecycle-of"
import { readInput, text } from "@holdfast/host-kit"

const Body = z.strictObject({ order_id: text().optional() })

/** Replays one order or all of them now, and files what differs. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { order_id: orderId } = readInput(Body, req.body)
  const { orders, differences } = await lifecycleOf(req.scope).check({ orderId })
  res.json({ checked: orders, differences: differences.length })
}

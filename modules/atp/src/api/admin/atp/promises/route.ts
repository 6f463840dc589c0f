import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { page, readInput, text, texts, yesOrNo } from "@holdfast/host-kit"
import { snakeCase } from "../../../snake-case"
import { stockOf } from "../../../stock-of"

export const PromisesQuery = z.object({
  ...page,
  item_id: text().optional(),
  order_line_id: texts(200).optional(),
  at_risk: yesOrNo.optional(),
})

/** What was promised to order lines: first and now, kept or not, and what supply as expected now does not keep. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { item_id: itemId, order_line_id: lineItemIds, at_risk: atRisk, ...rest } = readInput(PromisesQuery, req.query)
  const { rows, count, limit, offset } = await stockOf(req).listPromises({ ...rest, itemId, lineItemIds, atRisk })
  res.json({ promises: snakeCase(rows), count, limit, offset })
}

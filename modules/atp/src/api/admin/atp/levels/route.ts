import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { LEVEL_ORDERS, type LevelOrder } from "../../../../modules/atp/stock-desk"
import { page, readInput, text, texts, yesOrNo } from "@holdfast/host-kit"
import { snakeCase } from "../../../snake-case"
import { stockOf } from "../../../stock-of"

const orders = LEVEL_ORDERS.flatMap((order) => [order, `-${order}` as const])

export const LevelsQuery = z.object({
  ...page,
  q: text(100).optional(),
  item_id: texts(500).optional(),
  location_id: texts(500).optional(),
  below_safety_stock: yesOrNo.default(false),
  order: z.enum(orders as [string, ...string[]]).default("sku"),
})

/** Levels with every component of their availability. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { q, item_id, location_id, below_safety_stock, order, limit, offset } = readInput(LevelsQuery, req.query)
  const { rows, count, asOf } = await stockOf(req).listStockLevels({
    q,
    itemIds: item_id,
    locationIds: location_id,
    belowSafetyStock: below_safety_stock,
    order: { by: order.replace("-", "") as LevelOrder, descending: order.startsWith("-") },
    limit,
    offset,
  })
  res.json({ levels: snakeCase(rows), count, limit, offset, as_of: asOf })
}

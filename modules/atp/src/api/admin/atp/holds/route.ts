import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { page, readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../snake-case"
import { stockOf } from "../../../stock-of"

export const HoldsQuery = z.object({
  ...page,
  item_id: text().optional(),
  location_id: text().optional(),
  hold_id: text().optional(),
  state: z.enum(["active", "committed"]).default("active"),
})

/** What carts hold now, the first to lapse first. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { item_id, location_id, hold_id, state, limit, offset } = readInput(HoldsQuery, req.query)
  const { rows, count, asOf } = await stockOf(req).listHolds({
    itemId: item_id,
    locationId: location_id,
    holdId: hold_id,
    state,
    limit,
    offset,
  })
  res.json({ holds: snakeCase(rows), count, limit, offset, as_of: asOf })
}

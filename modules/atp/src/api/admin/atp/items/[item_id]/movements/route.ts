import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { page, readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../../../snake-case"
import { stockOf } from "../../../../../stock-of"

export const MovementsQuery = z.object({ ...page, location_id: text().optional() })

/** An item's ledger, the newest movement first. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { location_id, limit, offset } = readInput(MovementsQuery, req.query)
  const { rows, count, asOf } = await stockOf(req).listStockMovements({
    itemId: readInput(text(), req.params.item_id),
    locationId: location_id,
    limit,
    offset,
  })
  res.json({ movements: snakeCase(rows), count, limit, offset, as_of: asOf })
}

import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../../../modules/atp/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../../../snake-case"
import { stockOf } from "../../../../../stock-of"

export const LevelBody = z.strictObject({
  safety_stock: z.number().optional(),
  count: z
    .strictObject({
      on_hand: z.number(),
      accept_shortage: z.boolean().optional(),
      reason: text(2_000).nullish(),
    })
    .optional(),
})

/** Sets safety stock, and the units on hand as counted. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { safety_stock: safetyStock, count } = readInput(LevelBody, req.body)
  const key = {
    itemId: readInput(text(), req.params.item_id),
    locationId: readInput(text(), req.params.location_id),
  }
  const answer = await stockOf(req).setStockLevel(key, {
    safetyStock,
    count: count && { onHand: count.on_hand, acceptShortage: count.accept_shortage, reason: count.reason },
    actor: req.auth_context.actor_id,
  })
  res.json(snakeCase(orThrow(answer)))
}

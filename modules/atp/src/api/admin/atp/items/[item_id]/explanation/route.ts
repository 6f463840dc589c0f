import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../../../modules/atp/or-throw"
import { quantityAsked } from "../../../../../../modules/atp/quantity-asked"
import { readInput, text, texts, yesOrNo } from "@holdfast/host-kit"
import { snakeCase } from "../../../../../snake-case"
import { stockOf } from "../../../../../stock-of"

export const ExplanationQuery = z.object({
  quantity: z.unknown(),
  location_id: texts(500).optional(),
  allow_backorder: yesOrNo.default(false),
})

/** Why an answer about availability is what it is, in sentences that name locations by their ids. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { quantity, location_id, allow_backorder } = readInput(ExplanationQuery, req.query)
  const explanation = orThrow(
    await stockOf(req).explainAvailability({
      itemId: readInput(text(), req.params.item_id),
      quantity: orThrow(quantityAsked(quantity)),
      locationIds: location_id ?? null,
      backorderAllowed: allow_backorder,
    }),
  )
  res.json({ explanation: snakeCase(explanation) })
}

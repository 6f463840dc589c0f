import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { readInput, text } from "@holdfast/host-kit"
import { stackingOf } from "../../../../stacking-of"

const promotionIdOf = (req: MedusaRequest) => readInput(text(), req.params.promotion_id)

/** How a promotion of Medusa's own stands beside others; null when it has no fields, and meets any. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ fields: await stackingOf(req).fieldsOf(promotionIdOf(req)) })
}

export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await stackingOf(req).setFields(promotionIdOf(req), req.body)
  res.json({ fields: await stackingOf(req).fieldsOf(promotionIdOf(req)) })
}

export async function DELETE(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await stackingOf(req).setFields(promotionIdOf(req), null)
  res.json({ fields: null })
}

import type { AuthenticatedMedusaRequest, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../modules/atp/or-throw"
import { page, readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../snake-case"
import { stockOf } from "../../../stock-of"

export const TransfersQuery = z.object({
  ...page,
  item_id: text().optional(),
  location_id: text().optional(),
  state: z.enum(["requested", "dispatched", "received", "canceled"]).optional(),
})

export const TransferBody = z.strictObject({
  id: text().optional(),
  item_id: text(),
  from_location_id: text(),
  to_location_id: text(),
  quantity: z.number(),
  expected_day: z.string(),
  reference: text().nullish(),
  note: text(2_000).nullish(),
})

/** Transfers by the day they are expected, from and to a location. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { item_id: itemId, location_id: locationId, ...rest } = readInput(TransfersQuery, req.query)
  const { rows, count, limit, offset } = await stockOf(req).listTransfers({ ...rest, itemId, locationId })
  res.json({ transfers: snakeCase(rows), count, limit, offset })
}

/** Keeps units at the source for another location. With an `id` of the caller's own, sending it twice does it once. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const body = readInput(TransferBody, req.body)
  const transfer = await stockOf(req).requestTransfer({
    id: body.id,
    itemId: body.item_id,
    fromLocationId: body.from_location_id,
    toLocationId: body.to_location_id,
    quantity: body.quantity,
    expectedDay: body.expected_day,
    reference: body.reference,
    note: body.note,
    actor: req.auth_context.actor_id,
  })
  res.json({ transfer: snakeCase(orThrow(transfer)) })
}

import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../modules/atp/or-throw"
import { page, readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../snake-case"
import { stockOf } from "../../../stock-of"

export const ReceiptsQuery = z.object({
  ...page,
  item_id: text().optional(),
  location_id: text().optional(),
  state: z.enum(["open", "received", "canceled"]).optional(),
})

export const ReceiptBody = z.strictObject({
  id: text().optional(),
  item_id: text(),
  location_id: text(),
  quantity: z.number(),
  expected_day: z.string(),
  reference: text().nullish(),
  note: text(2_000).nullish(),
})

/** Scheduled receipts by the day they are expected. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { item_id: itemId, location_id: locationId, ...rest } = readInput(ReceiptsQuery, req.query)
  const { rows, count, limit, offset } = await stockOf(req).listReceipts({ ...rest, itemId, locationId })
  res.json({ receipts: snakeCase(rows), count, limit, offset })
}

/** Schedules a receipt. With an `id` of the caller's own, sending it twice schedules it once. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const body = readInput(ReceiptBody, req.body)
  const { item_id: itemId, location_id: locationId, expected_day: expectedDay, ...rest } = body
  const receipt = orThrow(await stockOf(req).createReceipt({ ...rest, itemId, locationId, expectedDay }))
  res.json({ receipt: snakeCase(receipt) })
}

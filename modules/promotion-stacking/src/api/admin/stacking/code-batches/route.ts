import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../modules/promotion-stacking/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { stackingOf } from "../../../stacking-of"

export const BatchBody = z.strictObject({
  batch_id: text(100),
  entry_id: text(100),
  count: z.int().min(1).max(1_000_000),
  prefix: z.string().max(40).default(""),
  length: z.int().min(4).max(40).default(12),
})

/** Makes codes that can be used once each. Sent twice, it makes them once; the entry names the batch in its `codes`. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { batch_id: batchId, entry_id: entryId, ...rest } = readInput(BatchBody, req.body)
  const batch = orThrow(await stackingOf(req).codeBatches.generate({ batchId, entryId, ...rest }))
  res.json({ batch })
}

import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { lifecycleOf } from "../../../../workflows/lifecycle-of"
import { page, readInput } from "@holdfast/host-kit"

/** Where the log, what is kept, and the host's records did not agree. Open ones first. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { limit, offset } = readInput(z.object(page), req.query)
  res.json({ ...(await lifecycleOf(req.scope).differences(limit, offset)), limit, offset })
}

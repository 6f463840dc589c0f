import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { answerRefused } from "../../../answer-entries"
import { readInput } from "@holdfast/host-kit"
import { stackingOf } from "../../../stacking-of"

export const ShadowBody = z.strictObject({
  entries: z.unknown(),
  resolution: z.enum(["priority", "best"]).optional(),
  days: z.number().min(0).max(365).default(7),
  limit: z.int().min(1).max(20_000).default(2_000),
})

/** What another rule set would have given the carts of the last days. Changes nothing. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { entries, days, limit, resolution } = readInput(ShadowBody, req.body)
  const answer = await (
    await stackingOf(req).whatIf()
  ).shadow(entries, { days, limit, ...(resolution && { resolution }) })
  if (answer.ok) res.json(answer.value)
  else answerRefused(res, answer)
}

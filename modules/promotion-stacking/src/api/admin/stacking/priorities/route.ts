import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../modules/promotion-stacking/or-throw"
import { showEntry } from "../../../answer-entries"
import { readInput, text } from "@holdfast/host-kit"
import { stackingOf } from "../../../stacking-of"

export const PrioritiesBody = z.strictObject({
  priorities: z
    .array(
      z.strictObject({
        id: text(),
        priority: z.int().min(-1_000_000).max(1_000_000),
        lane: z.int().min(0).max(1_000).optional(),
      }),
    )
    .min(1)
    .max(1_000),
})

/** Puts entries in another order, all or none. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { priorities } = readInput(PrioritiesBody, req.body)
  const changes = priorities.map(({ id, priority, lane }) => ({
    id,
    fields: { priority, ...(lane !== undefined && { lane }) },
  }))
  res.json({ entries: orThrow(await stackingOf(req).changeEntries(changes)).map(showEntry) })
}

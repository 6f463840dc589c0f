import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { readKnown } from "../../../../workflows/read-known"
import { answerRefused, showEntry } from "../../../answer-entries"
import { page, readInput, text, yesOrNo } from "@holdfast/host-kit"
import { stackingOf } from "../../../stacking-of"

export const EntriesQuery = z.object({
  ...page,
  q: text().optional(),
  status: z.enum(["active", "draft", "stopped"]).optional(),
})
export const ImportQuery = z.object({ dry_run: yesOrNo.default(false) })

/** Entries in the order in which they apply. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const filter = readInput(EntriesQuery, req.query)
  const { rows, count } = await stackingOf(req).listEntries(filter)
  res.json({ entries: rows.map(showEntry), count, limit: filter.limit, offset: filter.offset })
}

/** Imports one entry or many, as JSON or YAML, all or none. An entry whose id is known is changed. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { dry_run: dryRun } = readInput(ImportQuery, req.query)
  const answer = await stackingOf(req).importEntries(req.body, await readKnown(req.scope), dryRun)
  if (answer.ok) res.json(answer.value)
  else answerRefused(res, answer)
}

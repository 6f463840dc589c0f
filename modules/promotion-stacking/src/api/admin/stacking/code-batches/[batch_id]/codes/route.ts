import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orThrow } from "../../../../../../modules/promotion-stacking/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { stackingOf } from "../../../../../stacking-of"

const batchIdOf = (req: MedusaRequest) => readInput(text(100), req.params["batch_id"])

/** The codes of a batch, one a line, as they come from the database. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.setHeader("content-type", "text/csv; charset=utf-8")
  for await (const code of stackingOf(req).codeBatches.export(batchIdOf(req))) {
    if (!res.write(`${code}\n`)) await new Promise((resume) => res.once("drain", resume))
  }
  res.end()
}

/** Takes in codes that were made elsewhere, one a line, all or none. `?entry_id=` says whose they are. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const lines = typeof req.body === "string" ? req.body.split(/\r?\n/).filter((line) => line.trim() !== "") : []
  const entryId = readInput(text(100), req.query["entry_id"])
  const batch = await stackingOf(req).codeBatches.import({ batchId: batchIdOf(req), entryId, codes: listed(lines) })
  res.json({ batch: orThrow(batch) })
}

async function* listed(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
  await Promise.resolve()
}

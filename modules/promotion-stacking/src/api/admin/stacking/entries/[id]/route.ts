import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../../modules/promotion-stacking/or-throw"
import { showEntry } from "../../../../answer-entries"
import { readInput, text } from "@holdfast/host-kit"
import { stackingOf } from "../../../../stacking-of"

export const StatusBody = z.strictObject({ status: z.enum(["active", "draft", "stopped"]) })

export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ entry: showEntry(orThrow(await stackingOf(req).retrieveEntry(readInput(text(), req.params.id)))) })
}

/** Stops an entry at once, everywhere, or lets it apply again. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { status } = readInput(StatusBody, req.body)
  const id = readInput(text(), req.params.id)
  const [entry] = orThrow(await stackingOf(req).changeEntries([{ id, fields: { status } }]))
  res.json({ entry: entry && showEntry(entry) })
}

export async function DELETE(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { id } = orThrow(await stackingOf(req).removeEntry(readInput(text(), req.params.id)))
  res.json({ id, object: "stacking_entry", deleted: true })
}

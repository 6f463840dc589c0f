import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { stackingOf } from "../../../../stacking-of"

/** All entries as one file, in a form that can be imported again. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.setHeader("content-type", "application/yaml; charset=utf-8")
  res.setHeader("content-disposition", 'attachment; filename="stacking-entries.yaml"')
  res.send(await stackingOf(req).exportEntries())
}

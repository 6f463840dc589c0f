import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../modules/atp/or-throw"
import { readInput } from "@holdfast/host-kit"
import { stockOf } from "../../../stock-of"

export const ImportBody = z.strictObject({
  kind: z.enum(["safety_stock", "item_policies", "receipts"]),
  csv: z.string(),
  dry_run: z.boolean().optional(),
})

/** Takes in a sheet, all rows or none. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { kind, csv, dry_run: dryRun } = readInput(ImportBody, req.body)
  res.json(orThrow(await stockOf(req).importSheet({ kind, csv, dryRun, actor: req.auth_context.actor_id })))
}

import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../modules/atp/or-throw"
import { readInput } from "@holdfast/host-kit"
import { stockOf } from "../../../stock-of"

export const ExportQuery = z.object({ kind: z.enum(["safety_stock", "item_policies", "receipts"]) })

/** A sheet for a spreadsheet program; sent back to the import as it is, it changes nothing. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { kind } = readInput(ExportQuery, req.query)
  const csv = orThrow(await stockOf(req).exportSheet(kind))
  res.setHeader("Content-Type", "text/csv; charset=utf-8")
  res.setHeader("Content-Disposition", `attachment; filename="${kind}.csv"`)
  res.send(csv)
}

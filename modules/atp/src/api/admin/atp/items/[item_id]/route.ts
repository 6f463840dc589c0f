import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { orThrow } from "../../../../../modules/atp/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../../snake-case"
import { stockOf } from "../../../../stock-of"

/** One item: its levels, its policy, and what can be promised of it for when. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(snakeCase(orThrow(await stockOf(req).retrieveStockItem(readInput(text(), req.params.item_id)))))
}

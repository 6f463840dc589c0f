import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../../modules/atp/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../../snake-case"
import { stockOf } from "../../../../stock-of"

export const TransferChangeBody = z.strictObject({
  expected_day: z.string().optional(),
  note: text(2_000).nullish(),
})

/** Expects a transfer on another day, and says which promises it no longer keeps and what their new days are. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { expected_day: expectedDay, note } = readInput(TransferChangeBody, req.body)
  const answer = await stockOf(req).updateTransfer(readInput(text(), req.params.id), { expectedDay, note })
  res.json(snakeCase(orThrow(answer)))
}

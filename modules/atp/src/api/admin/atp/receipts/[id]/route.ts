import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../../modules/atp/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../../snake-case"
import { stockOf } from "../../../../stock-of"

export const ReceiptChangeBody = z.strictObject({
  expected_day: z.string().optional(),
  quantity: z.number().optional(),
  note: text(2_000).nullish(),
})

/** Changes an open receipt, and says which promises it no longer keeps and what their new days are. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { expected_day: expectedDay, ...rest } = readInput(ReceiptChangeBody, req.body)
  const answer = orThrow(await stockOf(req).updateReceipt(readInput(text(), req.params.id), { ...rest, expectedDay }))
  res.json(snakeCase(answer))
}

/** Cancels what has not come. */
export async function DELETE(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(snakeCase(orThrow(await stockOf(req).cancelReceipt(readInput(text(), req.params.id)))))
}

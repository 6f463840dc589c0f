import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import type { Arrival } from "../../../modules/atp/scheduled-receipts"
import { readInput, text } from "@holdfast/host-kit"

export const ArrivalBody = z.strictObject({
  key: text().optional(),
  quantity: z.number(),
  close: z.boolean().optional(),
})

/** Units that somebody received, and who did. */
export const arrivalOf = (req: AuthenticatedMedusaRequest): Arrival => ({
  ...readInput(ArrivalBody, req.body),
  actor: req.auth_context.actor_id,
})

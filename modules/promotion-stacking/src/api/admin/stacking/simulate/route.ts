import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../modules/promotion-stacking/or-throw"
import { answerRefused } from "../../../answer-entries"
import { readInput } from "@holdfast/host-kit"
import { stackingOf } from "../../../stacking-of"

export const SimulateBody = z.strictObject({
  entries: z.unknown().optional(),
  resolution: z.enum(["priority", "best"]).nullish(),
  at: z.iso.datetime({ offset: true }).nullish(),
  cart: z.unknown(),
})

/** Prices any cart at any time, with the live rules or with others, and changes nothing. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { entries, resolution, at, cart } = readInput(SimulateBody, req.body)
  const simulation = {
    ...(entries !== undefined && entries !== null && { entries }),
    resolution: resolution ?? undefined,
    nowMs: at ? Date.parse(at) : Date.now(),
    cart,
  }
  const answer = await (await stackingOf(req).whatIf()).simulate(simulation)
  if (!answer.ok && "problems" in answer) answerRefused(res, answer)
  else res.json(orThrow(answer))
}

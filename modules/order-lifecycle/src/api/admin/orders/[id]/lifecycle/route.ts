import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../../modules/order-lifecycle/or-throw"
import { lifecycleOf } from "../../../../../workflows/lifecycle-of"
import { readInput } from "@holdfast/host-kit"

const Query = z.object({ as_of: z.iso.datetime({ offset: true }).optional() })

/** What an order is, was, may become, and why not. `?as_of=` shows it as it was at an instant. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { as_of: asOf } = readInput(Query, req.query)
  res.json({ lifecycle: orThrow(await lifecycleOf(req.scope).lifecycle(req.params["id"]!, asOf ?? null)) })
}

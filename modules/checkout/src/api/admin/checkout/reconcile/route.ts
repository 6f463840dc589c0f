import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { readInput, yesOrNo } from "@holdfast/host-kit"
import { reconcile } from "../../../../workflows/reconcile"

const asked = z.object({ heal: yesOrNo.default(true), at_once: yesOrNo.default(false) }).strict()

/** Does now what is done each minute. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { heal, at_once: atOnce } = readInput(asked, req.body)
  res.json({ reconciliation: await reconcile(req.scope, { heal, atOnce }) })
}

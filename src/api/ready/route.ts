import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { readiness } from "../../readiness/readiness"

/**
 * `GET /ready`: 200 when this process may be given requests, 503 with the reason when not.
 * `GET /health` is the host's own and only says that the process lives.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const checks = await readiness(
    req.scope.resolve(ContainerRegistrationKeys.CONFIG_MODULE),
    req.scope.resolve(ContainerRegistrationKeys.PG_CONNECTION),
  )
  const ready = checks.every(({ ok }) => ok)
  res
    .status(ready ? 200 : 503)
    .set("Cache-Control", "no-store")
    .json({ ready, checks })
}

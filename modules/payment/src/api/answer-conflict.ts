import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"

/** What is neither done nor refused: somebody has to look again. */
const CONFLICTS: ReadonlySet<unknown> = new Set([
  "payment_outcome_unknown",
  "payment_already_authorized",
  "payment_operation_in_flight",
  "payment_dispute_closed",
])

/** Answers 409 where the host would say 400, for whatever of its routes moves money. */
export function answerConflict(_req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const json = res.json.bind(res)
  res.json = (body: unknown) => {
    const code = (body as { readonly code?: unknown } | null | undefined)?.code
    if (res.statusCode === 400 && CONFLICTS.has(code)) res.status(409)
    return json(body)
  }
  next()
}

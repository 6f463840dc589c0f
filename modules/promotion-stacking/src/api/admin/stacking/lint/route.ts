import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { answerRefused } from "../../../answer-entries"
import { readInput } from "@holdfast/host-kit"
import { stackingOf } from "../../../stacking-of"

export const LintBody = z.strictObject({
  entries: z.unknown().optional(),
  /** The largest share of a cart that may be taken off, in per cent. */
  most_percent_off: z.number().min(0).max(100).optional(),
})

/** What is odd about the live entries, or about others beside them: pairs that never meet, rules that never fire, carts for nothing. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { entries, most_percent_off: most } = readInput(LintBody, req.body)
  const answer = await (
    await stackingOf(req).whatIf()
  ).lint(entries, most === undefined ? undefined : Math.round(most * 10_000))
  if (answer.ok) res.json({ findings: answer.value })
  else answerRefused(res, answer)
}

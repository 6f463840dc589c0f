import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../../../modules/atp/or-throw"
import { readInput, text, wholeNumber } from "@holdfast/host-kit"
import { snakeCase } from "../../../../../snake-case"
import { stockOf } from "../../../../../stock-of"

const WEEK_SECONDS = 604_800

export const ExtendBody = z.object({ seconds: wholeNumber(1, WEEK_SECONDS) })

/** Lets a live hold last at least so many seconds from now. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { seconds } = readInput(ExtendBody, req.body)
  const hold = orThrow(await stockOf(req).extendHold(readInput(text(), req.params.hold_id), seconds))
  res.json({ hold: snakeCase(hold) })
}

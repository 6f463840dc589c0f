import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../../modules/atp/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../../snake-case"
import { stockOf } from "../../../../stock-of"

export const ItemPolicyBody = z.strictObject({
  decimals: z.number().nullish(),
  lead_time_days: z.number().nullish(),
  backorder_limit: z.number().nullish(),
  preorder_cap: z.number().nullish(),
  preorder_release_day: z.string().nullish(),
})

/** An item's policy; null when it has none of its own. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const policy = orThrow(await stockOf(req).itemPolicy(readInput(text(), req.params.item_id)))
  res.json({ item_policy: snakeCase(policy) })
}

/** Changes the fields that are sent; null takes a rule away. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const body = readInput(ItemPolicyBody, req.body)
  const policy = await stockOf(req).setItemPolicy(readInput(text(), req.params.item_id), {
    decimals: body.decimals,
    leadTimeDays: body.lead_time_days,
    backorderLimit: body.backorder_limit,
    preorderCap: body.preorder_cap,
    preorderReleaseDay: body.preorder_release_day,
  })
  res.json({ item_policy: snakeCase(orThrow(policy)) })
}

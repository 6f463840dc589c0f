import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { orThrow } from "../../../../../modules/atp/or-throw"
import { readInput, text } from "@holdfast/host-kit"
import { snakeCase } from "../../../../snake-case"
import { stockOf } from "../../../../stock-of"
import { mustExist } from "../../must-exist"

export const ChannelPolicyBody = z.strictObject({
  hold_at: z.enum(["cart", "payment", "never"]).optional(),
  guest_ttl_seconds: z.number().optional(),
  customer_ttl_seconds: z.number().optional(),
  cap_seconds: z.number().optional(),
  grace_seconds: z.number().optional(),
  strategy: text().optional(),
})

/** Changes the fields that are sent; a channel without a policy begins with everybody's. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const body = readInput(ChannelPolicyBody, req.body)
  const channelId = readInput(text(), req.params.sales_channel_id)
  if (channelId !== "*") await mustExist(req, "sales_channel", channelId)
  const policy = await stockOf(req).setChannelPolicy(channelId, {
    holdAt: body.hold_at,
    guestTtlSeconds: body.guest_ttl_seconds,
    customerTtlSeconds: body.customer_ttl_seconds,
    capSeconds: body.cap_seconds,
    graceSeconds: body.grace_seconds,
    strategy: body.strategy,
  })
  res.json({ channel_policy: snakeCase(orThrow(policy)) })
}
